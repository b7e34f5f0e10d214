import { amount, md, parts, show } from '@scaling-workbook/exercises';
import { microsecondsOf, rangeOf } from '../figures/recorded-trace.ts';

const last = rangeOf('all-reduce').shortest.device;
const on = (device: number) => ({
  device: amount(device, '1'),
  matmul: amount(microsecondsOf('ynn_fusion.1', device) / 1e6, 's'),
  reduce: amount(microsecondsOf('all-reduce', device) / 1e6, 's'),
});

export default parts({
  title: 'Reading the recorded trace',
  given: {
    ...on(3),
    last: amount(last, '1'),
    fastest: amount(microsecondsOf('all-reduce', last) / 1e6, 's'),
    rows: amount(1024, '1'),
    inner: amount(512, '1'),
    columns: amount(512, '1'),
    devices: amount(8, '1'),
  },
  ask: ({ device, matmul, reduce, last: latest, fastest, rows, inner, columns }) =>
    md`In the recorded trace, device ${device} spends ${show(matmul, { as: 'ms' })} in ynn_fusion.1, f32[${String(rows.value)},${String(columns.value)}] from f32[${String(rows.value)},${String(inner.value)}] and f32[${String(inner.value)},${String(columns.value)}], and ${show(reduce, { as: 'ms' })} in the all-reduce. Device ${latest}, the last to arrive, spends ${show(fastest, { as: 'ms' })} in the all-reduce. The line of the parameter says that its columns are cut over 8 devices. How many columns has the whole matrix, what rate did device ${device} reach in the matmul, and which share of its all-reduce was waiting?`,
  fields: {
    whole: {
      label: 'Columns of the whole matrix',
      unit: '1',
      tolerance: 0,
      byHand: 4096,
      solve: ({ columns, devices }, f) => f.wholeDimension({ part: columns, devices }),
    },
    rate: {
      label: 'Rate in the matmul',
      unit: 'GFLOP/s',
      byHand: 4.90392,
      solve: ({ rows, inner, columns, matmul }, f) => f.flopRate({ flops: f.matmulFlops({ m: rows, k: inner, n: columns }), time: matmul }),
      steps: [
        md`
The work of one device, from its own shapes.
        `,
        md`
Over its time.
        `,
      ],
      slips: [
        {
          name: 'whole-matrix',
          say: 'That takes the work of all devices. The time is that of one device, with the columns it holds.',
          solve: ({ rows, inner, columns, devices, matmul }, f) =>
            f.flopRate({ flops: f.matmulFlops({ m: rows, k: inner, n: columns * devices }), time: matmul }),
        },
      ],
    },
    waiting: {
      label: 'Share of its all-reduce that is waiting',
      unit: '%',
      byHand: 83.4971,
      tolerance: 0.01,
      solve: ({ reduce, fastest }, f) => f.timeShare({ part: f.remainingTime({ total: reduce, removed: fastest }), whole: reduce }),
      steps: [
        md`
The last device waits for nobody, so its time is what the operation itself takes.
        `,
        md`
As a share of the bar.
        `,
      ],
    },
    remedy: {
      label: 'What shortens that bar?',
      options: () => [
        {
          text: md`
A faster network
          `,
          right: false,
          say: md`
A faster network shortens what the last device needs. The waiting is decided before anything is sent.
          `,
        },
        {
          text: md`
Devices that finish their matmuls at the same time
          `,
          right: true,
          say: md`
The bar begins when this device is ready and ends when the last one has been served. Even work, or the same clock on all devices, removes the difference.
          `,
        },
        {
          text: md`
A reduce-scatter in the place of the all-reduce
          `,
          right: false,
          say: md`
That halves what is sent. It cannot begin before the last partial sum exists, either.
          `,
        },
      ],
    },
  },
  hint: () => md`
Shapes in a trace are those of one device. And every collective ends for all of its devices together: compare where the bars begin.
  `,
  after: ({ reduce, fastest }) =>
    md`A long collective in a trace is the most common false lead there is. Before you blame the network, look at all devices: if its bars end together and begin apart, the time was lost *before* it, on the device with the shortest bar (${show(fastest, { as: 'ms', digits: 2 })} here, against ${show(reduce, { as: 'ms', digits: 2 })}). On accelerators the usual reasons are uneven batches or experts, a slow host that feeds one device late, and now and then a chip that runs below its clock.`,
  fresh: {
    'device-1': on(1),
    'device-2': on(2),
    'device-4': on(4),
    'device-5': on(5),
    'device-7': on(7),
  },
});
