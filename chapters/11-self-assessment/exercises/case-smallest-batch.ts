import { amount, letter, md, parts, show } from '@scaling-workbook/exercises';
import { asked, links, step } from '../cluster.ts';

export default parts({
  title: 'The smallest batch',
  given: {
    G: letter('1', { from: 8, to: 4096 }),
    C: letter('FLOP/s', { from: 1e14, to: 1e15 }),
    W: letter('B/s', { from: 1e10, to: 1e12 }),
    gpus: asked.gpus,
    sustained: amount(445e12, 'FLOP/s'),
    port: links.port,
    batch: step.batch,
    devices: amount(64, '1'),
  },
  ask: ({ gpus, sustained, port }) =>
    md`FSDP over all $G$ GPUs. A ring through all of them crosses each node's port to the network once, so the collectives move at the $W$ bytes a second of a port. Each GPU sustains $C$ FLOP/s of useful work. From which batch on, in tokens, do the gathers and scatters hide behind the arithmetic? What is it for ${gpus} at ${sustained} with ports of ${port}?`,
  fields: {
    symbol: {
      label: 'Smallest batch',
      unit: 'token',
      byHand: 'G C / W',
      solve: ({ G, C, W }, f) => f.batchOfDevices({ devices: G, perDevice: f.dataParallelTokenLimit({ peak: C, bandwidth: W }) }),
    },
    number: {
      label: 'The same in numbers',
      unit: 'token',
      byHand: 569_600,
      solve: ({ devices, sustained, port }, f) =>
        f.batchOfDevices({ devices, perDevice: f.dataParallelTokenLimit({ peak: sustained, bandwidth: port }) }),
      steps: [md`$C/W$ for each GPU.`, md`For all of them.`],
    },
    doubled: {
      label: 'You get twice the GPUs, with the same ports on twice the nodes. What happens to the smallest batch?',
      options: ({ devices, sustained, port }, f) => {
        const limit = f.dataParallelTokenLimit({ peak: sustained, bandwidth: port });
        const twice = show(f.batchOfDevices({ devices: 2 * Number(devices.value), perDevice: limit }), { digits: 3 });
        return [
          {
            text: md`It doubles.`,
            right: true,
            say: md`Each GPU has half the arithmetic at the same batch, and each port still carries all the weights: ${twice}.`,
          },
          {
            text: md`It stays: the new nodes bring ports of their own.`,
            right: false,
            say: md`They do, but every port carries all the weights of the model, however many there are. It doubles: ${twice}.`,
          },
          {
            text: md`It halves: more ports share the traffic.`,
            right: false,
            say: md`They do not share it. Each node has to receive every weight that it does not hold. It doubles: ${twice}.`,
          },
        ];
      },
    },
  },
  hint: () => md`
For one matrix in the forward pass: $2BDF/(GC)$ seconds of arithmetic for $B$ tokens, $2DF/W$ seconds of gathering. Does the backward pass change the ratio?
  `,
  after: ({ batch, devices, sustained, port }, f) => {
    const fewest = f.batchOfDevices({ devices, perDevice: f.dataParallelTokenLimit({ peak: sustained, bandwidth: port }) });
    return md`A batch of ${show(batch, { digits: 3 })} is ${show(f.ratio({ first: Number(batch.value), second: Number(fewest.value) }), { digits: 2 })} times that, so it hides the traffic with something to spare. Chapter 4 counted a network card for each GPU, which serves a replica that fills a node. Where whole nodes take part in one collective, what counts is all that a node can send, here the single port: with eight such cards in each node the limit would be an eighth.`;
  },
  fresh: {
    'port-of-100-gbit': { port: amount(12.5e9, 'B/s') },
    'port-of-200-gbit': { port: amount(25e9, 'B/s') },
    'eight-cards': { port: amount(400e9, 'B/s') },
    '256-gpus': { gpus: amount(256, 'GPU'), devices: amount(256, '1') },
    'a100-at-140': { sustained: amount(140e12, 'FLOP/s') },
  },
});
