/** The few WebAssembly instructions that the matmul needs, and the envelope of a module with one function in it. */

export type Code = readonly number[];

/** Unsigned LEB128, as all counts and addresses are written. */
function unsigned(value: number): Code {
  const low = value % 128;
  return value < 128 ? [low] : [low + 128, ...unsigned(Math.floor(value / 128))];
}

/** Signed LEB128 of a small constant. */
export const signed = (value: number): Code => (value >= -64 && value < 64 ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)]);

const simd = (opcode: number): Code => [0xfd, ...unsigned(opcode)];
/** An address that the instruction adds to, aligned to four bytes. */
const memory = (offset: number): Code => [2, ...unsigned(offset)];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number): Code => [0x21, ...unsigned(local)];
export const constant = (value: number): Code => [0x41, ...signed(value)];
export const add: Code = [0x6a];
export const multiply: Code = [0x6c];
export const loadFloat: Code = [0x2a, ...memory(0)];
export const storeFloat = (offset: number): Code => [0x38, ...memory(offset)];
export const loadFour = (offset = 0): Code => [...simd(0x00), ...memory(offset)];
export const loadSplat: Code = [...simd(0x09), ...memory(0)];
export const storeFour = (offset: number): Code => [...simd(0x0b), ...memory(offset)];
export const addFour = simd(0xe4);
export const multiplyFour = simd(0xe6);
export const zeroFour: Code = [...simd(0x0c), ...Array<number>(16).fill(0)];

export const when = (condition: Code, body: Code): Code => [...condition, 0x04, 0x40, ...body, 0x0b];
export const increase = (local: number, by: Code): Code => [...get(local), ...by, ...add, ...set(local)];

/** Runs the body while the local, which starts at `from`, is below the limit. The body runs at least once. */
export const counted = (local: number, from: Code, limit: Code, step: number, body: Code): Code => [
  ...from,
  ...set(local),
  0x03,
  0x40,
  ...body,
  ...increase(local, constant(step)),
  ...get(local),
  ...limit,
  0x49,
  0x0d,
  0,
  0x0b,
];

const vector = (items: readonly Code[]): Code => [...unsigned(items.length), ...items.flat()];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
const text = (word: string): Code => vector(Array.from(word, (letter) => [letter.charCodeAt(0)]));

const i32 = 0x7f;
const v128 = 0x7b;

/** A module that imports `env.memory` and exports one function of so many i32 parameters, i32 locals and v128 locals. */
export function moduleOf(name: string, parameters: number, integers: number, vectors: number, body: Code) {
  const code: Code = [
    ...vector([
      [...unsigned(integers), i32],
      [...unsigned(vectors), v128],
    ]),
    ...body,
    0x0b,
  ];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, vector([[0x60, ...vector(Array<Code>(parameters).fill([i32])), 0]])),
    ...section(2, vector([[...text('env'), ...text('memory'), 2, 0, 1]])),
    ...section(3, vector([[0]])),
    ...section(7, vector([[...text(name), 0, 0]])),
    ...section(10, vector([[...unsigned(code.length), ...code]])),
  ]);
}
