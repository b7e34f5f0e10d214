import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { h100, a100 } from '@scaling-workbook/formulas/hardware';
import { smLimits } from '@scaling-workbook/formulas/sm-limits';

export default parts({
  title: 'How many tiles to fetch ahead',
  given: {
    chip: 'H100',
    sms: amount(132, '1'),
    bandwidth: amount(h100.hbmBandwidth.value, 'B/s'),
    latency: amount(0.8e-6, 's'),
    sharedPerSm: amount(smLimits['9.0'].sharedMemory.value, 'B'),
    reserved: amount(1024, 'B'),
    tile: amount(16_384, 'B'),
    blocks: amount(2, 'block'),
  },
  ask: ({ chip, sms, bandwidth, latency, sharedPerSm, reserved, tile, blocks }) =>
    md`A kernel streams its input through shared memory in tiles of ${show(tile, { as: 'KiB' })}. Each block has a ring of buffers, one tile in each, and computes on one buffer while loads fill the others. You want ${blocks} on each SM, so that one computes while the other waits at a barrier. The ${chip} has ${sms} SMs, ${bandwidth} of bandwidth and ${show(sharedPerSm, { as: 'KiB' })} of shared memory in each SM, of which ${show(reserved, { as: 'KiB' })} is set aside for each block. A load takes about ${show(latency, { as: 'µs' })} to arrive when the memory is busy. How many bytes must each SM have in flight to keep the memory busy, and how many buffers can each block have?`,
  fields: {
    flight: {
      label: 'In flight for each SM',
      unit: 'kB',
      byHand: 20.303,
      solve: ({ bandwidth, latency, sms }, f) => f.shardBytes({ bytes: f.bytesInFlight({ bandwidth, latency }), devices: sms }),
      steps: [
        md`
Little's law for the whole chip.
        `,
        md`
The share of one SM.
        `,
      ],
    },
    buffers: {
      label: 'Buffers of each block',
      unit: '1',
      tolerance: 0,
      byHand: 7,
      solve: ({ sharedPerSm, reserved, tile, blocks }, f) =>
        f.buffersPerBlock({ sharedPerSm, reservedPerBlock: reserved, buffer: tile, blocks }),
      steps: [
        md`
What is left for each block, divided by a tile and rounded down.
        `,
      ],
    },
    enough: {
      label: 'Fewest buffers that keep the memory busy',
      unit: '1',
      tolerance: 0,
      byHand: 2,
      solve: ({ bandwidth, latency, sms, tile, blocks }, f) =>
        f.buffersForFlight({ bytes: f.shardBytes({ bytes: f.bytesInFlight({ bandwidth, latency }), devices: sms }), buffer: tile, blocks }),
      steps: [
        md`
Little's law for the whole chip.
        `,
        md`
The share of one SM.
        `,
        md`
Whole buffers in flight, over all resident blocks, and one more in which each block computes.
        `,
      ],
    },
  },
  hint: () => md`
What is on its way at any moment is bandwidth times latency. And of a block's buffers, one is being computed on.
  `,
  after: ({ chip, bandwidth, latency }, f) =>
    md`All SMs of the ${chip} together need ${show(f.bytesInFlight({ bandwidth, latency }), { digits: 2 })} on the way. A kernel that loads 4 bytes per thread and waits would need every one of its resident warps to have several loads outstanding; a few deep buffers do the same with few warps. That is why occupancy is a means and not an end: what has to be large is the number of bytes in flight.`,
  fresh: {
    'larger-tiles': { tile: amount(32_768, 'B') },
    'one-block': { blocks: amount(1, 'block') },
    a100: {
      chip: 'A100',
      sms: amount(108, '1'),
      bandwidth: amount(a100.hbmBandwidth.value, 'B/s'),
      sharedPerSm: amount(smLimits['8.0'].sharedMemory.value, 'B'),
    },
    'slower-loads': { latency: amount(1.6e-6, 's'), blocks: amount(1, 'block') },
  },
});
