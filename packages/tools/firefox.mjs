/**
 * A Firefox to drive by WebDriver BiDi, the protocol that it speaks by itself. Playwright's own Firefox is a download of its
 * own, and driving a stock one (its channel moz-firefox) asks for commands that the extended-support release does not know.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const places = ['/usr/bin/firefox', '/usr/bin/firefox-esr', '/snap/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];
export const findFirefox = () => [process.env.FIREFOX ?? '', ...places].find((path) => path !== '' && existsSync(path));

const started = (browser) =>
  new Promise((resolve, reject) => {
    let said = '';
    browser.stderr.on('data', (chunk) => {
      said += chunk;
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(said) ?? [];
      if (address) resolve(address);
    });
    browser.once('error', reject);
    browser.once('exit', (code) => reject(new Error(`Firefox ended with ${code} before it listened:\n${said}`)));
  });

/** Commands by number, events by name. */
async function connect(address) {
  const socket = new WebSocket(`${address}/session`);
  const open = new Map();
  const listeners = new Map();
  let last = 0;
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = () => reject(new Error(`Firefox does not answer at ${address}`));
  });
  socket.onmessage = ({ data }) => {
    const { type, id, result, method, params, message } = JSON.parse(data);
    if (type === 'event') return listeners.get(method)?.(params);
    const { resolve, reject } = open.get(id);
    open.delete(id);
    if (type === 'success') resolve(result);
    else reject(new Error(message));
  };
  const send = (method, params = {}) =>
    new Promise((resolve, reject) => {
      open.set((last += 1), { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    });
  return { send, on: (event, listener) => listeners.set(event, listener), close: () => socket.close() };
}

/** What a script answered, as plain data; whatever it answers goes through JSON. */
const told = ({ type, result, exceptionDetails }) => {
  if (type === 'exception') throw new Error(exceptionDetails.text);
  return result.type === 'string' ? JSON.parse(result.value) : undefined;
};

/** The names by which WebDriver knows keys that write nothing. */
export const keys = { Enter: '\uE007', Tab: '\uE004', Right: '\uE014', Backspace: '\uE003', Control: '\uE009' };

/** Starts Firefox on a new profile and gives its one page. `trouble` hears of every error that the page's console shows. */
export async function openFirefox(path, trouble) {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const browser = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'], {
    env: { ...process.env, HOME: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { send, on, close } = await connect(await started(browser));
  const {
    capabilities: { browserVersion },
  } = await send('session.new', { capabilities: {} });
  await send('session.subscribe', { events: ['log.entryAdded'] });
  on('log.entryAdded', ({ level, text }) => {
    if (level === 'error') trouble(text);
  });
  const {
    contexts: [{ context }],
  } = await send('browsingContext.getTree');
  const evaluate = async (fn, ...args) =>
    told(
      await send('script.evaluate', {
        expression: `(async () => JSON.stringify(await (${fn})(...${JSON.stringify(args)})))()`,
        target: { context },
        awaitPromise: true,
      }),
    );
  return {
    version: browserVersion,
    goto: (url) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context, wait: 'complete' }),
    resize: (width, height) => send('browsingContext.setViewport', { context, viewport: { width, height } }),
    /** Runs a function in the page; its arguments and its answer are plain data. */
    evaluate,
    /** Presses keys one after the other where the focus is; a list of keys is pressed together. */
    press: (...pressed) =>
      send('input.performActions', {
        context,
        actions: [
          {
            type: 'key',
            id: 'keyboard',
            actions: pressed.flatMap((key) => {
              const together = Array.isArray(key) ? key : [key];
              return [
                ...together.map((value) => ({ type: 'keyDown', value })),
                ...together.toReversed().map((value) => ({ type: 'keyUp', value })),
              ];
            }),
          },
        ],
      }),
    /** Asks until the function in the page answers with something true, and gives that. */
    async until(fn, ...args) {
      const end = Date.now() + 60_000;
      for (;;) {
        const found = await evaluate(fn, ...args);
        if (found) return found;
        if (Date.now() > end) throw new Error(`It did not come to this within a minute: ${fn} ${JSON.stringify(args)}`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    },
    async stop() {
      close();
      browser.kill();
      await new Promise((resolve) => browser.once('exit', resolve));
      rmSync(profile, { recursive: true, force: true });
    },
  };
}
