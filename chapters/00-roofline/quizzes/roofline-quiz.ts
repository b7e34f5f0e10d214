import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'An operation at 50 FLOP/B',
  given: { intensity: amount(50, 'FLOP/B'), peak: amount(989.4e12, 'FLOP/s'), bandwidth: amount(3.35e12, 'B/s') },
  ask: ({ intensity, peak, bandwidth }) =>
    md`A kernel has an arithmetic intensity of ${intensity}. It runs on an H100 SXM (${peak}, ${bandwidth}). What can be said before measuring anything?`,
  label: 'Choose the true statement',
  options: ({ intensity, peak, bandwidth }, f) => {
    const rate = f.attainableFlopRate({ intensity, peak, bandwidth });
    const ridge = show(f.ridgePoint({ peak, bandwidth }), { digits: 3 });
    return [
      {
        text: md`It is compute-bound: ${intensity} is a lot of work for a byte, so more FLOP/s would speed it up.`,
        right: false,
        say: md`An intensity is neither high nor low by itself; it is to the left or to the right of a ridge point. This chip's is ${ridge}, so ${intensity} lies well to the left. Read *Two clocks* again.`,
      },
      {
        text: md`It is memory-bound: more FLOP/s would not make it faster, and fewer bytes would raise the most that it can reach.`,
        right: true,
        say: md`${intensity} is left of the ridge at ${ridge}. The memory roof allows ${show(rate, { digits: 4 })}, which is ${show(f.fractionOfPeak({ rate, peak }), { as: '%', digits: 3 })} of peak, however good the kernel is.`,
      },
      {
        text: md`It will reach about half of peak.`,
        right: false,
        say: md`The ${intensity} is no percentage. Multiply it by the bandwidth to see what the memory lets through: ${show(rate, { digits: 4 })}. *The ridge point* shows how.`,
      },
      {
        text: md`Nothing: it depends on the launch overhead.`,
        right: false,
        say: md`Launch overhead adds a few microseconds to whatever comes out. The ridge test needs no measurement: it bounds the kernel from its counts alone, as in *Two clocks*.`,
      },
    ];
  },
  hint: () => md`Compare with the ridge point.`,
  after: ({ peak, bandwidth }, f) =>
    md`The ridge test is one division: peak over bandwidth, ${show(f.ridgePoint({ peak, bandwidth }), { digits: 3 })} here. Everything to the left of it is limited by bytes, everything to the right by FLOPs. How close a kernel comes to its limit is another question, and that one takes a measurement.`,
});
