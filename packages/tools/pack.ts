/** npm run pack: makes packages/formulas/dist, the package as published: JavaScript with types. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formulasJson, vectorsJson } from '../formulas/src/published.ts';
import { mustRun, root } from './command.ts';

const source = join(root, 'packages', 'formulas');
const dist = join(source, 'dist');

rmSync(dist, { recursive: true, force: true });
mustRun('npx', ['tsc', '-p', 'packages/formulas/tsconfig.build.json'], 'The formulas do not compile.');
const { name, version, description, license, keywords } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Record<
  string,
  unknown
>;
const published = {
  name,
  version,
  description,
  license,
  keywords,
  type: 'module',
  sideEffects: false,
  engines: { node: '>=18' },
  bin: { scaling: './bin/scaling.js' },
  exports: {
    '.': { types: './src/index.d.ts', default: './src/index.js' },
    './*.json': './*.json',
    './*': { types: './src/*.d.ts', default: './src/*.js' },
  },
};
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
writeFileSync(join(dist, 'formulas.json'), formulasJson());
writeFileSync(join(dist, 'vectors.json'), vectorsJson());
for (const schema of ['formulas.schema.json', 'vectors.schema.json']) copyFileSync(join(root, 'public', schema), join(dist, schema));
copyFileSync(join(source, 'README.md'), join(dist, 'README.md'));
copyFileSync(join(root, 'LICENSE'), join(dist, 'LICENSE'));
