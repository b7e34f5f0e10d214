/**
 * What a formula's input means in the tables of models and chips. Inputs of one name and unit can differ (the model's width and that of all
 * heads, a memory's rate and a link's), so the tables fill by identity, never by name. An input without one must be given.
 */
export type ModelIdentity =
  /** All layers of the only stack. */
  | 'model.layers'
  | 'model.width'
  | 'model.queryHeads'
  | 'model.kvHeads'
  | 'model.headWidth'
  /** Query heads × head width; often not the model width. */
  | 'model.attentionWidth'
  /** Of the ordinary MLP, with two matrices or three. */
  | 'model.hidden'
  /** Of a two-matrix MLP; of a three-matrix MLP. */
  | 'model.plainHidden'
  | 'model.gatedHidden'
  | 'model.vocabulary'
  | 'model.positions'
  | 'model.parameters'
  | 'model.activeParameters'
  | 'model.nonEmbeddingParameters'
  | 'model.embeddingParameters'
  /** Tables of the embedding's size: 1 with a tied head, 2 with an untied one. */
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
  /** Forward, in the matrices that a token passes through, without attention over the context. */
  | 'model.forwardFlopsPerToken'
  /** Bytes of all weights in their storage type. */
  | 'model.weightBytes'
  /** The same, where a step reads each whatever the batch: not in a mixture of experts. */
  | 'model.weightBytesReadInStep'
  | 'model.cacheBytesPerToken';

export type ChipIdentity =
  /** Dense peak in the arithmetic type. */
  | 'chip.peak'
  | 'chip.memoryBandwidth'
  /** To plan with: the smaller of nominal and reported. */
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

/** What a formula assumes of a model. A model that breaks it is refused, with the reason and the question to ask instead. */
export type Assumption =
  /** Every layer attends to and caches the whole context. */
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
  /** GPT-2's: multi-head attention as wide as the model, a two-matrix MLP four times as wide. */
  | 'plain layers'
  | 'biases'
  | 'rms norm'
  | 'layer norm'
  | 'tied head'
  | 'untied head'
  /** Outside the layers only embedding, learned positions, final norm and head. */
  | 'usual tables'
  /** Query heads × head width is the model width. */
  | 'heads fill the width';
