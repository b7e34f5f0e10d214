import { amount, md, parts, shape, show } from '@scaling-workbook/exercises';

const slice = (x: number, y: number) => ({ x: amount(x, '1'), y: amount(y, '1') });
const tensor = (first: number, second: number, third: number) => ({
  first: amount(first, '1'),
  second: amount(second, '1'),
  third: amount(third, '1'),
});

export default parts({
  title: 'From one corner of a slice to the other',
  book: 'sb-tpus-5',
  given: {
    ...slice(4, 4),
    ...tensor(8, 128, 8192),
    bytesPerElement: amount(2, 'B/element'),
    link: amount(4.5e10, 'B/s'),
    links: amount(2, '1'),
    hop: amount(1e-6, 's'),
  },
  ask: ({ x, y, first, second, third, link, hop }) =>
    md`On a v5e slice of ${x} × ${y} chips without wraparound, a BF16 array of shape ${shape(first, second, third)} is sent from one corner to the opposite one. A link carries ${link} one way and a hop takes ${show(hop, { digits: 1 })}. Both links of the sending corner can be used at once, each for half of the array. When does the first byte arrive, and when is the whole transfer done, if its latency and the time of its bytes add up?`,
  fields: {
    hops: {
      label: 'Hops',
      unit: '1',
      tolerance: 0,
      byHand: 6,
      solve: ({ x, y }, f) => f.gridHops({ x, y }),
    },
    firstByte: {
      label: 'First byte after',
      unit: 'µs',
      byHand: 6,
      solve: ({ hop }, f, earlier) => f.latencyTime({ steps: earlier('hops'), latency: hop }),
    },
    bytes: {
      label: 'Time of the bytes',
      unit: 'µs',
      byHand: 186.414,
      solve: ({ first, second, third, bytesPerElement, links, link }, f) =>
        f.linksTime({
          bytes: f.tensorBytes({ elements: f.tensorElements({ first, second, third }), bytesPerElement }),
          links,
          bandwidth: link,
        }),
    },
    total: {
      label: 'Whole transfer',
      unit: 'µs',
      byHand: 192.414,
      solve: (_, f, earlier) => f.collectiveTime({ latencyTime: earlier('firstByte'), transferTime: earlier('bytes') }),
    },
  },
  hint: () => md`How many links does the sending corner have, and how many of them lead towards the other corner?`,
  after: ({ x, y, hop, link, links, first, second, third, bytesPerElement }, f) => {
    const latency = f.latencyTime({ steps: f.gridHops({ x, y }), latency: hop });
    const bytes = f.linksTime({
      bytes: f.tensorBytes({ elements: f.tensorElements({ first, second, third }), bytesPerElement }),
      links,
      bandwidth: link,
    });
    const total = f.collectiveTime({ latencyTime: latency, transferTime: bytes });
    const book =
      show(total, { digits: 4 }) === '192.4 µs'
        ? md` The companion book prints 188 and 194 µs, since it rounds the array up to 17 MB on the way.`
        : md``;
    const [smaller, larger] = bytes.value > latency.value ? [bytes, latency] : [latency, bytes];
    const word = bytes.value > latency.value ? md`smaller` : md`larger`;
    return md`The hops are ${show(f.timeShare({ part: latency, whole: total }), { as: '%', digits: 2 })} of the whole. For an array ${show(f.timeRatio({ first: smaller, second: larger }), { digits: 2 })} times ${word} they would be half.${book}`;
  },
  fresh: {
    ours: { link: amount(50e9, 'B/s') },
    '8x8': slice(8, 8),
    'one-token': tensor(1, 1, 8192),
    narrow: { ...slice(2, 4), ...tensor(8, 128, 4096) },
    large: tensor(32, 1024, 8192),
  },
});
