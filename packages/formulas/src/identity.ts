/**
 * The meaning of a formula's input, if the tables of models and chips have it. Two inputs may share a name and a unit and still be
 * different things (the width of a model and that of its heads together, a memory's rate and a link's), so the tables fill an input by
 * its identity, never by its name or description. An input without one must be given.
 */
export type ModelIdentity =
  /** All layers of the only stack. */
  | 'model.layers'
  | 'model.width'
  | 'model.queryHeads'
  | 'model.kvHeads'
  | 'model.headWidth'
  /** Query heads × head width, which is often not the model width. */
  | 'model.attentionWidth'
  /** Hidden width of the ordinary MLP, with two matrices or three. */
  | 'model.hidden'
  /** Hidden width of a two-matrix MLP; of a three-matrix MLP. */
  | 'model.plainHidden'
  | 'model.gatedHidden'
  | 'model.vocabulary'
  | 'model.positions'
  | 'model.parameters'
  | 'model.activeParameters'
  | 'model.nonEmbeddingParameters'
  | 'model.embeddingParameters'
  /** Tables as large as the embedding: 1 with a tied head, 2 with an untied one. */
  | 'model.vocabularyTables'
  | 'model.positionParameters'
  | 'model.finalNormParameters'
  /** Of one layer, if all are alike. */
  | 'model.layerParameters'
  | 'model.routedExperts'
  | 'model.activeExperts'
  /** Matrices of one expert: 3 gated, 2 plain. */
  | 'model.expertMatrices'
  | 'model.windowLayers'
  | 'model.window'
  | 'model.latentWidth'
  | 'model.rotaryKeyWidth'
  /** Forward FLOPs of one token in the matrices it passes through, attention over the context left out. */
  | 'model.forwardFlopsPerToken'
  /** Bytes of all weights in their storage type. */
  | 'model.weightBytes'
  /** The same, if a step reads each of them whatever the batch: not in a mixture of experts. */
  | 'model.weightBytesReadInStep'
  | 'model.cacheBytesPerToken';

export type ChipIdentity =
  /** Dense peak in the arithmetic type. */
  | 'chip.peak'
  | 'chip.memoryBandwidth'
  /** The memory to plan with: the smaller of the nominal and the reported size. */
  | 'chip.memory'
  /** Thermal design power. */
  | 'chip.power'
  | 'chip.systolicArrays'
  | 'chip.systolicSide'
  | 'chip.threadsPerMultiprocessor'
  | 'chip.blocksPerMultiprocessor'
  | 'chip.registersPerMultiprocessor'
  | 'chip.sharedMemoryPerMultiprocessor'
  | 'chip.sharedMemoryGranule'
  | 'chip.sharedMemoryReservedPerBlock';

/** Bytes of one number of a type. */
export type TypeIdentity = 'type.weight' | 'type.activation' | 'type.cache';

export type Identity = ModelIdentity | ChipIdentity | TypeIdentity;

/**
 * A formula's assumption about a model. If it does not hold, the formula is refused for that model, with the reason and the question
 * to ask instead.
 */
export type Assumption =
  /** Every layer attends to, and caches, the whole context. */
  | 'whole context'
  /** Tokens attend only to earlier ones. */
  | 'causal'
  /** The model has a KV cache. */
  | 'cache'
  /** No routed experts. */
  | 'dense'
  /** As many key-value heads as query heads. */
  | 'multi-head'
  /** Query, key, value and output matrices in every layer, and no others. */
  | 'usual attention'
  /** Layers of GPT-2's kind: multi-head attention as wide as the model, an MLP of two matrices and four times the width. */
  | 'plain layers'
  | 'biases'
  | 'rms norm'
  | 'layer norm'
  | 'tied head'
  | 'untied head'
  /** No parameters outside the layers except the embedding, learned positions, the final norm and the head. */
  | 'usual tables'
  /** Query heads × head width is the model width. */
  | 'heads fill the width';
