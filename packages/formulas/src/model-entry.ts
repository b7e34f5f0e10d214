/** An entry in a table of models. */
import type { Fact } from './facts.ts';
import type { ModelConfig } from './model.ts';

export interface Model {
  /** Permanent, kebab-case. */
  readonly id: string;
  readonly name: string;
  readonly config: ModelConfig;
  /** The published number, each once: a tied head is not counted again. */
  readonly parameters: Fact<'param'>;
  /** 1 for an exact integer, 1e8 where it was rounded to hundreds of millions. */
  readonly precision: number;
}
