import { amount, md, numeric } from '@scaling-workbook/exercises';
import { block, code } from '../code.ts';

const step = (learningRate: number, devices: number) => ({ learningRate: amount(learningRate, '1'), devices: amount(devices, '1') });

export default numeric({
  title: 'A mean that comes too late',
  given: step(0.1, 8),
  ask: ({ learningRate, devices }) =>
    md`Inside ${code('jax.shard_map')}, on ${devices} devices, with ${code('w')} replicated and the batch sharded, someone writes
${block("grads = jax.lax.pmean(jax.grad(loss_fn)(w, x, y), 'data')", 'w = w - learning_rate * grads')}
where ${code('loss_fn')} is the mean over the rows the device holds, and the learning rate is ${learningRate}. Which learning rate, applied to the gradient of the whole batch, would take the same step?`,
  label: 'Learning rate in effect',
  unit: '1',
  solve: ({ learningRate, devices }, f) => f.summedLearningRate({ learningRate, devices }),
  byHand: 0.8,
  steps: [
    md`
The gradient of a replicated value is the sum over the devices. All hold that same sum when the mean is taken.
    `,
  ],
  hint: () => md`
The replicated weight is one value that all devices use. What is the derivative of something that is used in several places?
  `,
  after: ({ devices }) =>
    md`${code('shard_map')} knows which values are the same on all devices. A replicated ${code('w')} feeds ${devices} losses, so the derivative in ${code('w')} is their sum, and ${code('jax.grad')} inserts it. The mean of ${devices} equal sums changes nothing. With Adam you would not even notice, since it divides the scale out. Take the mean of the *loss* before differentiating, or mark the weights as the device's own with ${code('jax.lax.pcast')}: the listing above does both, and prints the factor for all three.`,
  erratum: 'E49',
  fresh: {
    'four-devices': step(0.1, 4),
    'small-rate': step(3e-4, 64),
    'two-devices': step(0.05, 2),
    'pod-slice': step(1e-3, 256),
    'sixteen-devices': step(0.02, 16),
  },
});
