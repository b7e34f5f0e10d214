/** The cluster and the model of the case: what the exercises are given and the worked answer computes with. */
import { amount } from '@scaling-workbook/exercises';
import { h100 } from '@scaling-workbook/formulas/hardware';
import { modelById } from '@scaling-workbook/formulas/models';

const { config } = modelById('llama-2-13b');
const hour = 3600;

/** Monday 9:00 to Friday 17:00. */
export const untilFriday = amount(104 * hour, 's');
export const asked = { params: amount(13e9, 'param'), gpus: amount(64, 'GPU'), peak: h100.peak.bf16 };
/** Layers and width of Llama 2 13B. */
export const shape = { layers: amount(config.layers, '1'), width: amount(config.width, '1') };
/** One port of 400 Gbit/s for each node of eight, and NVLink inside it. */
export const links = { port: amount(50e9, 'B/s'), link: h100.link };
/** A batch of about a million tokens: 256 sequences. */
export const step = { batch: amount(2 ** 20, 'token'), length: amount(4096, 'token') };
/** Of the peak, for useful work: kernels at 60 %, of whose FLOPs 6 in 8 are useful if every layer is run forward twice. */
export const efficiency = amount(0.45, '1');
export const planned = amount(0.4, '1');
