import * as formulas from '@scaling-workbook/formulas/formulas';
import { runCommandLine } from '@scaling-workbook/formulas/command-line';
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
    ['memory-time --bytes "140 GB" --bandwidth "3,35 TB/s"', '41.791 ms'],
    ['ridge-point --peak "989 TFLOPS" --bandwidth 3.35TB/s', '295.224 FLOP/B'],
  ])('%s gives %s, its line and its source', (line, expected) => {
    const { status, out, err } = run(line);
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out.replaceAll(',', '')).toContain(expected);
    expect(out).toContain('Source: ');
  });
  it('comes with its inputs under each other, in columns', () => {
    expect(run('ridge-point --chip h100-sxm').out).toBe(`Ridge point: 295.343 FLOP/B

  I_star = P / W
  P = 989.4 TFLOP/s   dense peak compute
  W = 3.35 TB/s       memory bandwidth

Source: Williams, Waterman, Patterson 2009, doi:10.1145/1498765.1498785
`);
    expect(run('kv-cache --model llama-3-70b --seq 8192').out).toContain(`
  d_head = 128            width of one head
  T      = 8,192 tokens   tokens of each sequence
  B      = 1 sequence     sequences
`);
  });
  it('takes the bytes of a number from its type', () => {
    expect(run('weight-bytes --params 70.6B').out).toContain('141.2 GB');
    expect(run('weight-bytes --params 70.6B --dtype int8').out).toContain('70.6 GB');
    expect(run('kv-cache --model llama-3-70b --batch 32 --seq 8192 --dtype fp8').out).toContain('42.9497 GB');
  });
  it('takes numbers with exponents, separators and spaces round them', () => {
    expect(run('training-rate --params 1e9 --peak 6e14 --mfu 4e-1').out).toContain('40,000 tokens/s');
    expect(run('training-rate --params 1,000,000,000 --peak "  600  TFLOP/s " --mfu +40%').out).toContain('40,000 tokens/s');
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
    ['no-such-thing', 'no command or formula “no-such-thing”'],
    ['ridge', 'Did you mean ridge-point'],
    ['ridge-point', 'needs --peak (dense peak compute, in FLOP/s), --bandwidth'],
    ['ridge-point --peak 1e12 --bandwidth -3', 'bandwidth must be a finite number above 0'],
    ['ridge-point --peak 1e12 --bandwidth "3 GB"', 'is not in B/s'],
    ['ridge-point --peak lots --bandwidth 3', 'is no number'],
    ['ridge-point --peak 1e12 --colour red', 'takes --peak, --bandwidth'],
    ['ridge-point --peak', 'needs a value'],
    ['ridge-point 990 TFLOP/s', 'needs quotes'],
    ['ridge-point --chip h1000', 'There is no chip “h1000”. Did you mean h100-pcie, h100-sxm'],
    ['ridge-point --chip h100', 'Did you mean h100-pcie, h100-sxm'],
    ['ridge-point --chip h100-sxm --dtype fp7', 'none of fp32'],
    ['ridge-point --chip tpu-v5p --dtype fp4', 'no fp4 peak'],
    ['chinchilla-tokens --model gpt-9', 'There is no model “gpt-9”. Did you mean gpt2-small'],
    ['kv-cache --model deepseek-v3 --seq 8192', 'DeepSeek-V3 rebuilds keys and values from a latent'],
    ['data-parallel-token-limit --chip h100-sxm', 'needs --bandwidth (bandwidth that one device sends with'],
    ['ridge-point --chip h100-sxm --dtype constructor', '“constructor” is none of fp32'],
    ['ridge-point --peak 1e12 --bandwidth "3 constructor"', 'is not in B/s'],
    ['ridge-point --constructor 3', 'takes --peak, --bandwidth'],
    ['show nothing-of-the-kind', 'no formula'],
    ['show', 'needs the name of a formula'],
    ['ridge-point --peak 1e12 --bandwidth 40%', '--bandwidth: “40%” is not in B/s'],
    ['ridge-point --peak "x3 TFLOP/s" --bandwidth 1', '--peak: “x3 TFLOP/s” is no number'],
    ['training-flops --params 3xyz --tokens 1', '--params: “3xyz” is not in param'],
  ])('%s', (line, message) => {
    const { status, out, err } = run(line);
    expect(err).toContain(message);
    expect(status).toBe(2);
    expect(out).toBe('');
  });
  it.each([
    ['point-ridge', 'There is no command or formula “point-ridge”. Did you mean ridge-point?'],
    ['no-such-thing', 'There is no command or formula “no-such-thing”. scaling list shows them all.'],
    [
      'bytes',
      'There is no command or formula “bytes”. Did you mean matmul-bytes, matvec-bytes, attention-scores-bytes, unfused-attention-bytes, fused-attention-bytes, all-gather-bytes?',
    ],
    ['ridge-point --chip z80', 'There is no chip “z80”. scaling chips lists them.'],
    ['ridge-point --chip tpu', 'There is no chip “tpu”. Did you mean tpu-v2, tpu-v3, tpu-v4, tpu-v5e, tpu-v5p, tpu-v6e?'],
    ['ridge-point 990 TFLOP/s', 'One formula at a time: “990 TFLOP/s” is too much. A value with a space needs quotes.'],
  ])('%s, with what could help', (line, message) => {
    expect(run(line)).toEqual({ status: 2, out: '', err: `${message}\n` });
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
    expect(run('list Roofline').out).toBe(
      `${'attainable-flop-rate'.padEnd(44)} Attainable rate, in FLOP/s\n${'roofline-time'.padEnd(44)} Roofline time, in s\n`,
    );
    expect(run('models').out).toContain('llama-3-70b');
    expect(run('chips').out).toContain('h100-sxm');
  });
  it('describe a formula with what it takes and what may be left out', () => {
    expect(run('show kv-cache').out).toBe(`kv-cache-bytes: KV cache, in B
A key and a value in every layer, for every key-value head, every token and every sequence.

  Q_KV = 2 · L · h_kv · d_head · T · B · b

  --layers  layers, in 1, filled by --model
  --kv-heads  key and value heads, in 1, filled by --model
  --head-dim  width of one head, in 1, filled by --model
  --tokens  tokens of each sequence, in token
  --sequences  sequences, in sequence (1 where left out)
  --bytes-per-element  bytes of one element, in B/element (2 where left out)

Source: Pope et al. 2022, Efficiently Scaling Transformer Inference, arXiv:2211.05102, §2
`);
  });
  it('describe every formula in plain text, without a backslash left', () => {
    for (const name of Object.keys(formulas)) {
      const { status, out } = runCommandLine(['show', name]);
      expect(status).toBe(0);
      expect(out).not.toContain('\\');
    }
  });
  it.each([
    ['expected-tokens-per-round', 'E = (1 - alpha^(K + 1)) / (1 - alpha)'],
    ['iso-flop-params', 'N_star = (alpha · A / (beta · B))^(1 / (alpha + beta)) · (C / 6)^(beta / (alpha + beta))'],
    ['grouped-kv-cache-bytes', 'Q_KV = 2 · L · h_kv · d_head · T · B · b'],
  ])('print the formula of %s as it is', (name, line) => {
    expect(runCommandLine(['show', name]).out).toContain(`\n  ${line}\n`);
  });
});
