import * as formulas from '@scaling-workbook/formulas/formulas';
import { runCommandLine } from '@scaling-workbook/formulas/command-line';
import { questions } from '@scaling-workbook/formulas/command-line/questions';
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

  I_star = C / W
  C = 989.4 TFLOP/s   dense peak compute
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
      tex: String.raw`I^* = \frac{C}{W}`,
    });
  });
});

describe('errors are reported, with status 2', () => {
  it.each([
    ['no-such-thing', 'no command or formula “no-such-thing”'],
    ['ridge', 'Did you mean ridge-point'],
    ['ridge-point', 'needs --peak (dense peak compute, in FLOP/s), --bandwidth'],
    ['ridge-point --peak 1e12 --bandwidth -3', 'bandwidth must be a finite number above 0'],
    ['ridge-point --peak 1e12 --bandwidth "3 GB"', 'is not in B/s'],
    ['ridge-point --peak lots --bandwidth 3', 'is not a number'],
    ['ridge-point --peak 1e12 --colour red', 'takes --peak, --bandwidth'],
    ['ridge-point --peak', 'needs a value'],
    ['ridge-point 990 TFLOP/s', 'needs quotes'],
    ['ridge-point --chip h1000', 'There is no chip “h1000”. Did you mean h100-pcie, h100-sxm'],
    ['ridge-point --chip h100', 'Did you mean h100-pcie, h100-sxm'],
    ['ridge-point --chip h100-sxm --dtype fp7', 'not one of fp32'],
    ['ridge-point --chip tpu-v5p --dtype fp4', 'no fp4 peak'],
    ['chinchilla-tokens --model gpt-9', 'There is no model “gpt-9”. Did you mean gpt2-small'],
    ['kv-cache --model deepseek-v3 --seq 8192', 'DeepSeek-V3 rebuilds keys and values from a latent'],
    ['data-parallel-token-limit --chip h100-sxm', 'needs --bandwidth (bandwidth that one device sends with'],
    ['ridge-point --chip h100-sxm --dtype constructor', '“constructor” is not one of fp32'],
    ['ridge-point --peak 1e12 --bandwidth "3 constructor"', 'is not in B/s'],
    ['ridge-point --constructor 3', 'takes --peak, --bandwidth'],
    ['show nothing-of-the-kind', 'no formula'],
    ['show', 'needs the name of a formula'],
    ['ridge-point --peak 1e12 --bandwidth 40%', '--bandwidth: “40%” is not in B/s'],
    ['ridge-point --peak "x3 TFLOP/s" --bandwidth 1', '--peak: “x3 TFLOP/s” is not a number'],
    ['training-flops --params 3xyz --tokens 1', '--params: “3xyz” is not in param'],
    ['kv-cache --model llama-3-70b --seq 1 --chip h100-sxm', '--chip: KV cache takes nothing from a chip'],
    ['ridge-point --chip h100-sxm --model llama-3-70b', '--model: Ridge point takes nothing from a model'],
    ['ridge-point --chip h100-sxm --json=no', '--json takes no value'],
    ['ridge-point --chip h100-sxm --as GB --json', 'cannot be shown in GB'],
    ['list mfu --bogus 3', '--bogus: scaling list takes --json'],
    ['show kv-cache --as GB', '--as: scaling show takes --json'],
    ['show kv-cache ridge-point', 'unexpected “ridge-point”'],
    ['models --bogus 3', '--bogus: scaling models takes --json'],
    ['models llama', 'unexpected “llama”'],
    ['chips --bogus 3', '--bogus: scaling chips takes --json'],
    ['mlp-parameters --width 1', 'needs --hidden (hidden width of the MLP)'],
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
      'There is no command or formula “bytes”. Did you mean matmul-bytes, matmul-input-bytes, matvec-bytes, unfused-attention-bytes, fused-attention-bytes, all-gather-bytes?',
    ],
    ['ridge-point --chip cerebras', 'There is no chip “cerebras”. scaling chips lists them.'],
    ['ridge-point --chip tpu', 'There is no chip “tpu”. Did you mean tpu-v2, tpu-v3, tpu-v4, tpu-v5e, tpu-v5p, tpu-v6e?'],
    ['ridge-point 990 TFLOP/s', 'One formula at a time: unexpected “990 TFLOP/s”. A value with a space needs quotes.'],
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
  it('but a bug in the program is not blamed on the user', () => {
    expect(() => runCommandLine([5 as unknown as string])).toThrow(TypeError);
  });
});

describe('the lists', () => {
  it('show how to use it', () => {
    for (const line of ['', 'help', '--help', '-h', 'help list']) expect(run(line).out).toContain('scaling params <model>');
  });
  it('describe a formula, where help is asked about it', () => {
    for (const line of ['help ridge-point', 'ridge-point --help', 'ridge-point -h'])
      expect(run(line).out, line).toBe(run('show ridge-point').out);
    expect(run('help parms').err).toBe('There is no command or formula “parms”. Did you mean params?\n');
  });
  it('come as JSON for programs', () => {
    const parsed = (line: string) => JSON.parse(run(line).out) as unknown;
    expect(parsed('list --json')).toHaveLength(Object.keys(formulas).length);
    expect(parsed('list roofline --json')).toContainEqual({ formula: 'rooflineTime', title: 'Roofline time', unit: 's' });
    expect(parsed('models --json')).toContainEqual({ id: 'llama-3-70b', name: 'Llama 3 70B' });
    expect(parsed('chips --json')).toContainEqual({ id: 'h100-sxm', name: 'NVIDIA H100 SXM' });
    expect(parsed('show ridge-point --json')).toMatchObject({
      formula: 'ridgePoint',
      unit: 'FLOP/B',
      inputs: { peak: { unit: 'FLOP/s' } },
    });
  });
  it('take several words as one phrase', () => {
    expect(run('list "sliding window"').out).toBe(run('list sliding window').out);
    expect(run('list sliding nonsense').err).toContain('“sliding nonsense”');
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

  --layers  layers, filled by --model
  --kv-heads  key and value heads, filled by --model
  --head-dim  width of one head, filled by --model
  --tokens  tokens of each sequence, in token
  --sequences  sequences, in sequence (1 by default)
  --bytes-per-element  bytes of one element, in B/element (2 by default)

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

describe('values are read as an answer in the book is', () => {
  it.each([
    ['memory-time --bytes "140 GB" --bandwidth "3.35 TB/s"', '41.791 ms'],
    ['ridge-point --peak "989 TFLOPS" --bandwidth "3.35 TB/s"', '295.224 FLOP/B'],
    ['training-dollars --gpu-hours 1.72M --price-per-hour $2/h', '$3.44 million'],
    ['weight-bytes --params 70.6e9 --bytes-per-param 0.5', '35.3 GB'],
  ])('%s gives %s', (line, expected) => {
    expect(run(line)).toMatchObject({ status: 0, err: '' });
    expect(run(line).out).toContain(expected);
  });
  it('and never silently off by a power of ten: a decimal comma is read as one or refused', () => {
    const { status, out } = run('memory-time --bytes "140 GB" --bandwidth "3,35 TB/s"');
    expect(status === 2 || out.includes('41.791 ms')).toBe(true);
  });
});

describe('what a model fills', () => {
  it.each([
    ['causal-attention-flops-per-token --model qwen3-32b --context 8192', '8.58993 GFLOP/token'],
    ['causal-attention-flops-per-token --model qwen3-30b-a3b --context 8192', '3.22123 GFLOP/token'],
    ['affordable-tokens --model deepseek-v3 --flops 3e24', '13.3'],
    ['gated-mlp-parameters --model qwen2.5-72b', '726.663 million'],
    ['decode-rate --model llama-3-70b --chip h100-sxm --weights int4', '94.9631'],
  ])('%s gives %s', (line, expected) => {
    expect(run(line)).toMatchObject({ status: 0, err: '' });
    expect(run(line).out).toContain(expected);
  });
  it.each([
    ['causal-attention-flops-per-token --model gemma-2-27b --context 8192', 'Ask instead: scaling cache gemma-2-27b'],
    ['mlp-parameters --model qwen2.5-72b', 'Ask instead: scaling params qwen2.5-72b'],
    ['layer-activation-bytes --model mixtral-8x7b --sequences 1 --tokens 4096', 'Ask instead: scaling params mixtral-8x7b'],
    ['context-where-attention-matches --model gemma-2-27b', '23 of 46 layers'],
    ['decode-step-time --chip h100-sxm --dtype int4', 'in another type: --arithmetic bf16'],
    [
      'ridge-point --chip t4',
      'no bf16 peak for NVIDIA T4, only fp16, int8, fp32. Numbers stored in bf16 may be multiplied in another type: --arithmetic fp16',
    ],
  ])('%s is refused, with another question', (line, message) => {
    const { status, err } = run(line);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});

describe('questions about a model', () => {
  const llamaConfig = JSON.stringify({
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: 4096,
    intermediate_size: 14_336,
    num_attention_heads: 32,
    num_key_value_heads: 8,
    num_hidden_layers: 32,
    vocab_size: 128_256,
    tie_word_embeddings: false,
  });
  const files: Readonly<Record<string, string>> = { './config.json': llamaConfig, './no.json': '{', './odd.json': '{"model_type":"odd"}' };
  const machine = {
    read: (path: string) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return text;
    },
  };
  const ask = (line: string) =>
    runCommandLine(
      (line.match(/'[^']*'|\S+/g) ?? []).map((part) => part.replaceAll("'", '')),
      machine,
    );

  const examples = Object.values(questions).flatMap((question) => question.examples);
  it.each(examples)('the example of the help works: %s', (example) => {
    const { status, out, err } = ask(example.replace(/^scaling /, ''));
    expect(err).toBe('');
    expect(status).toBe(0);
    expect(out).toContain('Leaves out:');
    expect(out).not.toContain('\\');
  });
  it.each([
    ['params llama-3-70b', '70.5537 billion'],
    ['params ./config.json', '8.03026 billion'],
    ['config ./config.json', '8.03026 billion'],
    ['fits ./config.json h100-sxm', 'GPU'],
    ['fits llama-3-70b h100-sxm --chips 2', 'Left over'],
    ['train llama-3-70b h100-sxm --tokens 15T --chips 16384 --mfu 40%', 'days ('],
    ['train llama-3-70b h100-sxm --tokens 15T --chips 16384 --mfu 40% --as h', ' h\n'],
    ['decode llama-3-70b h100-sxm --chips 8 --as ms', ' ms\n'],
    ['decode llama-3-70b h100-sxm --chips 1', 'It does not fit. Decode step of Llama 3 70B'],
    ['cache llama-3-70b --context 32k', 'A context of 32k is read as 32,000 tokens; for 32,768, write 32Ki.'],
    ['cache llama-3-70b --context 32Ki', '32,768'],
    ['decode llama-3-70b h100-sxm', 'Without --chips: the fewest chips that hold the weights and the cache.'],
    ['cache gemma-2-27b --context 32k', '23 layers keep keys and values of the last tokens only'],
    ['cache --model gemma-2-27b', 'Gemma 2 27B'],
    ['fits --model llama-3-8b --chip h100-sxm', 'Llama 3 8B'],
  ])('%s says %s', (line, expected) => {
    expect(ask(line)).toMatchObject({ status: 0, err: '' });
    expect(ask(line).out).toContain(expected);
  });
  it('come as JSON for programs', () => {
    const { out } = ask('params llama-3-70b --json');
    expect(JSON.parse(out)).toMatchObject({ question: 'params', model: 'llama-3-70b', value: 70_553_706_496, unit: 'param' });
    const days = 'train llama-3-70b h100-sxm --tokens 15T --chips 16384 --mfu 40%';
    const { value } = JSON.parse(ask(`${days} --json`).out) as { value: number };
    const inDays = JSON.parse(ask(`${days} --json --as days`).out) as { value: number; unit: string };
    expect(inDays.unit).toBe('days');
    expect(inDays.value).toBeCloseTo(value / 86_400, 9);
    expect(JSON.parse(ask('decode llama-3-8b h100-sxm --json').out)).toMatchObject({ unit: 's', given: expect.any(Array) as unknown });
  });
  it.each([
    ['parms llama-3-70b', 'There is no command or formula “parms”. Did you mean params'],
    ['params lama-3-70b', 'There is no model “lama-3-70b”. Did you mean llama-3-70b'],
    ['fits llama-3-70b h100-smx', 'Did you mean h100-sxm'],
    ['fits llama-3-70b h100-sxm --contxt 32k', 'Did you mean --context?'],
    ['fits llama-3-70b', 'fits needs a chip'],
    ['params', 'params needs <model>: scaling params llama-3-70b'],
    ['params llama-3-70b h100-sxm more', 'unexpected “more”'],
    ['cache bert-base', 'Ask instead: scaling flops bert-base --attention full'],
    ['train llama-3-70b h100-sxm --chips 8 --mfu 40%', '--tokens is missing'],
    ['train llama-3-70b h100-sxm --tokens 1T --chips 8 --mfu 140%', 'at most 100 %'],
    ['cost llama-3-8b h100-sxm', '--price is missing: dollars for an hour of one NVIDIA H100 SXM. RunPod asked'],
    ['cost llama-3-8b h100-sxm --price -1', '--price must be above 0, got -1'],
    ['params llama-3-70b h100-sxm', 'unexpected “h100-sxm”: scaling params <model> takes no chip'],
    ['flops llama-3-70b --chip h100-sxm', 'unexpected “h100-sxm”: scaling flops <model> takes no chip'],
    ['fits llama-3-70b h100-sxm --chips 2 --gpus 4', '--chips and --gpus mean the same: give only one of them'],
    ['cache llama-3-70b --seq 2 --context 4', '--context and --seq mean the same: give only one of them'],
    ['cache llama-3-70b --context 1e30', '--context must be a whole number of at least 1 and less than 2^53, got 1e+30'],
    ['train llama-3-70b h100-sxm --tokens 0 --chips 8 --mfu 40%', '--tokens must be above 0, got 0'],
    ['train llama-3-70b h100-sxm --tokens 1T --chips 1.5 --mfu 40%', '--chips must be a whole number of at least 1, got 1.5'],
    ['train llama-3-70b h100-sxm --tokens 1T --chips 8 --mfu 40', '--mfu must be above 0 and at most 100 %, got 40. Did you mean 40%?'],
    ['training-memory llama-3-8b --chips 0', '--chips must be a whole number of at least 1, got 0'],
    ['decode llama-3-8b h100-sxm --weights int5', 'not one of fp32'],
    ['decode llama-3-8b h100-sxm --batch 1.5', '--batch must be a whole number of at least 1'],
    ['decode llama-3-8b h100-sxm --as GB', 'cannot be shown in GB'],
    ['decode llama-3-8b h100-sxm --as dys', 'unknown unit “dys”'],
    ['flops llama-3-8b --attention half', 'neither causal nor full'],
    ['flops llama-3-8b --context 1 --context 2', 'is given twice'],
    ['config ./missing.json', './missing.json cannot be read: no such file'],
    ['config ./no.json', './no.json'],
    ['config ./odd.json', './odd.json: '],
  ])('%s is refused with what could help', (line, message) => {
    const { status, out, err } = ask(line);
    expect(err).toContain(message);
    expect([status, out]).toEqual([2, '']);
  });
  it('have help with flags and examples', () => {
    for (const name of Object.keys(questions)) {
      expect(ask(`help ${name}`).out).toContain(`scaling ${name}`);
      expect(ask(`${name} --help`).out).toContain('Examples:');
    }
  });
  it('name the fields of a file that could change the count', () => {
    const odd = { read: () => llamaConfig.replace('{', '{"mystery_layers": 3,') };
    expect(runCommandLine(['config', './config.json'], odd).out).toContain('could change the count: mystery_layers.');
    expect(ask('config ./config.json').out).not.toContain('could change the count');
  });
  it('read no file where there is none to read', () => {
    expect(runCommandLine(['config', './config.json'])).toMatchObject({ status: 2, out: '' });
  });
});

describe('finding a formula', () => {
  it('knows the names that formulas had before', () => {
    expect(run('show attention-scores-bytes').out).toContain('attention-score-traffic: ');
  });
  it.each([
    ['mfu', 'model-flops-utilization '],
    ['HFU', 'hardware-flops-utilization '],
    ['ttft', 'time-to-first-token '],
    ['gqa', 'grouped-kv-cache-bytes '],
    ['moe', 'expert-capacity '],
    ['itl', 'inter-token-latency '],
  ])('list %s knows the abbreviation', (word, name) => {
    expect(run(`list ${word}`).out).toContain(name);
  });
  it('says so where there is none', () => {
    expect(run('list zzzz').err).toContain('No formula is about “zzzz”');
  });
});
