/**
 * What the bench compares the book with, made from the prose of chapter 0 with six questions: a short page as one would write it
 * by hand (subset fonts, styles in the page, a script of a few lines), and the same page by plain Astro with React islands.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import rehypeKatex from 'rehype-katex';
import rehypeStringify from 'rehype-stringify';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import subsetFont from 'subset-font';
import { unified } from 'unified';
import { environment, root } from '../../packages/tools/command.ts';

const toHtml = unified().use(remarkParse).use(remarkMath).use(remarkRehype).use(rehypeKatex).use(rehypeStringify).freeze();

/** The chapter's prose between its exercises, as HTML. Components are removed; a computed number becomes some number. */
function prose(): readonly string[] {
  const mdx = readFileSync(join(root, 'chapters', '00-roofline', 'index.mdx'), 'utf8').replace(/^---.*?^---/ms, '');
  const plain = mdx
    .replaceAll(/^(?:import|export) .*$|^:::.*$/gm, '')
    .split(/(\$\$.*?\$\$|\$[^$]+\$)/s)
    .map((text, i) => (i % 2 === 1 ? text : text.replaceAll(/\{[^{}]*(?:\{[^{}]*\}[^{}]*)*\}/g, '12.3')))
    .join('');
  return plain.split(/^<Exercise .*\/>$/m).map((part) => String(toHtml.processSync(part.replaceAll(/^<\/?[A-Z].*>$/gm, ''))));
}

/** Judges what was typed, for the hand-written page and the plain twins of our pages. */
export const compare = (): void => {
  addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const verdict = Number(new FormData(form).get('value')) === 4321 ? 'correct' : 'wrong';
    form.dataset.verdict = verdict;
    form.append(verdict);
  });
};

const style = `
@font-face { font-family: Text; src: url(/fonts/text.woff2) format("woff2"); font-weight: 200 900; font-display: swap }
body { max-width: 44rem; margin: auto; padding: 1rem; font: 1.06rem/1.65 Text, Georgia, serif }
form { margin: 2rem 0; padding: 1rem; background: #f5f3eb; border: 1px solid #dedacb }
.katex-display { overflow: auto hidden }`;

const page = (title: string, styles: string, body: string): string =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>${styles}</head><body><main><h1>${title}</h1>${body}</main></body></html>`;
const next = '<p><a rel="next" href="next/">Next</a></p>';

async function writeByHand(folder: string, parts: readonly string[]): Promise<void> {
  const field = (i: number): string =>
    `<form data-field="answer"><label for="f${String(i)}">Question ${String(i + 1)}</label> <input id="f${String(i)}" type="text" name="value" autocomplete="off"> <button>Check</button></form>`;
  const body = parts.map((html, i) => html + (i < parts.length - 1 ? field(i) : next)).join('');
  const fonts = join(folder, 'fonts');
  mkdirSync(join(folder, 'next'), { recursive: true });
  mkdirSync(fonts, { recursive: true });
  const source = (path: string): Buffer => readFileSync(join(root, 'node_modules', path));
  const serif = source('@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2');
  const shown = body.replaceAll(/<[^>]*>/g, '');
  const cut = (font: Buffer): Promise<Buffer> => subsetFont(font, shown, { targetFormat: 'woff2', noHinting: true });
  writeFileSync(join(fonts, 'text.woff2'), await cut(serif));
  for (const name of readdirSync(join(root, 'node_modules/katex/dist/fonts')).filter((file) => file.endsWith('.woff2')))
    writeFileSync(join(fonts, name), await cut(source(`katex/dist/fonts/${name}`)));
  const katex = source('katex/dist/katex.min.css')
    .toString()
    .replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("\w+"\)/g, '')
    .replaceAll('url(fonts/', 'url(/fonts/');
  const html = page('Roofline', `<style>${katex}${style}</style><script>(${String(compare)})()</script>`, body);
  writeFileSync(join(folder, 'index.html'), html);
  writeFileSync(join(folder, 'next', 'index.html'), html);
}

const box = `import { useState } from 'react';
export default function Box({ id }) {
  const [verdict, setVerdict] = useState();
  const submit = (event) => {
    event.preventDefault();
    setVerdict(Number(new FormData(event.currentTarget).get('value')) === 4321 ? 'correct' : 'wrong');
  };
  return (
    <form data-field="answer" data-verdict={verdict} onSubmit={submit} ref={(form) => { if (form) form.dataset.live = ''; }}>
      <label htmlFor={id}>Question</label> <input id={id} type="text" name="value" autoComplete="off" /> <button>Check</button>
      <p role="status">{verdict}</p>
    </form>
  );
}
`;

function writeAstro(folder: string, parts: readonly string[]): void {
  mkdirSync(join(folder, 'src', 'pages'), { recursive: true });
  const write = (path: string, text: string): void => {
    writeFileSync(join(folder, path), text);
  };
  // Astro reads the project's own dependencies to decide which to bundle; without that list a build fails on an unknown protocol.
  cpSync(join(root, 'package.json'), join(folder, 'package.json'));
  write(
    'astro.config.mjs',
    `import react from '@astrojs/react';\nexport default { integrations: [react()], cacheDir: './.cache', devToolbar: { enabled: false } };\n`,
  );
  write('src/Box.jsx', box);
  write(
    'src/style.css',
    style.replace('/fonts/text.woff2', '@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght-normal.woff2'),
  );
  write('src/parts.json', JSON.stringify(parts));
  const body = `{parts.map((html, i) => <Fragment><Fragment set:html={html} />{i < parts.length - 1 && <Box client:visible id={'f' + i} />}</Fragment>)}${next}`;
  const source = `---\nimport 'katex/dist/katex.min.css';\nimport '../style.css';\nimport Box from '../Box.jsx';\nimport parts from '../parts.json';\n---\n${page('Roofline', '', body)}\n`;
  write('src/pages/index.astro', source);
  write('src/pages/next.astro', source);
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { status, stdout, stderr } = spawnSync('npx', ['astro', 'build'], {
    cwd: folder,
    encoding: 'utf8',
    env: environment(),
  });
  if (status !== 0) throw new Error(`The Astro page to compare with did not build:\n${stdout}${stderr}`);
}

/** Writes both into a new folder, as `hand/` and `astro/`; the caller removes it. */
export async function makeControls(): Promise<string> {
  // Beside node_modules: Astro takes a path on another branch of the file system for one within the project.
  mkdirSync(join(root, 'reports'), { recursive: true });
  const folder = mkdtempSync(join(root, 'reports', 'control-'));
  const parts = prose();
  writeAstro(join(folder, 'source'), parts);
  cpSync(join(folder, 'source', 'dist'), join(folder, 'astro'), { recursive: true });
  await writeByHand(join(folder, 'hand'), parts);
  return folder;
}
