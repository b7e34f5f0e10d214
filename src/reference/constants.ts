/** Where the companion book uses other constants: ours from facts and formulas, theirs as printed. */
import { show } from '#book/prose.ts';
import { amount } from '@scaling-workbook/exercises';
import { h100, tpuV5e, tpuV5p } from '@scaling-workbook/formulas/hardware';
import { trainingStateBytesPerParam } from '@scaling-workbook/formulas/memory';
import { constants as words } from './words/notation.ts';

export interface Constant {
  readonly id: string;
  readonly name: string;
  readonly theirs: string;
  readonly ours: string;
  readonly why: string;
}

/** Links of a chip of a torus in two and in three dimensions. */
const linksOfV5e = 4;
const linksOfV5p = 6;
const linkOf = (of: number, links: number): string => show(amount(of / links, 'B/s'));
const int8 = tpuV5e.peak.int8;

export const constants: readonly Constant[] = [
  {
    id: 'links',
    name: words.ici.name,
    theirs: words.ici.theirs(show(amount(45e9, 'B/s')), show(amount(90e9, 'B/s'))),
    ours: words.ici.ours(linkOf(tpuV5e.link.value, linksOfV5e), linkOf(tpuV5p.link.value, linksOfV5p)),
    why: words.ici.why,
  },
  { id: 'h100-peak', name: words.h100.name, theirs: words.h100.theirs, ours: show(h100.peak.bf16), why: words.h100.why },
  { id: 'v5e-int8', name: words.v5eInt8.name, theirs: show(amount(394e12, 'FLOP/s')), ours: show(int8), why: words.v5eInt8.why },
  {
    id: 'h100-bandwidth',
    name: words.h100Bandwidth.name,
    theirs: words.h100Bandwidth.theirs,
    ours: show(h100.hbmBandwidth),
    why: words.h100Bandwidth.why,
  },
  {
    id: 'v5e-bandwidth',
    name: words.v5eBandwidth.name,
    theirs: show(amount(820e9, 'B/s')),
    ours: show(tpuV5e.hbmBandwidth),
    why: words.v5eBandwidth.why,
  },
  {
    id: 'v5p-bandwidth',
    name: words.v5pBandwidth.name,
    theirs: show(amount(2.8e12, 'B/s')),
    ours: show(tpuV5p.hbmBandwidth),
    why: words.v5pBandwidth.why,
  },
  {
    id: 'v5e-memory',
    name: words.v5eMemory.name,
    theirs: show(amount(16e9, 'B')),
    ours: show(tpuV5e.hbmSize, { as: 'GiB' }),
    why: words.v5eMemory.why,
  },
  {
    id: 'v5p-memory',
    name: words.v5pMemory.name,
    theirs: show(amount(96e9, 'B')),
    ours: show(tpuV5p.hbmSize, { as: 'GiB' }),
    why: words.v5pMemory.why,
  },
  {
    id: 'training-state',
    name: words.training.name,
    theirs: words.training.theirs,
    ours: show(amount(trainingStateBytesPerParam({}), 'B/param')),
    why: words.training.why,
  },
];
