/**
 * What is no matmul in a transformer, forward and backward: norm, attention, ReLU, loss.
 *
 * On rows of flat arrays. Each `…Backward` adds to its gradients, unless its comment says otherwise.
 */

const epsilon = 1e-6;

export const dot = (x: Float32Array, i: number, y: Float32Array, j: number, n: number): number => {
  let sum = 0;
  for (let k = 0; k < n; k += 1) sum += (x[i + k] as number) * (y[j + k] as number);
  return sum;
};

/** y += s·x over n elements. */
const addTo = (y: Float32Array, j: number, s: number, x: Float32Array, i: number, n: number): void => {
  for (let k = 0; k < n; k += 1) y[j + k] = (y[j + k] as number) + s * (x[i + k] as number);
};

/** y = x / rms(x) · gain for each row; keeps 1 / rms. */
export function norm(x: Float32Array, gain: Float32Array, y: Float32Array, inverse: Float32Array, rows: number): void {
  const d = gain.length;
  for (let r = 0; r < rows; r += 1) {
    const at = r * d;
    const scale = 1 / Math.sqrt(dot(x, at, x, at, d) / d + epsilon);
    inverse[r] = scale;
    for (let k = 0; k < d; k += 1) y[at + k] = (x[at + k] as number) * scale * (gain[k] as number);
  }
}

export function normBackward(
  x: Float32Array,
  gain: Float32Array,
  inverse: Float32Array,
  dy: Float32Array,
  dx: Float32Array,
  dgain: Float32Array,
  rows: number,
): void {
  const d = gain.length;
  for (let r = 0; r < rows; r += 1) {
    const at = r * d;
    const scale = inverse[r] as number;
    let along = 0;
    for (let k = 0; k < d; k += 1) {
      const g = (dy[at + k] as number) * (x[at + k] as number) * scale;
      dgain[k] = (dgain[k] as number) + g;
      along += g * (gain[k] as number);
    }
    const back = (along * scale * scale) / d;
    for (let k = 0; k < d; k += 1)
      dx[at + k] = (dx[at + k] as number) + (dy[at + k] as number) * (gain[k] as number) * scale - (x[at + k] as number) * back;
  }
}

export function relu(x: Float32Array, n: number): void {
  for (let k = 0; k < n; k += 1) if ((x[k] as number) < 0) x[k] = 0;
}

/** Zeroes the gradient where the output was zero. */
export function reluBackward(y: Float32Array, dy: Float32Array, n: number): void {
  for (let k = 0; k < n; k += 1) if (y[k] === 0) dy[k] = 0;
}

export interface Attention {
  readonly sequences: number;
  readonly context: number;
  readonly width: number;
  readonly headWidth: number;
}

/** Where its probabilities and its first key are. */
function eachQuery(
  { sequences, context, width, headWidth }: Attention,
  visit: (query: number, firstKey: number, probabilities: number, output: number, seen: number) => void,
): void {
  const heads = width / headWidth;
  for (let s = 0; s < sequences; s += 1)
    for (let h = 0; h < heads; h += 1)
      for (let t = 0; t < context; t += 1) {
        const row = s * context + t;
        const firstKey = s * context * 3 * width + width + h * headWidth;
        visit(row * 3 * width + h * headWidth, firstKey, ((s * heads + h) * context + t) * context, row * width + h * headWidth, t + 1);
      }
}

/** Causal, all heads, over queries, keys and values side by side; keeps the probabilities. */
export function attention(shape: Attention, qkv: Float32Array, probabilities: Float32Array, output: Float32Array): void {
  const { width, headWidth: n } = shape;
  const step = 3 * width;
  const scale = 1 / Math.sqrt(n);
  eachQuery(shape, (query, firstKey, p, out, seen) => {
    let top = -Infinity;
    for (let s = 0; s < seen; s += 1) {
      const score = scale * dot(qkv, query, qkv, firstKey + s * step, n);
      probabilities[p + s] = score;
      if (score > top) top = score;
    }
    let total = 0;
    for (let s = 0; s < seen; s += 1) {
      const weight = Math.exp((probabilities[p + s] as number) - top);
      probabilities[p + s] = weight;
      total += weight;
    }
    for (let k = 0; k < n; k += 1) output[out + k] = 0;
    for (let s = 0; s < seen; s += 1) {
      const share = (probabilities[p + s] as number) / total;
      probabilities[p + s] = share;
      addTo(output, out, share, qkv, firstKey + width + s * step, n);
    }
  });
}

export function attentionBackward(
  shape: Attention,
  qkv: Float32Array,
  probabilities: Float32Array,
  doutput: Float32Array,
  dqkv: Float32Array,
): void {
  const { width, headWidth: n, context } = shape;
  const step = 3 * width;
  const scale = 1 / Math.sqrt(n);
  const dp = new Float32Array(context);
  eachQuery(shape, (query, firstKey, p, out, seen) => {
    let mean = 0;
    for (let s = 0; s < seen; s += 1) {
      const value = firstKey + width + s * step;
      const share = probabilities[p + s] as number;
      const change = dot(doutput, out, qkv, value, n);
      dp[s] = change;
      mean += share * change;
      addTo(dqkv, value, share, doutput, out, n);
    }
    for (let s = 0; s < seen; s += 1) {
      const key = firstKey + s * step;
      const dscore = scale * (probabilities[p + s] as number) * ((dp[s] as number) - mean);
      addTo(dqkv, query, dscore, qkv, key, n);
      addTo(dqkv, key, dscore, qkv, query, n);
    }
  });
}

/** A row of `n` logits. */
export function softmax(row: Float32Array, at: number, n: number): void {
  let top = -Infinity;
  for (let k = 0; k < n; k += 1) top = Math.max(top, row[at + k] as number);
  let total = 0;
  for (let k = 0; k < n; k += 1) {
    const weight = Math.exp((row[at + k] as number) - top);
    row[at + k] = weight;
    total += weight;
  }
  for (let k = 0; k < n; k += 1) row[at + k] = (row[at + k] as number) / total;
}
