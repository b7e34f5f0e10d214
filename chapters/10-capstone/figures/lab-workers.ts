/** Starts a run's workers and joins them in a ring. */
import type { FromWorker, ToWorker } from '../lab/messages.ts';
import type { Settings } from '../lab/trainer.ts';
import type { Sum } from '../lab/addition.ts';

export interface Crew {
  readonly stop: () => void;
  readonly resume: () => void;
  readonly ask: (sum: Sum) => void;
  /** Nothing more is heard of them. */
  readonly dismiss: () => void;
}

export function hire(settings: Settings, hear: (message: FromWorker) => void, fail: (reason: string) => void): Crew {
  const count = settings.workers;
  const workers = Array.from({ length: count }, () => new Worker(new URL('../lab/worker.ts', import.meta.url), { type: 'module' }));
  const wires = count > 1 ? workers.map(() => new MessageChannel()) : [];
  const tell = (worker: Worker | undefined, message: ToWorker, transfer: Transferable[] = []): void => {
    worker?.postMessage(message, transfer);
  };
  workers.forEach((worker, rank) => {
    worker.onmessage = ({ data }: MessageEvent<FromWorker>) => {
      hear(data);
    };
    worker.onerror = ({ message }) => {
      fail(message);
    };
    const [out, back] = [wires[rank], wires[(rank + count - 1) % count]];
    const ring = out && back ? ([out.port1, back.port2] as const) : undefined;
    tell(worker, { kind: 'start', settings, rank, ring }, ring ? [...ring] : []);
  });
  const [first] = workers;
  return {
    stop: () => {
      tell(first, { kind: 'stop' });
    },
    resume: () => {
      for (const worker of workers) tell(worker, { kind: 'resume' });
    },
    ask: (sum) => {
      tell(first, { kind: 'ask', sum });
    },
    dismiss: () => {
      for (const worker of workers) worker.terminate();
    },
  };
}
