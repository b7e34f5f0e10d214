/** The formulas as a user gets them: packed, installed into an empty project, imported from JavaScript and TypeScript, run. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');
const project = mkdtempSync(join(tmpdir(), 'stranger-'));
const inProject = (command: string, args: readonly string[]) => spawnSync(command, args, { cwd: project, encoding: 'utf8' });

beforeAll(() => {
  execFileSync('npm', ['run', '--silent', 'pack'], { cwd: root });
  const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', project], {
    cwd: join(root, 'packages/formulas/dist'),
    encoding: 'utf8',
  }).trim();
  writeFileSync(join(project, 'package.json'), '{"name":"stranger","private":true,"type":"module"}');
  execFileSync('npm', ['install', '--silent', '--offline', '--no-audit', '--no-fund', `./${packed}`], { cwd: project });
}, 120_000);

afterAll(() => {
  rmSync(project, { recursive: true, force: true });
});

describe('the packed formulas', () => {
  it('bring no dependency and no TypeScript source', () => {
    const manifest = JSON.parse(readFileSync(join(project, 'node_modules/@scaling-workbook/formulas/package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    expect(manifest).not.toHaveProperty('dependencies');
    const files = execFileSync('npm', ['pack', '--dry-run', '--json'], { cwd: join(root, 'packages/formulas/dist'), encoding: 'utf8' });
    const listed = (Object.values(JSON.parse(files) as Record<string, unknown>)[0] as { files: { path: string }[] }).files.map(
      ({ path }) => path,
    );
    expect(listed).toEqual(
      expect.arrayContaining([
        'README.md',
        'LICENSE',
        'src/index.js',
        'src/index.d.ts',
        'bin/scaling.js',
        'formulas.json',
        'vectors.json',
        'formulas.schema.json',
        'vectors.schema.json',
      ]),
    );
    expect(listed.filter((path) => path.endsWith('.ts') && !path.endsWith('.d.ts'))).toEqual([]);
  });

  it('can be imported from JavaScript, whole or by file', () => {
    writeFileSync(
      join(project, 'use.js'),
      `import { kvCacheBytes, modelById, parameterCount } from '@scaling-workbook/formulas';
       import { h100 } from '@scaling-workbook/formulas/hardware';
       console.log(kvCacheBytes({ layers: 80, kvHeads: 8, headDim: 128, tokens: 8192, sequences: 32 }), parameterCount(modelById('llama-3-70b').config), h100.hbmBandwidth.unit);`,
    );
    expect(inProject(process.execPath, ['use.js']).stdout.trim()).toBe('85899345920 70553706496 B/s');
  });

  it('prove a port by their vectors, as the README shows', () => {
    const readme = readFileSync(join(project, 'node_modules/@scaling-workbook/formulas/README.md'), 'utf8');
    const [, example = ''] = /## In another language[^]*?```js\n([^]*?)```/.exec(readme) ?? [];
    writeFileSync(join(project, 'prove.js'), example);
    const prove = (port: string): string => {
      writeFileSync(join(project, 'your-port.js'), port);
      return inProject(process.execPath, ['prove.js']).stdout.trim();
    };
    const refusals = 'if (!(peak > 0 && bandwidth > 0)) throw new RangeError();';
    expect(prove(`export const ridgePoint = ({ peak, bandwidth }) => { ${refusals} return peak / bandwidth; };`)).toBe('true');
    expect(prove(`export const ridgePoint = ({ peak, bandwidth }) => { ${refusals} return bandwidth / peak; };`)).toBe('false');
    expect(prove('export const ridgePoint = ({ peak, bandwidth }) => peak / bandwidth;')).toBe('false');
  });

  it('carry their units into TypeScript: a wrong composition does not compile', () => {
    writeFileSync(
      join(project, 'use.ts'),
      `import { arithmeticIntensity, matmulBytes, matmulFlops } from '@scaling-workbook/formulas';
       const shape = { m: 2, k: 3, n: 4 };
       arithmeticIntensity({ flops: matmulFlops(shape), bytes: matmulBytes(shape) });
       // @ts-expect-error FLOPs are no bytes
       arithmeticIntensity({ flops: matmulBytes(shape), bytes: matmulFlops(shape) });`,
    );
    const checked = inProject(process.execPath, [
      join(root, 'node_modules/typescript/bin/tsc'),
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      'use.ts',
    ]);
    expect(checked.stdout).toBe('');
    expect(checked.status).toBe(0);
  });

  it('answer on the command line', () => {
    const run = inProject('npx', ['--offline', 'scaling', 'kv-cache', '--model', 'llama-3-70b', '--batch', '32', '--seq', '8192']);
    expect(run.stdout).toContain('85.8993 GB');
    expect(run.status).toBe(0);
    const refused = inProject('npx', [
      '--offline',
      'scaling',
      'training-time',
      '--flops',
      '1e24',
      '--gpus',
      '8',
      '--peak',
      '990 TFLOP/s',
      '--mfu',
      '140%',
    ]);
    expect(refused.stderr).toContain('mfu');
    expect(refused.status).toBe(2);
  });
});
