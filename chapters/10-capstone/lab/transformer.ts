/** A decoder: forward to probabilities, backward to the gradient of every parameter. */
import { contextOf, ignored } from './addition.ts';
import { allocate } from './heap.ts';
import { hasSimd, plainMatmul, rowsOf, transposed, wasmMatmul, type Matmul } from './matmul.ts';
import { headWidth, parameterCount, parametersOf, partOf, vocab, type Model } from './parameters.ts';
import { attention, attentionBackward, norm, normBackward, relu, reluBackward, softmax } from './pieces.ts';

/** The head's table is padded to the matmul's tile. */
const logitColumns = 16;
/** Rows of a batch come in fours. */
const sequenceMultiple = 4;

export interface Transformer {
  readonly parameters: Float32Array<ArrayBuffer>;
  /** Of the loss, after `backward`. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Rows of 16: the probabilities of the 13 tokens after each position, after `forward`. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** Reads sequences of tokens, `context` each; at most the batch, in fours. */
  readonly forward: (tokens: Int32Array, sequences: number) => void;
  /** Mean loss in nats of the targets that are not ignored; sets the gradient. Call `forward` with the same tokens first. */
  readonly backward: (tokens: Int32Array, targets: Int32Array, sequences: number) => number;
  readonly matmul: Matmul;
}

/** Arrays for the activations of a batch, and for the gradients of the ones that are needed once only. */
const sizes = ({ layers: l, width: d, ...task }: Model, parameters: number, batch: number) => {
  const t = contextOf(task);
  const rows = batch * t;
  return {
    parameters,
    gradient: parameters,
    x: (l + 1) * rows * d,
    middle: l * rows * d,
    normed: (2 * l + 1) * rows * d,
    inverse: (2 * l + 1) * rows,
    qkv: l * rows * 3 * d,
    shares: l * batch * (d / headWidth) * t * t,
    mixed: l * rows * d,
    hidden: l * rows * 4 * d,
    logits: rows * logitColumns,
    dx: rows * d,
    dnormed: rows * d,
    dqkv: rows * 3 * d,
    dhidden: rows * 4 * d,
    head: d * logitColumns,
    dhead: d * logitColumns,
    strip: 8 * Math.max(rows, 4 * d),
  };
};

export function createTransformer(model: Model, batch: number, simd = hasSimd()): Transformer {
  const { layers, width: d } = model;
  if (batch % sequenceMultiple !== 0 || batch <= 0) throw new RangeError(`batch must be a multiple of ${sequenceMultiple}, got ${batch}`);
  const context = contextOf(model);
  const most = batch * context;
  const list = parametersOf(model);
  const { memory, arrays: at } = allocate(sizes(model, parameterCount(model), batch));
  const multiply = simd ? wasmMatmul(memory, at.strip) : plainMatmul;
  const value = (name: string): Float32Array => partOf(at.parameters, list, name);
  const slope = (name: string): Float32Array => partOf(at.gradient, list, name);
  const layer = (array: Float32Array, l: number, columns: number): Float32Array =>
    array.subarray(l * most * columns, (l + 1) * most * columns);
  const blocks = Array.from({ length: layers }, (_, l) => {
    const name = (part: string): string => `layer${l}.${part}`;
    const both = (part: string) => ({ value: value(name(part)), slope: slope(name(part)) });
    return {
      ...{ norm1: both('norm1'), qkvs: both('qkv'), out: both('out'), norm2: both('norm2'), up: both('up'), down: both('down') },
      ...{ x: layer(at.x, l, d), middle: layer(at.middle, l, d), next: layer(at.x, l + 1, d) },
      ...{ normed1: layer(at.normed, 2 * l, d), normed2: layer(at.normed, 2 * l + 1, d) },
      ...{ inverse1: layer(at.inverse, 2 * l, 1), inverse2: layer(at.inverse, 2 * l + 1, 1) },
      ...{ qkv: layer(at.qkv, l, 3 * d), mixed: layer(at.mixed, l, d), hidden: layer(at.hidden, l, 4 * d) },
      shares: at.shares.subarray((at.shares.length / layers) * l, (at.shares.length / layers) * (l + 1)),
    };
  });
  const last = { x: layer(at.x, layers, d), normed: layer(at.normed, 2 * layers, d), inverse: layer(at.inverse, 2 * layers, 1) };
  const end = { norm: { value: value('norm'), slope: slope('norm') }, head: { value: value('head'), slope: slope('head') } };
  const tables = { embedding: value('embedding'), position: value('position') };
  const tableSlopes = { embedding: slope('embedding'), position: slope('position') };

  /** y (+)= x·w */
  const linear = (rows: number, x: Float32Array, w: Float32Array, y: Float32Array, inputs: number, outputs: number, add = false): void => {
    multiply(rows, outputs, inputs, rowsOf(x, inputs), rowsOf(w, outputs), y, add);
  };
  /** dw = xᵀ·dy and dx = dy·wᵀ */
  const linearBackward = (
    rows: number,
    x: Float32Array,
    w: { value: Float32Array; slope: Float32Array },
    dy: Float32Array,
    dx: Float32Array,
    inputs: number,
    outputs: number,
  ): void => {
    multiply(inputs, outputs, rows, transposed(rowsOf(x, inputs)), rowsOf(dy, outputs), w.slope);
    multiply(rows, inputs, outputs, rowsOf(dy, outputs), transposed(rowsOf(w.value, outputs)), dx);
  };
  /** The head between its own width and the padded one. */
  const copyHead = (from: Float32Array, fromColumns: number, to: Float32Array, toColumns: number): void => {
    for (let r = 0; r < d; r += 1) for (let k = 0; k < vocab; k += 1) to[r * toColumns + k] = from[r * fromColumns + k] as number;
  };

  const embed = (tokens: Int32Array, rows: number): void => {
    for (let r = 0; r < rows; r += 1) {
      const token = (tokens[r] as number) * d;
      const position = (r % context) * d;
      for (let k = 0; k < d; k += 1) at.x[r * d + k] = (tables.embedding[token + k] as number) + (tables.position[position + k] as number);
    }
  };

  const forward = (tokens: Int32Array, sequences: number): void => {
    const rows = sequences * context;
    const shape = { sequences, context, width: d, headWidth };
    embed(tokens, rows);
    for (const b of blocks) {
      norm(b.x, b.norm1.value, b.normed1, b.inverse1, rows);
      linear(rows, b.normed1, b.qkvs.value, b.qkv, d, 3 * d);
      attention(shape, b.qkv, b.shares, b.mixed);
      b.middle.set(b.x.subarray(0, rows * d));
      linear(rows, b.mixed, b.out.value, b.middle, d, d, true);
      norm(b.middle, b.norm2.value, b.normed2, b.inverse2, rows);
      linear(rows, b.normed2, b.up.value, b.hidden, d, 4 * d);
      relu(b.hidden, rows * 4 * d);
      b.next.set(b.middle.subarray(0, rows * d));
      linear(rows, b.hidden, b.down.value, b.next, 4 * d, d, true);
    }
    norm(last.x, end.norm.value, last.normed, last.inverse, rows);
    copyHead(end.head.value, vocab, at.head, logitColumns);
    linear(rows, last.normed, at.head, at.logits, d, logitColumns);
    for (let r = 0; r < rows; r += 1) softmax(at.logits, r * logitColumns, vocab);
  };

  /** Mean loss; the probabilities become its gradient by the logits. */
  const lossBackward = (targets: Int32Array, rows: number): number => {
    let scored = 0;
    for (let r = 0; r < rows; r += 1) if (targets[r] !== ignored) scored += 1;
    let loss = 0;
    for (let r = 0; r < rows; r += 1) {
      const target = targets[r] as number;
      const row = at.logits.subarray(r * logitColumns, r * logitColumns + vocab);
      if (target === ignored) {
        row.fill(0);
        continue;
      }
      loss -= Math.log(Math.max(row[target] as number, 1e-30));
      row[target] = (row[target] as number) - 1;
      for (let k = 0; k < vocab; k += 1) row[k] = (row[k] as number) / scored;
    }
    return loss / scored;
  };

  const embedBackward = (tokens: Int32Array, rows: number): void => {
    for (let r = 0; r < rows; r += 1) {
      const token = (tokens[r] as number) * d;
      const position = (r % context) * d;
      for (let k = 0; k < d; k += 1) {
        const change = at.dx[r * d + k] as number;
        tableSlopes.embedding[token + k] = (tableSlopes.embedding[token + k] as number) + change;
        tableSlopes.position[position + k] = (tableSlopes.position[position + k] as number) + change;
      }
    }
  };

  const backward = (tokens: Int32Array, targets: Int32Array, sequences: number): number => {
    const rows = sequences * context;
    const shape = { sequences, context, width: d, headWidth };
    at.gradient.fill(0);
    const loss = lossBackward(targets, rows);
    linearBackward(rows, last.normed, { value: at.head, slope: at.dhead }, at.logits, at.dnormed, d, logitColumns);
    copyHead(at.dhead, logitColumns, end.head.slope, vocab);
    at.dx.fill(0);
    normBackward(last.x, end.norm.value, last.inverse, at.dnormed, at.dx, end.norm.slope, rows);
    for (const b of blocks.toReversed()) {
      linearBackward(rows, b.hidden, b.down, at.dx, at.dhidden, 4 * d, d);
      reluBackward(b.hidden, at.dhidden, rows * 4 * d);
      linearBackward(rows, b.normed2, b.up, at.dhidden, at.dnormed, d, 4 * d);
      normBackward(b.middle, b.norm2.value, b.inverse2, at.dnormed, at.dx, b.norm2.slope, rows);
      linearBackward(rows, b.mixed, b.out, at.dx, at.dnormed, d, d);
      at.dqkv.fill(0);
      attentionBackward(shape, b.qkv, b.shares, at.dnormed, at.dqkv);
      linearBackward(rows, b.normed1, b.qkvs, at.dqkv, at.dnormed, d, 3 * d);
      normBackward(b.x, b.norm1.value, b.inverse1, at.dnormed, at.dx, b.norm1.slope, rows);
    }
    embedBackward(tokens, rows);
    return loss;
  };

  return { parameters: at.parameters, gradient: at.gradient, probabilities: at.logits, forward, backward, matmul: multiply };
}
