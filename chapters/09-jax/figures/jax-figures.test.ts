/** The pictures of the JAX chapter against the programs they picture. */
import { readdirSync, readFileSync } from 'node:fs';
import { zero3Bytes } from '@scaling-workbook/formulas/parallelism';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { devices, heldBytes, params, schemes, sentBytes } from './mesh-steps.ts';
import { cellAt, neverWritten, programs, programsOf } from './pallas-blocks.ts';
import { calls, outcomesOf } from './trace-cache.ts';

const printed = (name: string): readonly string[] => readFileSync(`chapters/09-jax/listings/${name}.txt`, 'utf8').trim().split('\n');

describe('the listings', () => {
  it('are all shown from their files, each with what it prints', () => {
    const page = ['index', 'problems'].map((name) => readFileSync(`chapters/09-jax/${name}.mdx`, 'utf8')).join('\n');
    const files = readdirSync('chapters/09-jax/listings');
    const shown = files.filter((file) => page.includes(`'./listings/${file}?raw'`));
    expect(shown).toEqual(files);
    for (const file of files.filter((name) => name.endsWith('.py'))) expect(page).toContain(`<Listing name="${file}"`);
    expect(files.filter((name) => name.endsWith('.py'))).toHaveLength(files.length / 2);
  });

  it('show pmap nowhere, and no key of the older kind', () => {
    for (const file of readdirSync('chapters/09-jax/listings'))
      expect(readFileSync(`chapters/09-jax/listings/${file}`, 'utf8')).not.toMatch(/pmap|PRNGKey/);
  });
});

describe('the cache of jit', () => {
  it('traces the calls that real JAX traces, for the types that it names', () => {
    const lines = printed('tracing');
    const real = lines.flatMap((line, i) => {
      if (!line.startsWith('call with')) return [];
      return [/^ {2}tracing for (.*)$/.exec(lines[i + 1] ?? '')?.[1]];
    });
    expect(real).toHaveLength(calls.length);
    const outcomes = outcomesOf(calls.map((_, i) => i));
    expect(outcomes.map(({ call, traced }) => (traced ? call.key : undefined))).toEqual(real);
    expect(lines.at(-1)).toBe(`programs: ${Math.max(...outcomes.map(({ program }) => program))}`);
  });

  it('shows the arguments that the listing has', () => {
    const listing = readFileSync('chapters/09-jax/listings/tracing.py', 'utf8');
    expect([...listing.matchAll(/^ {4}\((jnp\.\w.*)\),$/gm)].map(([, args]) => args)).toEqual(calls.map(({ code }) => code));
  });

  it('never traces a call twice', () => {
    const place = fc.integer({ min: 0, max: calls.length - 1 });
    fc.assert(
      fc.property(fc.array(place), (made) => {
        const again = outcomesOf([...made, ...made]).slice(made.length);
        expect(again.every(({ traced }) => !traced)).toBe(true);
      }),
    );
    expect(() => outcomesOf([calls.length])).toThrow(/made/);
  });
});

describe('the blocks of a Pallas grid', () => {
  it('leave out what the listing leaves out: 1,024 of 2,048 with a grid of 8', () => {
    expect(printed('pallas_add').at(-1)).toBe(`never written: ${neverWritten({ length: 2048, block: 128, grid: 8 })}`);
  });

  it('cover every element once where the grid is derived, and mark each place once all have run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 2, max: 8 }), (length, block) => {
        const blocks = { length, block };
        expect(programs(blocks).reduce((sum, { real }) => sum + real, 0)).toBe(length);
        expect(neverWritten(blocks)).toBe(0);
        const states = Array.from({ length: programsOf(blocks) * block }, (_, place) => cellAt(blocks, place, programsOf(blocks)));
        expect(states.filter((state) => state === 'written' || state === 'now')).toHaveLength(length);
        expect(states.filter((state) => state === 'padding')).toHaveLength(programsOf(blocks) * block - length);
      }),
    );
  });
});

describe('the step on eight devices', () => {
  it('has the weights of the listing', () => {
    const shapes = [...readFileSync('chapters/09-jax/listings/fsdp.py', 'utf8').matchAll(/_key, \((\d+), (\d+)\)\),/g)];
    expect(shapes.reduce((sum, [, rows, columns]) => sum + Number(rows) * Number(columns), 0)).toBe(params);
  });

  it('holds eight times as much at rest under data parallelism, and sends two thirds as much', () => {
    const [plain, fsdp] = [schemes['data-parallel'], schemes.fsdp];
    expect(heldBytes(plain[0]) / heldBytes(fsdp[0])).toBe(devices);
    expect(sentBytes(plain) / sentBytes(fsdp)).toBeCloseTo(2 / 3, 12);
    expect(sentBytes(fsdp)).toBeCloseTo(zero3Bytes({ params, bytesPerParam: 4, devices }), 3);
  });

  it('ends as it began', () => {
    for (const steps of Object.values(schemes)) expect(heldBytes(steps.at(-1) ?? steps[0])).toBe(heldBytes(steps[0]));
  });
});
