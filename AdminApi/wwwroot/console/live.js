import { el, fill } from './dom.js';

/**
 * Reads and shows again and again while the page is visible: `read()` gives the data, `show(data)` puts it on the page. Where the server does not
 * answer it says so above what was seen last, and goes on by itself. Ends with the signal. Returns a function that reads at once.
 */
export function live(root, signal, milliseconds, read, show) {
  const problem = el('p', { class: 'notice bad', role: 'alert', hidden: true });
  const content = el('div', { class: 'content' }, el('p', { class: 'muted' }, 'Reading …'));
  fill(root, problem, content);
  let timer = 0;
  let turn = 0;

  async function look() {
    clearTimeout(timer);
    const own = ++turn;
    try {
      const data = await read();
      if (signal.aborted || own !== turn) return;
      show(content, data);
      problem.hidden = true;
    } catch (failure) {
      if (signal.aborted || own !== turn) return;
      problem.textContent = failure.status ? failure.message : `${failure.message} What you see may be old; this page goes on by itself.`;
      problem.hidden = false;
    }
    if (milliseconds > 0 && !document.hidden) timer = setTimeout(look, milliseconds);
  }

  document.addEventListener('visibilitychange', () => (document.hidden ? clearTimeout(timer) : look()), { signal });
  signal.addEventListener('abort', () => clearTimeout(timer));
  look();
  return look;
}
