/** Reads fields of untrusted JSON: problems are recorded as sentences, nothing throws. */

/**
 * No count depends on these: tokens, training, computed positions, numerics, sampling, file format, and layers that the classes leave out.
 */
const harmless = new RegExp(
  `^(?:${[
    '_name_or_path|_attn_implementation.*|_commit_hash|architectures|model_type|auto_map|torch_dtype|dtype|transformers_version|quantization_config|compression_config',
    '.*_token_id|.*_token_index|.*_token_ids|bos_token|eos_token|pad_token|tokenizer_class|prefix|model_max_length|max_length|max_new_tokens|seq_length|n_ctx|n_positions',
    '.*dropout|.*dropout_prob|.*_pdrop|layerdrop|.*_eps|.*epsilon|.*_coef|.*_coeff|.*_coefficient|.*loss.*|.*jitter_noise|initializer_.*|init_std|init_method.*|gradient_checkpointing',
    'rope_(?:theta|scaling|parameters|interleave|local_base_freq|ratio|type|percent|pct|traditional)|rotary|rotary_(?:dim|pct|emb_base)|partial_rotary_factor|use_mrope|alibi_bias_max|max_position_embeddings',
    'hidden_act|hidden_activation|activation_function|mlp_hidden_act|mamba_hidden_act|activation_sparsity_pattern|dense_act_fn|swiglu_limit|residual_in_fp32|rescale_prenorm_residual',
    'use_cache|cache_implementation|id2label|label2id|num_labels|problem_type|finetuning_task|task_specific_params|summary_.*|return_dict.*|is_encoder_decoder|is_decoder|pruned_heads',
    'output_(?:attentions|hidden_states|past|router_logits)|num_logits_to_keep|chunk_size|chunk_size_feed_forward|pretraining_tp|slow_but_exact|for_llm_compressor|block_size|ep_size',
    'attn_implementation|attention_softmax_in_fp32|.*scale_attn.*|reorder_and_upcast_attn|use_flash_attn|attn_scale|floor_scale|attn_temperature_tuning|query_pre_attn_scalar|.*softcapping|clip_qkv',
    '(?:embedding|residual|attention|attention_in|attention_out|key|lm_head|ssm_in|ssm_out)_multiplier|(?:ssm|mlp)_multipliers|logits_scaling|logit_scale|.*_alpha_factor|.*_beta_factor',
    'scoring_func|seq_aux|norm_topk_prob|n_group|topk_group|routed_scaling_factor|router_dtype|moe_shared_expert_overlap|apply_residual_connection_post_layernorm|initial_context_length',
    'num_nextn_predict_layers|mtp_.*|num_mtp_.*|use_mtp|time_step_(?:min|max|floor|limit|scale|init_scheme)|use_mamba_kernels|use_mambapy|use_associative_scan|mamba_chunk_size|mamba_ssm_(?:cache_)?dtype',
    'mamba_norm_before_gate|altup_active_idx|altup_coef_clip|altup_correct_scale',
  ].join('|')})$`,
);

/** Computed positions; learned ones would be a table. */
const computedPositions: readonly unknown[] = ['rope', 'rope_gptj', 'nope'];

/** Far above any model, small enough to catch a typing error. */
const largest = 1e9;
const mostLayers = 10_000;

const shown = (value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return `"${value.slice(0, 40)}"`;
  return Array.isArray(value) ? 'a list' : `of type ${typeof value}`;
};

/** A list that states the default. */
const onlyFull = (value: unknown): boolean => Array.isArray(value) && value.every((entry) => entry === 'full_attention');

/** A missing or wrong field is recorded and replaced by a placeholder, so that one reading finds all problems. */
export class Fields {
  readonly #json: Readonly<Record<string, unknown>>;
  readonly #problems = new Set<string>();
  readonly #read = new Set<string>();

  constructor(json: object) {
    this.#json = json as Readonly<Record<string, unknown>>;
  }

  get problems(): readonly string[] {
    return [...this.#problems];
  }

  /** Fields that were not read and are not known to be irrelevant. */
  get unread(): readonly string[] {
    return Object.keys(this.#json).filter(
      (name) =>
        !this.#read.has(name) &&
        !harmless.test(name) &&
        !(name === 'layer_types' && onlyFull(this.#json[name])) &&
        !(name === 'position_embedding_type' && computedPositions.includes(this.#json[name])) &&
        this.#json[name] !== null &&
        this.#json[name] !== false,
    );
  }

  /** Fields that do not matter for this model. */
  ignore(...names: readonly string[]): void {
    for (const name of names) this.#read.add(name);
  }

  refuse(why: string): void {
    this.#problems.add(why);
  }

  raw(name: string): unknown {
    this.#read.add(name);
    return Object.hasOwn(this.#json, name) ? this.#json[name] : undefined;
  }

  /** Present and not `null`, which configurations write for "none". */
  has(name: string): boolean {
    return (this.raw(name) ?? undefined) !== undefined;
  }

  /** Whole, from `least` to `most`; required without a `fallback`. */
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

  list(name: string): readonly unknown[] | undefined {
    if (!this.has(name)) return undefined;
    const value = this.raw(name);
    if (Array.isArray(value)) return value as readonly unknown[];
    this.refuse(`The field ${name} must be a list, not ${shown(value)}.`);
    return undefined;
  }
}
