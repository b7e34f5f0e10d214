/** Planning a run on a cluster that is there for a limited time. */
import { count, formula, positive } from './formula.ts';

const palm = 'Chowdhery et al. 2022, PaLM, §4.1 (model FLOPs utilization), arXiv:2204.02311';
const llama3 = 'Llama Team 2024, The Llama 3 Herd of Models, arXiv:2407.21783, §3.3.4';

const gpus = count('GPU', 'G', 'accelerators');
const time = positive('s', 't', 'time for which they are held');

export const clusterFlops = formula({
  title: 'FLOPs of a cluster in a given time',
  about: 'What a cluster gets done until a deadline, if the MFU is the one of the whole time, restarts and evaluations included.',
  takes: {
    gpus,
    time,
    peak: positive('FLOP/s', 'P', 'dense peak of one accelerator', 'chip.peak'),
    mfu: positive('1', String.raw`\text{MFU}`, 'model FLOPs utilization, as a share of the dense peak'),
  },
  example: { gpus: 48, time: 30 * 86_400, peak: 1e15, mfu: 0.42 },
  gives: 'FLOP',
  symbol: 'C',
  tex: ({ gpus, time, peak, mfu }) => String.raw`${gpus} \cdot ${time} \cdot ${peak} \cdot ${mfu}`,
  of: ({ gpus, time, peak, mfu }) => gpus * time * peak * mfu,
  refuse: ({ mfu }) => (mfu > 1 ? `mfu must be at most 1, nothing runs faster than its peak, got ${mfu}` : undefined),
  slips: [
    {
      name: 'mfu-left-out',
      say: 'That is at full peak, which no run reaches: multiply by the MFU as well.',
      of: ({ gpus, time, peak }) => gpus * time * peak,
    },
    {
      name: 'one-gpu',
      say: 'That is one accelerator. All of them work on the run.',
      of: ({ time, peak, mfu }) => time * peak * mfu,
    },
  ],
  source: palm,
});

export const expectedInterruptions = formula({
  title: 'Interruptions to expect',
  about:
    'Scales a reported count by accelerators and time: each accelerator is taken to fail as often as those of the report. A small cluster may be luckier or not; this is the mean.',
  takes: {
    interruptions: positive('1', 'n', 'interruptions reported'),
    reportedGpus: count('GPU', 'G_0', 'accelerators of the report'),
    reportedTime: positive('s', 't_0', 'time of the report'),
    gpus,
    time,
  },
  example: { interruptions: 150, reportedGpus: 8192, reportedTime: 30 * 86_400, gpus: 48, time: 10 * 86_400 },
  gives: '1',
  tex: ({ interruptions, reportedGpus, reportedTime, gpus, time }) =>
    String.raw`${interruptions} \cdot \frac{${gpus} \cdot ${time}}{${reportedGpus} \cdot ${reportedTime}}`,
  of: ({ interruptions, reportedGpus, reportedTime, gpus, time }) => (interruptions * gpus * time) / (reportedGpus * reportedTime),
  slips: [
    {
      name: 'same-cluster',
      say: 'That scales by time alone. Fewer accelerators also fail less often.',
      of: ({ interruptions, reportedTime, time }) => (interruptions * time) / reportedTime,
    },
    {
      name: 'same-time',
      say: 'That scales by accelerators alone. A shorter run also meets fewer failures.',
      of: ({ interruptions, reportedGpus, gpus }) => (interruptions * gpus) / reportedGpus,
    },
  ],
  source: llama3,
});
