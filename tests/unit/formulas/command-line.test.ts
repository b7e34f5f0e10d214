import * as formulas from '@scaling-workbook/formulas/formulas';
import { plainTex, runCommandLine } from '@scaling-workbook/formulas/command-line';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const run = (line: string) => runCommandLine(line === '' ? [] : (line.match(/"[^"]*"|\S+/g) ?? []).map((part) => part.replaceAll('"', '')));

describe('a formula on the command line', () => {
  it.each([
    ['kv-cache --model llama-3-70b --batch 32 --seq 8192', 'KV cache: 85.8993 GB'],
    ['kvCacheBytes --layers 80 --kv-heads 8 --head-dim 128 --tokens 8192 --sequences 32', '85.8993 GB'],
    ['ridge-point --peak "990 TFLOP/s" --bandwidth "3.35 TB/s"', '295.522 FLOP/B'],
    ['ridge-point --peak=990e12 --bandwidth=3.35e12', '295.522 FLOP/B'],
    ['ridge-point --chip h100-sxm', '295.343 FLOP/B'],
    ['ridge-point --chip h100-sxm --dtype fp8', '590.7'],
    ['training-flops --params 70.6B --tokens 15T', '6.354'],
    ['training-rate --params 1G --peak "600 TFLOP/s" --mfu 40%', '40000 tokens/s'],
    ['chinchilla-tokens --model llama-3-70b', '1.411'],
    ['latent-cache --model deepseek-v3 --seq 8192', '575.668 MB'],
    ['weight-bytes --model mixtral-8x7b --bytes-per-param 2', '93.4'],
    ['forward-flops-per-token --model mixtral-8x7b', '25.7'],
  ])('%s gives %s, its line and its source', (line, expected) => {
    const { status, out, err } = run(line);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out.replaceAll(',', '')).toContain(expected);
    expect(out).toContain('Source: ');
  });
  it('comes as JSON for programs', () => {
    const out = JSON.parse(run('ridge-point --peak 990e12 --bandwidth 3.3e12 --json').out) as Record<string, unknown>;
    expect(out).toMatchObject({
      formula: 'ridgePoint',
      value: 300,
      unit: 'FLOP/B',
      inputs: { peak: 990e12, bandwidth: 3.3e12 },
      tex: String.raw`I^* = \frac{P}{W}`,
    });
  });
});

describe('what is wrong is said, with status 2', () => {
  it.each([
    ['no-such-thing', 'no formula “no-such-thing”'],
    ['ridge', 'Did you mean ridge-point'],
    ['ridge-point', 'needs --peak (dense peak compute, in FLOP/s), --bandwidth'],
    ['ridge-point --peak 1e12 --bandwidth -3', 'bandwidth must be a finite number above 0'],
    ['ridge-point --peak 1e12 --bandwidth "3 GB"', 'is not in B/s'],
    ['ridge-point --peak lots --bandwidth 3', 'is no number'],
    ['ridge-point --peak 1e12 --colour red', 'takes --peak, --bandwidth'],
    ['ridge-point --peak', 'needs a value'],
    ['ridge-point 990 TFLOP/s', 'needs quotes'],
    ['ridge-point --chip h1000', 'there is no “h1000”'],
    ['ridge-point --chip h100', 'Did you mean h100-pcie, h100-sxm'],
    ['ridge-point --chip h100-sxm --dtype fp7', 'none of fp32'],
    ['ridge-point --chip tpu-v5p --dtype fp4', 'no fp4 peak'],
    ['chinchilla-tokens --model gpt-9', 'there is no “gpt-9”'],
    ['kv-cache --model deepseek-v3 --seq 8192', 'DeepSeek-V3 rebuilds keys and values from a latent'],
    ['data-parallel-token-limit --chip h100-sxm', 'needs --bandwidth (bandwidth that one device sends with'],
    ['ridge-point --chip h100-sxm --dtype constructor', '“constructor” is none of fp32'],
    ['ridge-point --peak 1e12 --bandwidth "3 constructor"', 'is not in B/s'],
    ['ridge-point --constructor 3', 'takes --peak, --bandwidth'],
    ['show nothing-of-the-kind', 'no formula'],
    ['show', 'needs the name of a formula'],
  ])('%s', (line, message) => {
    const { status, out, err } = run(line);
    expect(err).toContain(message);
    expect(status).toBe(2);
    expect(out).toBe('');
  });
  it('and no text throws', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 12 })), (args) => {
        runCommandLine(args);
      }),
    );
  });
  it('but a mistake of the program itself is not put down to the reader', () => {
    expect(() => runCommandLine([5 as unknown as string])).toThrow(TypeError);
  });
});

describe('the lists', () => {
  it('show how to use it', () => {
    for (const line of ['', 'help', 'ridge-point --help']) expect(run(line).out).toContain('Usage:');
  });
  it('name every formula once', () => {
    expect(run('list').out.trim().split('\n')).toHaveLength(Object.keys(formulas).length);
    expect(run('list speculative').out).toContain('speculative-speedup');
    expect(run('models').out).toContain('llama-3-70b');
    expect(run('chips').out).toContain('h100-sxm');
  });
  it('describe every formula in plain text, without a backslash left', () => {
    for (const name of Object.keys(formulas)) {
      const { status, out } = runCommandLine(['show', name]);
      expect(status).toBe(0);
      expect(out).not.toContain('\\');
    }
  });
  it('write TeX as a terminal can show it', () => {
    expect(plainTex(String.raw`\frac{P}{W} \cdot \text{two words}`)).toBe('(P)/(W) · two words');
    expect(plainTex(String.raw`\sqrt{x}\,\le 5\,\%`)).toBe('√(x) ≤ 5 %');
  });
});
