import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { asked, efficiency, links, step } from '../cluster.ts';

export default parts({
  title: 'What changes on a slower network?',
  given: {
    ...asked,
    devices: amount(64, '1'),
    nodes: amount(8, '1'),
    node: amount(8, '1'),
    ranks: amount(8, 'GPU'),
    batch: step.batch,
    efficiency,
    link: links.link,
    port: amount(12.5e9, 'B/s'),
    promised: links.port,
  },
  ask: ({ params, gpus, nodes, batch, efficiency, link, port, promised }) =>
    md`On Monday morning it turns out that the ports of the ${show(nodes, { as: '1' })} nodes carry ${port} each, and not ${promised}. The rest is as before: ${params}, ${gpus}, ${show(batch, { digits: 3 })} a step, ${show(efficiency, { as: '%' })} of the peak sustained, NVLink at ${link} inside a node. How long does the traffic of FSDP over all GPUs take now? Suppose instead that each node holds a copy of its own, sharded over its eight GPUs, so that the weights are gathered over NVLink and only gradients cross the ports, in one all-reduce over the nodes in each step. How long do the gathers and the scatter take inside the node, and how long the all-reduce between nodes? And how much of the state does a GPU hold then?`,
  fields: {
    whole: {
      label: 'FSDP over all GPUs, traffic of a step',
      unit: 's',
      byHand: 6.1425,
      solve: ({ params, devices, port }, f) => f.transferTime({ bytes: f.zero3Bytes({ params, devices }), bandwidth: port }),
      steps: [md`Two gathers of the weights and one scatter of the gradients, all through each port.`, md`Over a port.`],
      slips: [
        {
          name: 'inside-the-node',
          say: 'That is over NVLink. A ring through all GPUs has to leave each node.',
          solve: ({ params, devices, link }, f) => f.transferTime({ bytes: f.zero3Bytes({ params, devices }), bandwidth: link }),
        },
      ],
    },
    inside: {
      label: 'A copy in each node: traffic over NVLink',
      unit: 's',
      byHand: 0.151667,
      solve: ({ params, node, link }, f) => f.transferTime({ bytes: f.zero3Bytes({ params, devices: node }), bandwidth: link }),
      steps: [md`The same three collectives among eight.`, md`Over NVLink.`],
    },
    between: {
      label: 'A copy in each node: all-reduce through the ports',
      unit: 's',
      byHand: 3.64,
      solve: ({ params, nodes, port }, f) => f.transferTime({ bytes: f.dataParallelBytes({ params, devices: nodes }), bandwidth: port }),
      steps: [md`A node sends all its gradients in an all-reduce among the nodes, each of its GPUs an eighth of them.`, md`Over a port.`],
    },
    state: {
      label: 'State on one GPU',
      unit: 'GB',
      byHand: 26,
      solve: ({ params, ranks }, f) => f.zero3StateBytes({ params, ranks }),
      steps: [md`Sharded over the GPUs of a node.`],
    },
    choice: {
      label: 'What do you change?',
      options: ({ params, gpus, batch, peak, efficiency, port, nodes, devices }, f) => {
        const arithmetic = f.stepArithmeticTime({ params, tokens: batch, gpus, peak, efficiency });
        const double = f.stepArithmeticTime({ params, tokens: 2 * batch.value, gpus, peak, efficiency });
        const whole = f.transferTime({ bytes: f.zero3Bytes({ params, devices }), bandwidth: port });
        const between = f.transferTime({ bytes: f.dataParallelBytes({ params, devices: nodes }), bandwidth: port });
        const s = (time: typeof whole) => show(time, { digits: 3 });
        return [
          {
            text: md`A copy in each node, and twice the batch.`,
            right: true,
            say: md`Twice the batch has ${s(double)} of arithmetic, and the all-reduce stays at ${s(between)}: it hides. Whether the model learns as well from half as many steps is then the question. Llama 2 was trained with [batches of 4 million tokens](https://arxiv.org/abs/2307.09288), twice as large again.`,
          },
          {
            text: md`Nothing: the traffic hides as before.`,
            right: false,
            say: md`${s(whole)} of traffic do not hide behind ${s(arithmetic)} of arithmetic. The step would be the traffic.`,
          },
          {
            text: md`Only twice the batch, with FSDP over all GPUs.`,
            right: false,
            say: md`Better, but ${s(whole)} are still longer than ${s(double)}.`,
          },
          {
            text: md`Only a copy in each node, with the batch as it is.`,
            right: false,
            say: md`Better, but ${s(between)} of all-reduce are still longer than ${s(arithmetic)}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
FSDP sends three times the weights in two bytes, an all-reduce twice the gradients, each less one part in as many as take part. Which link does each cross? Then compare with the arithmetic of a step.
  `,
  after: ({ params, gpus, batch, peak, port, devices }, f) => {
    const whole = f.transferTime({ bytes: f.zero3Bytes({ params, devices }), bandwidth: port });
    const ideal = f.stepArithmeticTime({ params, tokens: batch, gpus, peak });
    return md`Left as it was, the run would have had an MFU of ${show(f.timeRatio({ first: ideal, second: whole }), { as: '%', digits: 2 })} and nobody would have seen why: no error, no idle GPU in the usual monitors, only a slow step. Sharding inside a node and copying between nodes is known as *hybrid sharding* (HSDP). It trades memory, which is plentiful here, for traffic, which is not.`;
  },
  fresh: {
    '80-gbit': { port: amount(10e9, 'B/s') },
    '16-billion': { params: amount(16e9, 'param') },
    'less-of-the-peak': { efficiency: amount(0.44, '1') },
    '72-gbit': { port: amount(9e9, 'B/s') },
    'slower-nvlink': { link: amount(300e9, 'B/s') },
  },
});
