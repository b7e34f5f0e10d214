/** The types that numbers are stored and multiplied in, with their bytes. */
export type NumberType = 'fp32' | 'tf32' | 'bf16' | 'fp16' | 'fp8' | 'int8' | 'fp4' | 'int4';

export const bytesOfType: Readonly<Record<NumberType, number>> = {
  fp32: 4,
  tf32: 4,
  bf16: 2,
  fp16: 2,
  fp8: 1,
  int8: 1,
  fp4: 0.5,
  int4: 0.5,
};

export const numberTypes = Object.keys(bytesOfType) as readonly NumberType[];

export const isNumberType = (text: string): text is NumberType => Object.hasOwn(bytesOfType, text);

/** INT4 weights are commonly multiplied in BF16, beside an FP8 cache. */
export interface NumberTypes {
  readonly weights: NumberType;
  readonly arithmetic: NumberType;
  readonly cache: NumberType;
}

export const inBf16: NumberTypes = { weights: 'bf16', arithmetic: 'bf16', cache: 'bf16' };
