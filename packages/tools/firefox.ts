/**
 * Drives Firefox over WebDriver BiDi. Playwright's own Firefox is a separate download that not every machine can reach, and driving a stock
 * one (channel moz-firefox) needs commands that the extended-support release lacks.
 */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

const places = ['/usr/bin/firefox', '/usr/bin/firefox-esr', '/snap/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'];
export const findFirefox = (): string | undefined => [process.env.FIREFOX ?? '', ...places].find((path) => path !== '' && existsSync(path));

type Browser = ChildProcessByStdio<null, null, Readable>;

/** The address of the browser, once it listens. */
const addressOf = (browser: Browser): Promise<string> =>
  new Promise((resolve, reject) => {
    let output = '';
    browser.stderr.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      const [, address] = /WebDriver BiDi listening on (ws:\S+)/.exec(output) ?? [];
      if (address !== undefined) resolve(address);
    });
    browser.once('error', reject);
    browser.once('exit', (code) => {
      reject(new Error(`Firefox ended with ${String(code)} before it listened:\n${output}`));
    });
  });

/** What we use of the protocol (https://w3c.github.io/webdriver-bidi/). */
interface Results {
  readonly 'session.new': { readonly capabilities: { readonly browserVersion: string } };
  readonly 'browsingContext.getTree': { readonly contexts: readonly [{ readonly context: string }] };
  readonly 'script.evaluate':
    | { readonly type: 'exception'; readonly exceptionDetails: { readonly text: string } }
    | { readonly type: 'success'; readonly result: { readonly type: string; readonly value?: unknown } };
}
type Message =
  | { readonly type: 'event'; readonly method: string; readonly params: { readonly level: string; readonly text: string } }
  | { readonly type: 'success'; readonly id: number; readonly result: unknown }
  | { readonly type: 'error'; readonly id: number; readonly message: string };
interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}
interface Connection {
  readonly send: <M extends string>(method: M, params?: object) => Promise<M extends keyof Results ? Results[M] : unknown>;
  readonly on: (event: string, listener: (params: { readonly level: string; readonly text: string }) => void) => void;
  readonly close: () => void;
}

/** Commands by number, events by name. */
async function connect(address: string): Promise<Connection> {
  const socket = new WebSocket(`${address}/session`);
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Parameters<Connection['on']>[1]>();
  let last = 0;
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => {
      resolve();
    };
    socket.onerror = () => {
      reject(new Error(`Firefox does not answer at ${address}`));
    };
  });
  socket.onmessage = ({ data }: { readonly data: unknown }) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'event') {
      listeners.get(message.method)?.(message.params);
      return;
    }
    const command = pending.get(message.id);
    pending.delete(message.id);
    if (message.type === 'success') command?.resolve(message.result);
    else command?.reject(new Error(message.message));
  };
  const send = ((method: string, params: object = {}) =>
    new Promise<unknown>((resolve, reject) => {
      last += 1;
      pending.set(last, { resolve, reject });
      socket.send(JSON.stringify({ id: last, method, params }));
    })) as Connection['send'];
  return {
    send,
    on: (event, listener) => void listeners.set(event, listener),
    close: () => {
      socket.close();
    },
  };
}

/** A script's return value, which travels as JSON. */
const valueOf = (evaluated: Results['script.evaluate']): unknown => {
  if (evaluated.type === 'exception') throw new Error(evaluated.exceptionDetails.text);
  return evaluated.result.type === 'string' ? JSON.parse(String(evaluated.result.value)) : undefined;
};

/** Names of keys that type no character. */
type Key = string | readonly string[];
export const keys = { Enter: '\uE007', Tab: '\uE004', Right: '\uE014', Backspace: '\uE003', Control: '\uE009' };

/** With a new profile. `trouble` receives every error in the page's console. */
export async function openFirefox(path: string, trouble: (text: string) => void) {
  const profile = mkdtempSync(join(tmpdir(), 'firefox-'));
  const browser = spawn(path, ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'], {
    env: { ...process.env, HOME: profile },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { send, on, close } = await connect(await addressOf(browser));
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
  const evaluate = async <A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> =>
    valueOf(
      await send('script.evaluate', {
        expression: `(async () => JSON.stringify(await (${String(fn)})(...${JSON.stringify(args)})))()`,
        target: { context },
        awaitPromise: true,
      }),
    ) as Awaited<R>;
  return {
    version: browserVersion,
    goto: (url: string) => send('browsingContext.navigate', { context, url, wait: 'complete' }),
    reload: () => send('browsingContext.reload', { context, wait: 'complete' }),
    resize: (width: number, height: number) => send('browsingContext.setViewport', { context, viewport: { width, height } }),
    /** Arguments and result are plain data. */
    evaluate,
    /** One by one at the focus; a list of keys together. */
    press: (...pressed: readonly Key[]) =>
      send('input.performActions', {
        context,
        actions: [
          {
            type: 'key',
            id: 'keyboard',
            actions: pressed.flatMap((key) => {
              const together = typeof key === 'string' ? [key] : key;
              return [
                ...together.map((value) => ({ type: 'keyDown', value })),
                ...together.toReversed().map((value) => ({ type: 'keyUp', value })),
              ];
            }),
          },
        ],
      }),
    /** Polls until the function returns something truthy. */
    async until<A extends readonly unknown[], R>(fn: (...args: A) => R, ...args: A): Promise<Awaited<R>> {
      const end = Date.now() + 60_000;
      for (;;) {
        const found = await evaluate(fn, ...args);
        if (Boolean(found)) return found;
        if (Date.now() > end) throw new Error(`It did not come to this within a minute: ${String(fn)} ${JSON.stringify(args)}`);
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
