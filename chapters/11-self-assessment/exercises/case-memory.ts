import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';
import { asked, shape, step } from '../cluster.ts';

const model = (id: string, params: number) => {
  const { config } = modelById(id);
  return { params: amount(params, 'param'), layers: amount(config.layers, '1'), width: amount(config.width, '1') };
};

export default parts({
  title: 'Does it fit?',
  given: {
    params: asked.params,
    gpus: asked.gpus,
    ...shape,
    sequences: amount(4, 'sequence'),
    length: step.length,
    memory: h100.hbmSize,
  },
  ask: ({ params, gpus, layers, width, sequences, length, memory }) =>
    md`They want the ${params} anyway, with ${layers} layers of width ${width}. Mixed precision with Adam holds 16 bytes for each parameter. With FSDP over all ${gpus} (${memory} each), a GPU works on ${sequences} of ${length} in a step, all at once. How large is the state, all of it and on one GPU? How much do the activations take on a GPU if every layer keeps what its backward pass needs, with FlashAttention? And how much if each layer keeps its input alone?`,
  fields: {
    state: {
      label: 'State of the whole model',
      unit: 'GB',
      byHand: 208,
      solve: ({ params }, f) => f.dataParallelStateBytes({ params }),
      steps: [md`Weights, gradients and what Adam keeps: 16 bytes for each parameter.`],
    },
    shard: {
      label: 'State on one GPU',
      unit: 'GB',
      byHand: 3.25,
      solve: ({ params, gpus }, f) => f.zero3StateBytes({ params, ranks: gpus }),
      steps: [md`All of it is sharded.`],
    },
    full: {
      label: 'Activations on one GPU, all kept',
      unit: 'GB',
      byHand: 114.085,
      solve: ({ layers, width, sequences, length }, f) =>
        f.modelActivationBytes({ layers, layer: f.selectiveRecomputationBytes({ sequences, tokens: length, width }) }),
      steps: [md`Without the scores, a plain layer keeps 34 bytes for each token and unit of width.`, md`In every layer.`],
    },
    inputs: {
      label: 'Activations on one GPU, inputs only',
      unit: 'GB',
      byHand: 6.710886,
      solve: ({ layers, width, sequences, length }, f) =>
        f.modelActivationBytes({ layers, layer: f.fullRecomputationBytes({ sequences, tokens: length, width }) }),
      steps: [md`Two bytes for each token and unit of width.`, md`In every layer.`],
    },
    choice: {
      label: 'What do you keep?',
      options: ({ memory, params, gpus, layers, width, sequences, length }, f) => {
        const all = f.modelActivationBytes({ layers, layer: f.selectiveRecomputationBytes({ sequences, tokens: length, width }) });
        const state = f.zero3StateBytes({ params, ranks: gpus });
        return [
          {
            text: md`The inputs of the layers, and run each layer forward a second time.`,
            right: true,
            say: md`It costs a third more FLOPs: eight for each parameter and token in place of six. Keeping more for some layers, as far as the memory reaches, brings part of that back.`,
          },
          {
            text: md`Everything: the state is small, so there is room.`,
            right: false,
            say: md`${show(all, { digits: 3 })} are more than the ${memory} of a card, however small the state is.`,
          },
          {
            text: md`Everything, in microbatches of one sequence.`,
            right: false,
            say: md`One sequence takes ${show(amount(all.value / sequences.value, 'B'), { digits: 3 })}. But FSDP then gathers the weights and scatters the gradients for each of the ${show(sequences, { as: '1' })} microbatches, or keeps both whole on every GPU, ${show(f.weightBytes({ params, bytesPerParam: 4 }), { digits: 3 })} more. That much traffic does not hide, and that much memory is not there.`,
          },
          {
            text: md`Everything, with the state moved to the hosts.`,
            right: false,
            say: md`The state is ${show(state, { digits: 3 })} on a card. It is not what is in the way.`,
          },
        ];
      },
    },
  },
  hint: () => md`
State does not depend on the tokens, activations do not depend on the number of GPUs that share the state. From chapter 4: $34\,s\,b\,h$ bytes for a layer without its scores, $2\,s\,b\,h$ for its input.
  `,
  after: ({ params, memory }, f) =>
    md`The state alone would fit on ${show(f.ranksForState({ params, memory }))}, so memory does not ask for a cluster; the deadline does. The 34 bytes are counted for the plain layer of the Megatron papers. A gated MLP, or kernels that fuse what lies between the matmuls, move it by some ten or twenty per cent and the decision not at all. On top come one layer at work, the logits, the gathered weights of a layer or two, and buffers: leave them ten to twenty gigabytes.`,
  fresh: {
    'qwen-3-32b': model('qwen3-32b', 32.8e9),
    '32-gpus': { gpus: amount(32, 'GPU'), sequences: amount(8, 'sequence') },
    'seventy-billion': model('llama-3-70b', 70.6e9),
    'sixty-five-billion': model('llama-65b', 65.2e9),
    'three-by-8192': { sequences: amount(3, 'sequence'), length: amount(8192, 'token') },
  },
});
