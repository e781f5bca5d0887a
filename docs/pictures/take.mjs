// Takes the pictures of the console that the documents show: a running platform with the demo desk is needed, and a chromium on PATH.
//
//   CONSOLE_PASSWORD=Trade-Local-1! node --experimental-websocket docs/pictures/take.mjs http://localhost:5090 [picture ...]
//
// The address is the AdminApi's (`dotnet run --project AppHost` prints it); who signs in is manager01@example.com, or CONSOLE_USER. Without names
// all pictures are taken. From node 22 on WebSocket is there without the option. Nothing but node and chromium is used.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const MOST_BYTES = 300_000;
const PATIENCE = 30_000;
const DESKTOP = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const PICTURES = [
  { name: 'desk-light', page: 'desk', scheme: 'light', ...DESKTOP, height: 1520 },
  { name: 'desk-dark', page: 'desk', scheme: 'dark', ...DESKTOP, height: 1520 },
  { name: 'desk-phone', page: 'desk', scheme: 'light', ...PHONE },
  { name: 'overview', page: 'overview', scheme: 'light', ...DESKTOP },
  { name: 'migrations', page: 'migrations', scheme: 'light', ...DESKTOP },
  { name: 'backfills', page: 'backfills', scheme: 'light', ...DESKTOP },
];

const [address, ...names] = process.argv.slice(2);
const password = process.env.CONSOLE_PASSWORD;
const user = process.env.CONSOLE_USER ?? 'manager01@example.com';
const wanted = PICTURES.filter(picture => names.length === 0 || names.includes(picture.name));
const unknown = names.filter(name => !PICTURES.some(picture => picture.name === name));
if (!address || !URL.canParse(address)) refuse('Give the address of the AdminApi, e.g. http://localhost:5090.');
if (!password) refuse('Set CONSOLE_PASSWORD to the password of the demo desk.');
if (unknown.length > 0) refuse(`There is no picture ${unknown[0]}: there are ${PICTURES.map(picture => picture.name).join(', ')}.`);
if (typeof WebSocket === 'undefined') refuse('This node has no WebSocket: run it with --experimental-websocket, or use node 22.');

const profile = await mkdtemp(join(tmpdir(), 'console-pictures-'));
const browser = spawn('chromium', [
  '--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--hide-scrollbars', '--no-first-run', '--disable-gpu',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), 'about:blank',
], { stdio: ['ignore', 'ignore', 'pipe'] });
const ended = new Promise(resolve => browser.once('exit', resolve));
try {
  const devtools = await devtoolsOf(browser);
  const page = await open(devtools);
  await signIn(page);
  for (const picture of wanted) {
    if (await page.run(`document.querySelector('#nav a[href="#/${picture.page}"]') !== null`)) await take(page, picture);
    else console.log(`${picture.name}.png: left out, because ${user} sees no page ${picture.page}.`);
  }
} catch (failure) {
  process.exitCode = 1;
  console.error(failure.message);
} finally {
  browser.kill();
  await ended;
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}

function refuse(sentence) {
  console.error(sentence);
  process.exit(2);
}

/** The address that the browser prints once it listens. */
function devtoolsOf(started) {
  return new Promise((resolve, reject) => {
    let text = '';
    started.once('error', () => reject(new Error('There is no chromium on PATH.')));
    started.once('exit', code => reject(new Error(`chromium ended with ${code}: ${text.slice(0, 500)}`)));
    started.stderr.on('data', data => {
      text += data;
      const match = /DevTools listening on (ws:\S+)/.exec(text);
      if (match) resolve(match[1]);
    });
  });
}

/** A page of the browser: `send(method, params)` of the DevTools protocol, and `run(expression)` in the page. */
async function open(devtools) {
  const socket = new WebSocket(devtools);
  const waiting = new Map();
  let last = 0;
  socket.addEventListener('message', ({ data }) => {
    const { id, result, error } = JSON.parse(data);
    const pending = waiting.get(id);
    waiting.delete(id);
    if (error) pending?.reject(new Error(error.message));
    else pending?.resolve(result);
  });
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', () => reject(new Error('chromium does not answer.')), { once: true });
  });
  const call = (method, params, sessionId) => new Promise((resolve, reject) => {
    waiting.set(++last, { resolve, reject });
    socket.send(JSON.stringify({ id: last, method, params, sessionId }));
  });

  const { targetId } = await call('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await call('Target.attachToTarget', { targetId, flatten: true });
  const send = (method, params = {}) => call(method, params, sessionId);
  const run = async expression => {
    const { result, exceptionDetails } = await send('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  return { send, run };
}

async function signIn({ send, run }) {
  const { errorText } = await send('Page.navigate', { url: new URL('/console/', address).href });
  if (errorText) throw new Error(`${address} does not answer: ${errorText}`);
  await until(run, 'document.querySelector("#email") !== null', 'The sign-in does not appear.');
  await run(`(() => {
    document.querySelector('#email').value = ${JSON.stringify(user)};
    document.querySelector('#password').value = ${JSON.stringify(password)};
    document.querySelector('form button').click();
  })()`);
  await until(run, 'document.querySelector("#nav:not([hidden])") !== null || document.querySelector(".notice.bad:not([hidden])") !== null', 'The sign-in is not answered.');
  const refused = await run('document.querySelector("#nav:not([hidden])") ? null : document.querySelector(".notice.bad:not([hidden])").textContent');
  if (refused) throw new Error(`The sign-in was refused: ${refused}`);
}

async function take({ send, run }, { name, page, scheme, width, height }) {
  await send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: width < 640 });
  await send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  // By way of nowhere, so that a page that is already there is made anew in this size.
  await run("location.hash = '#/nowhere'");
  await until(run, "document.querySelector('main .notice') !== null", `The page before ${page} does not end.`);
  await run(`location.hash = '#/${page}'`);
  await until(run, "document.querySelector('main h1') !== null && !document.querySelector('main').textContent.includes('Reading …')", `The page ${page} does not come.`);
  await run('new Promise(resolve => requestAnimationFrame(() => requestAnimationFrame(resolve)))');
  const { data } = await send('Page.captureScreenshot', { format: 'png' });
  const bytes = Buffer.from(data, 'base64');
  if (bytes.length >= MOST_BYTES) throw new Error(`${name}.png has ${bytes.length} bytes: fewer than ${MOST_BYTES} are allowed.`);
  await writeFile(join(dirname(fileURLToPath(import.meta.url)), `${name}.png`), bytes);
  console.log(`${name}.png: ${bytes.length} bytes`);
}

async function until(run, expression, otherwise) {
  for (const end = Date.now() + PATIENCE; Date.now() < end;) {
    if (await run(expression)) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(otherwise);
}
