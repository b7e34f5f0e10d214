/** One model in training: batches, steps, accuracy on sums it has never seen, answers. */
import { answerDigits, answerOf, contextOf, encode, firstScored, heldOutSums, ignored, trainingSum, type Sum } from './addition.ts';
import { createAdam, learningRateAt } from './optimizer.ts';
import { initialise, type Model } from './parameters.ts';
import { randomFrom } from './random.ts';
import { createTransformer, type Transformer } from './transformer.ts';

export interface Settings extends Model {
  readonly learningRate: number;
  /** Of all workers together. */
  readonly batch: number;
  readonly steps: number;
  readonly workers: number;
  readonly seed: number;
}

export interface Accuracy {
  /** By digit in the order written, the digits before it being given. */
  readonly digits: readonly number[];
  /** Sums with every digit right. */
  readonly exact: number;
  readonly sums: number;
}

/** What the model reads of each sum: all tokens but the last. 6ND counts these. */
export const tokensPerStep = (settings: Settings): number => settings.batch * contextOf(settings);

const mostHeldOut = 2000;
const logitColumns = 16;

export interface Trainer {
  readonly transformer: Transformer;
  /** Of a batch; its gradient is in `transformer.gradient`. */
  readonly gradientStep: () => number;
  /** Along the gradient. */
  readonly update: (step: number) => void;
  /** Over the first so many held-out sums; by default all. */
  readonly evaluate: (most?: number) => Accuracy;
  /** By digit, one after another, the probabilities of the ten digits. */
  readonly answer: (sum: Sum) => readonly (readonly number[])[];
  readonly heldOut: readonly Sum[];
}

/** Each of several workers has a rank, draws its own sums and takes its share of the batch. */
export function createTrainer(settings: Settings, rank = 0, simd?: boolean): Trainer {
  const { batch, workers, seed } = settings;
  const own = batch / workers;
  const context = contextOf(settings);
  const transformer = createTransformer(settings, own, simd);
  const adam = createAdam(transformer.parameters);
  const random = randomFrom(seed + 1 + rank);
  const heldOut = heldOutSums(settings, randomFrom(seed), seed, mostHeldOut);
  const tokens = new Int32Array(own * context);
  const targets = new Int32Array(own * context);
  initialise(transformer.parameters, settings, seed);

  /** What the model reads, and what should come next for the digits of the result. */
  const fill = (row: number, sum: Sum): void => {
    const all = encode(settings, sum);
    for (let t = 0; t < context; t += 1) {
      tokens[row * context + t] = all[t] as number;
      targets[row * context + t] = t < firstScored(settings) ? ignored : (all[t + 1] as number);
    }
  };
  /** After a position. */
  const best = (position: number): number => {
    const row = transformer.probabilities.subarray(position * logitColumns, position * logitColumns + 10);
    return row.indexOf(Math.max(...row));
  };
  const inFours = (count: number): number => Math.min(own, 4 * Math.ceil(count / 4));

  const evaluate = (most = heldOut.length): Accuracy => {
    const sums = heldOut.slice(0, most);
    const right = new Array<number>(answerDigits(settings)).fill(0);
    let exact = 0;
    for (let from = 0; from < sums.length; from += own) {
      const part = sums.slice(from, from + own);
      part.forEach((sum, row) => {
        fill(row, sum);
      });
      transformer.forward(tokens, inFours(part.length));
      part.forEach((sum, row) => {
        const hits = answerOf(settings, sum).map((digit, i) => best(row * context + firstScored(settings) + i) === digit);
        hits.forEach((hit, i) => {
          right[i] = (right[i] as number) + Number(hit);
        });
        exact += Number(hits.every(Boolean));
      });
    }
    return { digits: right.map((count) => count / sums.length), exact: exact / sums.length, sums: sums.length };
  };

  const answer = (sum: Sum): readonly (readonly number[])[] => {
    fill(0, sum);
    return Array.from({ length: answerDigits(settings) }, (_, i) => {
      const position = firstScored(settings) + i;
      transformer.forward(tokens, inFours(1));
      if (position + 1 < context) tokens[position + 1] = best(position);
      return [...transformer.probabilities.subarray(position * logitColumns, position * logitColumns + 10)];
    });
  };

  return {
    transformer,
    heldOut,
    gradientStep: () => {
      for (let row = 0; row < own; row += 1) fill(row, trainingSum(settings, random, seed));
      transformer.forward(tokens, own);
      return transformer.backward(tokens, targets, own);
    },
    update: (step) => {
      adam(transformer.gradient, learningRateAt(settings, step));
    },
    evaluate,
    answer,
  };
}
