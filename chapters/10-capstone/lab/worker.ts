/** The worker that a run trains in. */
import type { FromWorker, ToWorker } from './messages.ts';
import { createRing } from './ring.ts';
import { createSession, type Session } from './session.ts';

let session: Session | undefined;

const say = (message: FromWorker): void => {
  postMessage(message);
};

/** A message to oneself comes after those that wait already, and without the delay of a timer. */
const breathe = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.kind) {
    case 'start': {
      const { settings, rank, ring: ports } = data;
      const ring = createRing(rank, settings.workers, ports && { next: ports[0], previous: ports[1] });
      session = createSession(settings, { say, now: () => performance.now(), breathe, ring, rank });
      session.run().catch((error: unknown) => {
        // Out of the promise, so that the page hears of it.
        setTimeout(() => {
          throw error;
        });
      });
      break;
    }
    case 'stop':
      session?.stop();
      break;
    case 'resume':
      session?.resume();
      break;
    case 'ask':
      session?.ask(data.sum);
      break;
  }
});
