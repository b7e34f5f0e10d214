/** Mixtures of experts: what they hold, what a token uses, and how tokens spread. */
import { count, countOrZero, formula, nonNegative, optional, positive } from './formula.ts';

const shazeer = 'Shazeer et al. 2017, Outrageously Large Neural Networks, arXiv:1701.06538';
const mixtral = 'Jiang et al. 2024, Mixtral of Experts, arXiv:2401.04088, §2';
const deepseek = 'Dai et al. 2024, DeepSeekMoE, arXiv:2401.06066, §3';
const deepseek3 = 'DeepSeek-AI 2024, DeepSeek-V3 Technical Report, arXiv:2412.19437, §4.2';
const switchTransformer = 'Fedus, Zoph, Shazeer 2021, Switch Transformers, arXiv:2101.03961, §2.2';
const megablocks = 'Gale et al. 2022, MegaBlocks, arXiv:2211.15841';

const experts = count('1', 'E', 'routed experts', 'model.routedExperts');
const active = count('1', 'k', 'experts that a token is sent to', 'model.activeExperts');
const expert = positive('param', String.raw`N_\text{expert}`, 'parameters of one routed expert');
const shared = optional(nonNegative('param', String.raw`N_\text{shared}`, 'parameters of all shared experts'), 0);
const router = optional(nonNegative('param', 'N_r', 'parameters of the router'), 0);
const tokens = positive('token', 'T', 'tokens that are routed together');
const bytesPerElement = optional(positive('B/element', 'b', 'bytes of one element', 'type.activation'), 2);

const fewEnough = ({ active, experts }: { readonly active: number; readonly experts: number }): string | undefined =>
  active <= experts ? undefined : `active must not exceed experts, got ${active} of ${experts}`;

export const routerParameters = formula({
  title: 'Router parameters',
  about: 'A matrix that gives each token a score for each expert.',
  takes: { width: count('1', 'd', 'model width', 'model.width'), experts },
  example: { width: 6144, experts: 64 },
  gives: 'param',
  symbol: 'N_r',
  tex: ({ width, experts }) => String.raw`${width} \cdot ${experts}`,
  of: ({ width, experts }) => width * experts,
  source: shazeer,
});

export const expertLayerParameters = formula({
  title: 'Parameters of the experts of a layer',
  about: 'All routed experts, shared ones and the router: what has to be in memory instead of an MLP.',
  takes: { experts, expert, shared, router },
  example: { experts: 64, expert: 2e7 },
  gives: 'param',
  symbol: String.raw`N_\text{moe}`,
  tex: ({ experts, expert, shared, router }) => String.raw`${experts} \cdot ${expert} + ${shared} + ${router}`,
  of: ({ experts, expert, shared, router }) => experts * expert + shared + router,
  slips: [
    {
      name: 'one-expert',
      say: 'That is one expert. Memory holds all of them.',
      of: ({ expert, shared, router }) => expert + shared + router,
    },
  ],
  source: deepseek,
});

export const activeExpertLayerParameters = formula({
  title: 'Active parameters of the experts of a layer',
  about: 'The experts that a token is sent to, shared ones and the router: what its FLOPs follow.',
  takes: { experts, active, expert, shared, router },
  example: { experts: 64, active: 6, expert: 2e7 },
  gives: 'param',
  symbol: String.raw`N_\text{active}`,
  tex: ({ experts, active, expert, shared, router }) =>
    String.raw`\underset{\text{of } ${experts}}{${active}} \cdot ${expert} + ${shared} + ${router}`,
  of: ({ active, expert, shared, router }) => active * expert + shared + router,
  refuse: fewEnough,
  slips: [
    {
      name: 'all-experts',
      say: 'That counts every expert. A token is sent to $k$ of them only.',
      of: ({ experts, expert, shared, router }) => experts * expert + shared + router,
    },
  ],
  source: mixtral,
});

export const mixtureModelParameters = formula({
  title: 'Parameters of a mixture of experts',
  about:
    'Dense layers first, then layers with experts, then embedding, head and final norm. With the active parameters of a layer it gives the active ones of the model.',
  takes: {
    denseLayers: optional(countOrZero('1', String.raw`L_\text{dense}`, 'layers with an ordinary MLP'), 0),
    denseLayer: optional(nonNegative('param', String.raw`N_\text{dense}`, 'parameters of a dense layer'), 0),
    moeLayers: count('1', String.raw`L_\text{moe}`, 'layers with experts'),
    moeLayer: positive('param', String.raw`N_\text{layer}`, 'parameters of a layer with experts'),
    rest: optional(nonNegative('param', String.raw`N_\text{rest}`, 'parameters of embedding, head and final norm'), 0),
  },
  example: { denseLayers: 2, denseLayer: 4e8, moeLayers: 40, moeLayer: 1.2e9, rest: 1.2e9 },
  gives: 'param',
  symbol: 'N',
  tex: ({ denseLayers, denseLayer, moeLayers, moeLayer, rest }) =>
    String.raw`${denseLayers} \cdot ${denseLayer} + ${moeLayers} \cdot ${moeLayer} + ${rest}`,
  of: ({ denseLayers, denseLayer, moeLayers, moeLayer, rest }) => denseLayers * denseLayer + moeLayers * moeLayer + rest,
  slips: [
    {
      name: 'one-layer',
      say: 'That is a single layer with experts. There are $L_\\text{moe}$ of them.',
      of: ({ denseLayers, denseLayer, moeLayer, rest }) => denseLayers * denseLayer + moeLayer + rest,
    },
  ],
  source: deepseek3,
});

export const activeParameterShare = formula({
  title: 'Active share of the parameters',
  about: 'How sparse the model is: FLOPs follow the active parameters, memory the total.',
  takes: {
    active: positive('param', String.raw`N_\text{active}`, 'active parameters', 'model.activeParameters'),
    total: positive('param', 'N', 'all parameters', 'model.parameters'),
  },
  example: { active: 5e9, total: 60e9 },
  gives: '1',
  tex: ({ active, total }) => String.raw`\frac{${active}}{${total}}`,
  of: ({ active, total }) => active / total,
  refuse: ({ active, total }) => (active <= total ? undefined : `active must not exceed total, got ${active} of ${total}`),
  slips: [
    {
      name: 'inverted',
      say: 'The share is upside down: active parameters over all of them.',
      of: ({ active, total }) => total / active,
    },
  ],
  source: mixtral,
});

export const tokensPerExpert = formula({
  title: 'Tokens per expert',
  about: 'Each token is sent to k experts, which share the work evenly if the router is balanced.',
  takes: { tokens, active, experts },
  example: { tokens: 12_288, active: 6, experts: 64 },
  gives: 'token',
  symbol: 'T_E',
  tex: ({ tokens, active, experts }) => String.raw`\frac{${tokens} \cdot ${active}}{${experts}}`,
  of: ({ tokens, active, experts }) => (tokens * active) / experts,
  refuse: fewEnough,
  slips: [
    {
      name: 'one-expert-a-token',
      say: 'That sends each token to one expert. It goes to $k$ of them.',
      of: ({ tokens, experts }) => tokens / experts,
    },
    {
      name: 'divided-by-both',
      say: 'More experts per token mean more tokens per expert: multiply by $k$, divide by $E$.',
      of: ({ tokens, active, experts }) => tokens / (experts * active),
    },
  ],
  source: switchTransformer,
});

export const expertCapacity = formula({
  title: 'Expert capacity',
  about: 'Slots for tokens in a layout with fixed shapes. Tokens beyond the capacity are dropped; unused slots are padding.',
  takes: { tokens, active, experts, factor: optional(positive('1', 'c', 'capacity factor'), 1.25) },
  example: { tokens: 12_288, active: 6, experts: 64 },
  gives: 'token',
  symbol: 'C_E',
  tex: ({ tokens, active, experts, factor }) =>
    String.raw`\left\lceil ${factor} \cdot \frac{${tokens} \cdot ${active}}{${experts}} \right\rceil`,
  of: ({ tokens, active, experts, factor }) => Math.ceil((factor * tokens * active) / experts),
  refuse: fewEnough,
  slips: [
    {
      name: 'no-slack',
      say: 'That is the mean number of tokens. The capacity factor leaves room above it.',
      of: ({ tokens, active, experts }) => Math.ceil((tokens * active) / experts),
    },
  ],
  source: switchTransformer,
});

export const hiddenActivationBytes = formula({
  title: 'Hidden activation of an MLP',
  about:
    'The tensor between the up and the down projection. F is the hidden width of the MLP, not the number of experts times the experts a token uses.',
  takes: { tokens, hidden: count('1', 'F', 'hidden width of the MLP', 'model.hidden'), bytesPerElement },
  example: { tokens: 12_288, hidden: 16_384 },
  gives: 'B',
  symbol: 'Q_F',
  tex: ({ tokens, hidden, bytesPerElement }) => String.raw`${tokens} \cdot ${hidden} \cdot ${bytesPerElement}`,
  of: ({ tokens, hidden, bytesPerElement }) => tokens * hidden * bytesPerElement,
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ tokens, hidden }) => tokens * hidden,
    },
  ],
  source: megablocks,
});

export const mlpInputBytes = formula({
  title: 'Input of an MLP',
  about: 'The tensor that enters the up projection, as wide as the model. The output is as large.',
  takes: { tokens, width: count('1', 'D', 'model width', 'model.width'), bytesPerElement },
  example: { tokens: 12_288, width: 6144 },
  gives: 'B',
  symbol: 'Q_D',
  tex: ({ tokens, width, bytesPerElement }) => String.raw`${tokens} \cdot ${width} \cdot ${bytesPerElement}`,
  of: ({ tokens, width, bytesPerElement }) => tokens * width * bytesPerElement,
  slips: [
    {
      name: 'elements-not-bytes',
      say: 'That counts elements. Multiply by the bytes of one element.',
      of: ({ tokens, width }) => tokens * width,
    },
  ],
  source: megablocks,
});

export const expertMlpBytes = formula({
  title: 'Traffic of an expert MLP, unfused',
  about:
    'Both matrices are read once; the input is read and the output written; the hidden activation is written by the first matmul and read by the second.',
  takes: {
    tokens,
    width: count('1', 'D', 'model width', 'model.width'),
    hidden: count('1', 'F', 'hidden width of the MLP', 'model.hidden'),
    bytesPerElement,
  },
  example: { tokens: 12_288, width: 6144, hidden: 16_384 },
  gives: 'B',
  symbol: 'Q',
  tex: ({ tokens, width, hidden, bytesPerElement }) =>
    String.raw`2 \cdot ${bytesPerElement} \cdot (${width} \cdot ${hidden} + ${tokens} \cdot ${width} + ${tokens} \cdot ${hidden})`,
  of: ({ tokens, width, hidden, bytesPerElement }) => 2 * bytesPerElement * (width * hidden + tokens * width + tokens * hidden),
  slips: [
    {
      name: 'weights-left-out',
      say: 'That leaves the two matrices out. They have to be read however few tokens there are.',
      of: ({ tokens, width, hidden, bytesPerElement }) => 2 * bytesPerElement * (tokens * width + tokens * hidden),
    },
    {
      name: 'already-fused',
      say: 'That leaves the hidden activation out, as a fused kernel does. Unfused, it is written and read.',
      of: ({ tokens, width, hidden, bytesPerElement }) => 2 * bytesPerElement * (width * hidden + tokens * width),
    },
  ],
  source: megablocks,
});

export const fusedMlpBytesSaved = formula({
  title: 'Traffic that a fused MLP saves',
  about: 'Unfused, the hidden activation is written by the first matmul and read back by the second. A fused kernel keeps it on the chip.',
  takes: { hiddenBytes: nonNegative('B', 'Q_F', 'bytes of the hidden activation') },
  example: { hiddenBytes: 2e9 },
  gives: 'B',
  symbol: String.raw`\Delta Q`,
  tex: ({ hiddenBytes }) => String.raw`2 \cdot ${hiddenBytes}`,
  of: ({ hiddenBytes }) => 2 * hiddenBytes,
  slips: [
    {
      name: 'written-only',
      say: 'The hidden activation is written and then read again: twice its bytes.',
      of: ({ hiddenBytes }) => hiddenBytes,
    },
  ],
  source: megablocks,
});
