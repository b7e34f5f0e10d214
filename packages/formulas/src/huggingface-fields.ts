/** Reading fields of untrusted JSON: every problem is noted in a sentence, nothing is thrown. */

/**
 * Fields that no count depends on: tokens, training, positions without parameters, numerics, sampling, how a file was
 * written, and layers that the classes leave out (prediction of several tokens).
 */
const harmless = new RegExp(
  `^(?:${[
    '_.*|.*_token_id|.*_token_index|.*_token_ids|.*dropout|.*dropout_prob|.*_pdrop|.*_eps|.*epsilon|.*_coef|.*_coeff|.*_coefficient|.*loss.*|.*jitter_noise|layerdrop',
    'rope_.*|rotary_.*|partial_rotary_factor.*|position_embedding_type|alibi_.*|no_rope_layer_interval|max_.*|n_ctx|n_positions|seq_length|use_mrope',
    'initializer_.*|init_.*|.*_init_std|.*_std|hidden_act.*|activation_function|mlp_hidden_act|mamba_hidden_act|activation_sparsity_pattern|dense_act_fn|is_gated_act',
    'architectures|model_type|auto_map|torch_dtype|dtype|transformers_version|use_cache|id2label|label2id|num_labels|problem_type|quantization_config|compression_config',
    'return_dict.*|output_.*|task_specific_params|summary_.*|tokenizer_class|prefix|finetuning_task|gradient_checkpointing|chunk_size.*|num_logits_to_keep|pruned_heads',
    'attn_implementation|attention_softmax.*|pretraining_tp|slow_but_exact|.*scale_attn.*|reorder_and_upcast_attn|use_flash.*|is_encoder_decoder|is_decoder|scoring_func|seq_aux',
    '.*softcapping|query_pre_attn_scalar|.*multiplier|.*multipliers|attention_multiplier|logits_scaling|logit_scale|layer_norm_.*_first|apply_residual_.*|clip_qkv|ep_size',
    'norm_topk_prob|n_group|topk_group|routed_scaling_factor|moe_router.*|router_.*|output_router_logits|use_routing_bias|group_limited_greedy|topk_method|initial_context_length',
    'num_nextn_predict_layers|mtp_.*|num_mtp_.*|use_mtp|time_step_.*|residual_in_fp32|rescale_prenorm_residual|use_mamba.*|use_associative_scan|mamba_chunk_size|mamba_ssm.*',
    '.*_alpha_factor|.*_beta_factor|block_size|swiglu_limit|experts_per_token|qk_head_dim|altup_active_idx|altup_coef_clip|altup_correct_scale|attn_temperature_tuning|floor_scale|attn_scale',
    'for_llm_compressor|bos_token|eos_token|pad_token|cache_implementation|tie_encoder_decoder|rescale_.*|vocab_parallel|interleaved_.*|mamba_norm_before_gate|moe_shared_expert_overlap|use_parallel_residual_.*',
  ].join('|')})$`,
);

/** Far above any model there is, and small enough to notice a slip of the keyboard. */
const largest = 1e9;
const mostLayers = 10_000;

const shown = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
};

/** A list that says what is so without it, too. */
const onlyFull = (value: unknown): boolean => Array.isArray(value) && value.every((entry) => entry === 'full_attention');

/**
 * The own fields of one JSON object. One that is missing or of the wrong kind is noted as a problem and answered with a
 * stand-in, so that a single reading finds all problems.
 */
export class Fields {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #problems = new Set<string>();
  readonly #read = new Set<string>();

  constructor(json: object) {
    this.#json = json as Readonly<Record<string, unknown>>;
  }

  /** What was wrong so far, a sentence each. */
  get problems(): readonly string[] {
    return [...this.#problems];
  }

  /** Fields with a value that were not asked for and are not known to leave the count as it is. */
  get unread(): readonly string[] {
    return Object.keys(this.#json).filter(
      (name) =>
        !this.#read.has(name) &&
        !harmless.test(name) &&
        !(name === 'layer_types' && onlyFull(this.#json[name])) &&
        this.#json[name] !== null &&
        this.#json[name] !== false,
    );
  }

  /** Notes fields that do not matter for this model, whatever they say. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  /** Notes that this cannot be read. */
  refuse(why: string): void {
    this.#problems.add(why);
  }

  raw(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#json, name) ? this.#json[name] : undefined;
  }

  /** Whether the field is there and not `null`, which configurations write for "none". */
  has(name: string): boolean {
    return (this.raw(name) ?? undefined) !== undefined;
  }

  /** A whole number from `least` to `most`; without a `fallback` the field must be there. */
  size(
    name: string,
    { least = 1, most = largest, fallback }: { readonly least?: number; readonly most?: number; readonly fallback?: number } = {},
  ): number {
    if (!this.has(name)) {
      if (fallback === undefined) this.refuse(`The field ${name} is missing.`);
      return fallback ?? least;
    }
    const value = this.raw(name);
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    this.refuse(`The field ${name} must be a whole number from ${least} to ${most}, not ${shown(value)}.`);
    return least;
  }

  layers(name: string, fallback?: number): number {
    return this.size(name, { most: mostLayers, ...(fallback === undefined ? {} : { fallback }) });
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.raw(name) ?? fallback;
    if (typeof value === 'boolean') return value;
    this.refuse(`The field ${name} must be true or false, not ${shown(value)}.`);
    return fallback;
  }

  /** The entries of a list, or `undefined` where there is none. */
  list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.raw(name);
    if (Array.isArray(value)) return value as readonly unknown[];
    this.refuse(`The field ${name} must be a list, not ${shown(value)}.`);
    return undefined;
  }
}
