/** The chips of the problems on inference, with what decides their answers. */
import { amount } from '@scaling-workbook/exercises';
import { h100, tpuV5e, tpuV6e } from '@scaling-workbook/formulas/hardware';

/** The chip as the companion book counts it. */
export const v5e = {
  chip: 'TPU v5e',
  peak: amount(1.97e14, 'FLOP/s'),
  memory: amount(16e9, 'B'),
  bandwidth: amount(8.2e11, 'B/s'),
  link: amount(45e9, 'B/s'),
};
/** The same chip by its maker’s present page: four links of 50 GB/s, of which one. */
export const ours = {
  peak: tpuV5e.peak.bf16,
  memory: tpuV5e.hbmSize,
  bandwidth: tpuV5e.hbmBandwidth,
  link: amount(tpuV5e.link.value / 4, 'B/s'),
};
export const v6e = {
  chip: 'TPU v6e',
  peak: tpuV6e.peak.bf16,
  memory: tpuV6e.hbmSize,
  bandwidth: tpuV6e.hbmBandwidth,
  link: amount(tpuV6e.link.value / 4, 'B/s'),
};
export const onH100 = { chip: 'H100', peak: h100.peak.bf16, memory: h100.hbmSize, bandwidth: h100.hbmBandwidth };
