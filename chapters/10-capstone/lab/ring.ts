/** An all-reduce over message ports: every worker sends to the next in a ring and hears from the one before. */

/** What the ring uses of a MessagePort. */
export interface Port {
  postMessage: (message: unknown, transfer: Transferable[]) => void;
  onmessage: ((event: MessageEvent<Float32Array>) => unknown) | null;
}

export interface Ring {
  readonly size: number;
  /** By the sum of all workers' vectors. */
  readonly allReduce: (vector: Float32Array) => Promise<void>;
  /** By this worker, so far. */
  readonly sent: () => number;
}

/** The i-th of `size` nearly equal pieces. */
const pieceOf = (length: number, size: number, i: number): readonly [from: number, to: number] => {
  const index = ((i % size) + size) % size;
  return [Math.round((index * length) / size), Math.round(((index + 1) * length) / size)];
};

/** A ring of one sends nothing. */
export function createRing(rank: number, size: number, ports?: { readonly next: Port; readonly previous: Port }): Ring {
  const arrived: Float32Array[] = [];
  let wake: (() => void) | undefined;
  let sent = 0;
  if (ports)
    ports.previous.onmessage = ({ data }) => {
      arrived.push(data);
      wake?.();
    };

  const hear = async (): Promise<Float32Array> => {
    for (;;) {
      const first = arrived.shift();
      if (first) return first;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const say = (piece: Float32Array): void => {
    const copy = piece.slice();
    sent += copy.byteLength;
    ports?.next.postMessage(copy, [copy.buffer]);
  };

  const allReduce = async (vector: Float32Array): Promise<void> => {
    const piece = (i: number): Float32Array => vector.subarray(...pieceOf(vector.length, size, i));
    // Reduce-scatter: after size - 1 steps, piece rank + 1 is summed here.
    for (let step = 0; step < size - 1; step += 1) {
      say(piece(rank - step));
      const own = piece(rank - step - 1);
      const heard = await hear();
      for (let k = 0; k < own.length; k += 1) own[k] = (own[k] as number) + (heard[k] as number);
    }
    // All-gather: the summed pieces go round once more.
    for (let step = 0; step < size - 1; step += 1) {
      say(piece(rank + 1 - step));
      piece(rank - step).set(await hear());
    }
  };
  return { size, allReduce, sent: () => sent };
}
