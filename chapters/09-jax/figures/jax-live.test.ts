/** The programs that run in the page, run here by the same code under the same library. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { mostLines, runCode, type Report } from './run-code.ts';

// As in the worker: a library's frames must not crowd out the line of the reader's code.
Error.stackTraceLimit = 100;

const run = async (code: string): Promise<readonly Report[]> => {
  const reports: Report[] = [];
  await runCode(code, (report) => reports.push(report));
  return reports;
};
const printed = (reports: readonly Report[]): readonly string[] =>
  reports.flatMap((report) => (report.kind === 'print' ? [report.text] : []));
const live = (name: string): string => readFileSync(`chapters/09-jax/live/${name}.js`, 'utf8');
const numbers = (line = ''): readonly number[] => [...line.matchAll(/-?\d+(\.\d+)?(e-?\d+)?/g)].map(([text]) => Number(text));

describe('the live regression', () => {
  it('traces its step once and finds the line that the data were made from', async () => {
    const reports = await run(live('regression'));
    expect(reports.at(-1)?.kind).toBe('done');
    const lines = printed(reports);
    expect(lines.filter((line) => line === 'tracing step')).toHaveLength(1);
    const [w = 0, b = 0] = numbers(lines.at(-1));
    expect(w).toBeCloseTo(3, 1);
    expect(b).toBeCloseTo(1, 1);
  });
});

describe('the live data parallelism', () => {
  it('gives the gradient of the whole batch as the mean of the gradients of its shards', async () => {
    const lines = printed(await run(live('data-parallel')));
    expect(lines[0]).toBe('local gradients [8, 4]');
    const [mean, whole] = [numbers(lines.at(-2)), numbers(lines.at(-1))];
    expect(mean).toHaveLength(4);
    for (const [i, value] of mean.entries()) expect(value / (whole[i] ?? 0)).toBeCloseTo(1, 3);
  });
});

describe('the live per-example gradients', () => {
  it('have the batch in front, and show what vmap makes of a dot product', async () => {
    const reports = await run(live('per-example'));
    expect(reports.at(-1)?.kind).toBe('done');
    expect(printed(reports)[0]).toBe('w [32, 3]  b [32]');
    expect(printed(reports).at(-1)).toContain('float32[32]');
  });
});

describe('code that a reader wrote', () => {
  it('is told the error and its line', async () => {
    expect(await run('print(1);\n\nnot_there();')).toEqual([
      { kind: 'print', text: '1' },
      { kind: 'error', text: 'Line 3: ReferenceError: not_there is not defined' },
    ]);
  });

  it.each([
    ['const x = [1, 2;\nprint(x)', /^Line 1: SyntaxError: Unexpected token ';'$/],
    ['print("a");\nprint(foo bar);\nprint("b");', /^Line 2: SyntaxError: missing \)/],
    ['const a = 1;\n\nconst a = 2;\nprint(a);', /^Line 3: SyntaxError: Identifier 'a' has already been declared$/],
    ['print(() => {\n  return 1;\n});\nconst f = (x) => {\n  return x;\n\n', /^Line 4: SyntaxError: what is opened here is never closed$/],
    ['print(1);\nprint(', /^Line 2: SyntaxError: what is opened here is never closed$/],
    ['print(1));\nprint(2);', /^Line 1: SyntaxError: Unexpected token '\)'$/],
    ['let x = 1;\nx ++ 2;', /^Line 2: SyntaxError/],
  ])('is told the line of a slip of writing: %j', async (code, told) => {
    const reports = await run(code);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ kind: 'error', text: expect.stringMatching(told) as unknown });
  });

  it('is told what to do about an array that was used up, and about shapes that do not fit', async () => {
    expect((await run('const x = jax.numpy.ones([3]);\nx.add(1);\nx.add(2);')).at(-1)).toMatchObject({
      text: expect.stringMatching(/^Line 3: ReferenceError: .*\nAn array is used up by its first use\./) as unknown,
    });
    expect((await run('const { numpy: np } = jax;\nnp.dot(np.ones([3]), np.ones([4]));')).at(-1)).toMatchObject({
      text: expect.stringMatching(/^Line 2: TypeError: .*3 vs 4\nPrint the shapes/) as unknown,
    });
  });

  it('throws what it likes', async () => {
    expect(await run("throw 'a word';")).toEqual([{ kind: 'error', text: 'a word' }]);
    expect((await run("\nJSON.parse('{');")).at(-1)).toMatchObject({ text: expect.stringMatching(/^Line 2: SyntaxError/) as unknown });
  });

  it('may await, and sees tracers as what they are', async () => {
    expect(printed(await run("await null; print(0.1 + 0.2, [1, 'a'], { b: true });"))).toEqual(['0.3 [1, a] { b: true }']);
    expect(printed(await run('const { numpy: np, jit } = jax; jit((x) => { print(x); return x.mul(2); })(np.ones([4]));'))).toEqual([
      'tracer float32[4]',
    ]);
  });

  it('prints an array without using it up, long ones cut short', async () => {
    const lines = printed(await run('const x = jax.numpy.ones([3]); print(x); print(x); print(jax.numpy.ones([20]));'));
    expect(lines).toEqual(['[1, 1, 1]', '[1, 1, 1]', '[1, 1, 1, 1, 1, 1, … 20 in all]']);
  });

  it('cannot flood the page', async () => {
    const lines = printed(await run('for (let i = 0; i < 5000; i += 1) print(i);'));
    expect(lines).toHaveLength(mostLines + 1);
  });
});
