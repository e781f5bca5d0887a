import { api } from './api.js';
import { el, fill, notice } from './dom.js';
import { pages } from './pages.js';

const [main, nav, account, who, status] = ['main', 'nav', 'account', 'who', 'status'].map(id => document.getElementById(id));
let user = null;
let leave = new AbortController();

document.getElementById('sign-out').addEventListener('click', async () => {
  // The tab forgets the tokens also where the server cannot be told.
  await api.signOut().catch(() => {});
  showSignIn('You are signed out.');
});
document.addEventListener('session-ended', () => showSignIn('The session has ended: sign in again.'));
addEventListener('hashchange', route);

if (api.isSignedIn) enter();
else showSignIn();

async function enter() {
  try {
    user = await api.get('/console/api/me');
  } catch (failure) {
    if (failure.status === 401) return;
    fill(main, notice(failure.status ? failure.message : `${failure.message} Trying again …`, 'bad'));
    setTimeout(() => api.isSignedIn && enter(), 3000);
    return;
  }
  who.textContent = user.displayName;
  who.title = user.email;
  account.hidden = false;
  fill(nav, ...allowed().map(page => el('a', { href: `#/${page.id}` }, page.title)));
  nav.hidden = false;
  route();
}

const allowed = () => pages.filter(page => user.permissions.includes(page.permission));

function route() {
  if (!user || location.hash === '#main') return;
  leave.abort();
  leave = new AbortController();
  const id = /^#\/([a-z-]+)/.exec(location.hash)?.[1] ?? allowed()[0]?.id;
  const page = allowed().find(candidate => candidate.id === id);
  for (const link of nav.children) {
    if (link.hash === `#/${id}`) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!page) {
    fill(main, notice(allowed().length === 0 ? 'Your roles allow none of the pages: ask an administrator.' : 'There is no such page, or your roles do not allow it.', 'warn'));
    return;
  }

  document.title = `${page.title} · TradingPlatform`;
  const root = el('div');
  fill(main, el('h1', null, page.title), root);
  status.textContent = page.title;
  const { signal } = leave;
  Promise.resolve(page.render(root, api, signal)).catch(failure => {
    if (!signal.aborted) fill(root, notice(failure.message, 'bad'));
  });
}

function showSignIn(message) {
  leave.abort();
  user = null;
  nav.hidden = account.hidden = true;
  fill(nav);
  who.textContent = who.title = '';
  document.title = 'Sign in · TradingPlatform';
  const form = document.getElementById('sign-in-template').content.cloneNode(true).querySelector('form');
  const [email, password, button, text] = ['#email', '#password', 'button', '[data-part=message]'].map(selector => form.querySelector(selector));
  const say = (words, kind) => {
    text.textContent = words;
    text.className = `notice ${kind}`;
    text.hidden = false;
  };
  if (message) say(message, 'info');
  form.addEventListener('submit', async event => {
    event.preventDefault();
    button.disabled = true;
    try {
      await api.signIn(email.value, password.value);
      password.value = '';
      await enter();
    } catch (failure) {
      say(failure.message, 'bad');
      password.select();
    } finally {
      button.disabled = false;
    }
  });
  fill(main, form);
  email.focus();
}
