import { amount, choice, md, show } from '@scaling-workbook/exercises';

export default choice({
  title: 'The traffic of ZeRO-3',
  given: { params: amount(70e9, 'param'), devices: amount(64, '1') },
  ask: ({ params, devices }) =>
    md`A model of ${params} is trained on ${devices} GPUs, first with plain data parallelism, then with ZeRO-3 (FSDP), which shards weights, gradients and optimizer state. How does the traffic of a step compare?`,
  label: 'Each GPU sends, under ZeRO-3',
  options: ({ params, devices }, f) => {
    const zero3 = f.zero3Bytes({ params, devices });
    const plain = f.dataParallelBytes({ params, devices });
    const all = md`${show(zero3, { digits: 3 })} against ${show(plain, { digits: 3 })}`;
    return [
      {
        text: md`
the same: an all-reduce is a reduce-scatter and an all-gather either way.
        `,
        right: false,
        say: md`So it is for ZeRO-1 and 2. ZeRO-3 throws the gathered weights away after the forward pass and has to gather them again for the backward pass: ${all}. See *Sharding the state: ZeRO and FSDP*.`,
      },
      {
        text: md`
about half as much again.
        `,
        right: true,
        say: md`Weights are gathered once forward and once more backward, and gradients are reduce-scattered: three phases of an all-reduce in place of two, ${all}.`,
      },
      {
        text: md`${devices} times as much: every GPU needs every other's shard.`,
        right: false,
        say: md`It does need all the shards, but in a ring they are passed on, and each GPU sends less than one copy of the weights for a gather: ${all}. See *Sharding the state: ZeRO and FSDP*.`,
      },
      {
        text: md`
less: each GPU holds less, so it has less to send.
        `,
        right: false,
        say: md`Memory and traffic pull in opposite directions here. What a GPU no longer keeps it has to fetch, every step: ${all}. See *Sharding the state: ZeRO and FSDP*.`,
      },
    ];
  },
  hint: () => md`
Count the collectives of a step, and how many times the weights travel.
  `,
  after: ({ params, devices }, f) =>
    md`Per GPU and step that is ${show(f.zero3Bytes({ params, devices }), { digits: 3 })} instead of ${show(f.dataParallelBytes({ params, devices }), { digits: 3 })}, while the state falls from ${show(f.dataParallelStateBytes({ params }), { digits: 3 })} to a ${show(devices)}th of it: a bargain wherever it can be hidden behind arithmetic. With several microbatches in a step, gathering for each of them would multiply the traffic, so runs with a pipeline often keep the weights gathered.`,
});
