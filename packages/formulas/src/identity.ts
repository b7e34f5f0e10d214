/**
 * What an input of a formula is, where the tables of models and chips know it. Two inputs may share a name and a unit and
 * still be two things (the width of a model and that of its heads together, the rate of a memory and that of a link), so
 * the tables fill an input by its identity and never by its name or its description. An input without one is filled by nobody.
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
  /** Hidden width of an MLP of two matrices; of one of three. */
  | 'model.plainHidden'
  | 'model.gatedHidden'
  | 'model.vocabulary'
  | 'model.positions'
  | 'model.parameters'
  | 'model.activeParameters'
  | 'model.nonEmbeddingParameters'
  | 'model.embeddingParameters'
  /** Tables as large as the embedding: 1 with a tied head, 2 with a head of its own. */
  | 'model.vocabularyTables'
  | 'model.positionParameters'
  | 'model.finalNormParameters'
  /** Of one layer, where all are alike. */
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
  /** Bytes of all weights in the type they are stored in. */
  | 'model.weightBytes'
  /** The same, where a step reads each of them whatever the batch: not in a mixture of experts. */
  | 'model.weightBytesReadInStep'
  | 'model.cacheBytesPerToken';

export type ChipIdentity =
  /** Dense peak in the type of the arithmetic. */
  | 'chip.peak'
  | 'chip.memoryBandwidth'
  /** What programs see of it: the size reported to them where it is known, the label where not. */
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
 * What a formula takes for granted about a model. Where it does not hold, the formula is refused for that model, with the
 * reason and the question to ask instead.
 */
export type Assumption =
  /** Every layer sees, and keeps, the whole context. */
  | 'whole context'
  /** Tokens see only what stands before them. */
  | 'causal'
  /** A cache is kept. */
  | 'cache'
  /** No routed experts. */
  | 'dense'
  /** As many key-value heads as query heads. */
  | 'multi-head'
  /** Matrices of queries, keys, values and output in every layer, and no others. */
  | 'usual attention'
  /** Layers of GPT-2's kind: multi-head attention as wide as the model, an MLP of two matrices and four times the width. */
  | 'plain layers'
  | 'biases'
  | 'rms norm'
  | 'layer norm'
  | 'tied head'
  | 'untied head'
  /** No parameters outside the layers but the embedding, learned positions, the final norm and the head. */
  | 'usual tables'
  /** Query heads × head width is the model width. */
  | 'heads fill the width';
