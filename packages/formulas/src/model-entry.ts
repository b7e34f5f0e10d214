/** What a table of models holds of each. */
import type { Fact } from './facts.ts';
import type { ModelConfig } from './model.ts';

export interface Model {
  /** Permanent, kebab-case. */
  readonly id: string;
  readonly name: string;
  readonly config: ModelConfig;
  /** The published number of parameters, each once: a tied head is not counted again. */
  readonly parameters: Fact<'param'>;
  /** How finely the number was published: 1 for an exact integer, 1e8 where it was rounded to hundreds of millions. */
  readonly precision: number;
}
