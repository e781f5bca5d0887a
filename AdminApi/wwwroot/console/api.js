// The only place that knows the tokens. They live in this tab's sessionStorage (docs/decisions/0025 says why) and go nowhere but into the
// Authorization header and the body of /auth/refresh.

const KEY = 'console.session';
const EARLY = 30_000;
let refreshing = null;

/** What a request failed with. `status` is 0 where the server did not answer. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

const session = {
  get: () => JSON.parse(sessionStorage.getItem(KEY) ?? 'null'),
  set: tokens => sessionStorage.setItem(KEY, JSON.stringify(tokens)),
  end: () => sessionStorage.removeItem(KEY),
};

export const api = {
  /** The JSON of a path. An AbortSignal ends the request. */
  get: (path, signal) => call('GET', path, undefined, signal),

  /** The JSON that a path answers to a body, or null where it answers nothing. */
  post: (path, body, signal) => call('POST', path, body ?? {}, signal),

  get isSignedIn() { return session.get() !== null; },

  async signIn(email, password) {
    session.set(await answer(await send('POST', '/auth/sign-in', { email, password })));
  },

  async signOut() {
    try {
      await call('POST', '/auth/sign-out', {});
    } finally {
      session.end();
    }
  },
};

async function call(method, path, body, signal) {
  let response = await send(method, path, body, await token(), signal);
  if (response.status === 401 && session.get()) {
    await refresh();
    response = await send(method, path, body, session.get()?.accessToken, signal);
  }
  if (response.status === 401) end();
  return answer(response);
}

async function token() {
  const tokens = session.get();
  if (tokens && new Date(tokens.accessExpiresAt) - Date.now() < EARLY) await refresh();
  return session.get()?.accessToken;
}

/** A refresh token is good once: requests that meet here share one refresh. */
async function refresh() {
  refreshing ??= (async () => {
    const response = await send('POST', '/auth/refresh', { refreshToken: session.get()?.refreshToken });
    if (response.ok) session.set(await response.json());
    else if (response.status === 400 || response.status === 401) end();
    else await answer(response);
  })().finally(() => { refreshing = null; });
  await refreshing;
}

function end() {
  if (session.get() === null) return;
  session.end();
  document.dispatchEvent(new CustomEvent('session-ended'));
}

async function send(method, path, body, accessToken, signal) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`;
  try {
    return await fetch(path, {
      method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body), cache: 'no-store', credentials: 'omit', redirect: 'error',
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new ApiError(0, 'The server does not answer.');
  }
}

async function answer(response) {
  const text = await response.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    if (response.ok) throw new ApiError(response.status, 'The server answered something that is not JSON.');
  }
  if (response.ok) return json;
  throw new ApiError(response.status, json?.detail ?? json?.title ?? `The server answered ${response.status}.`);
}
