/**
 * An Astro integration that, after the build, drops the rules no page can use: the shell's style sheets and KaTeX's are
 * written for everything they might show. A class counts as used when a page carries it or a script or settings file
 * names it (also as the beginning of a name put together at run time), so what is kept is rather too much than too little.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import postcss from 'postcss';
import { under } from './built.mjs';

const words = (text, into) => {
  for (const [word] of text.matchAll(/[\w-]+/g)) into.add(word);
};

/** Every class that a page carries or that something loaded later may give to an element. */
function classesIn(folder) {
  const used = new Set();
  const beginnings = new Set();
  const scripted = (text) => {
    words(text, used);
    for (const [, start] of text.matchAll(/([\w-]+-)(?:\$\{|["'`]\s*\+)/g)) beginnings.add(start);
  };
  for (const path of under(folder, '.html')) {
    const html = readFileSync(path, 'utf8');
    for (const [, , value] of html.matchAll(/\sclass=(["'])(.*?)\1/gs)) for (const name of value.split(/\s+/)) used.add(name);
    for (const [, code] of html.matchAll(/<script[^>]*>(.*?)<\/script>/gs)) scripted(code);
  }
  for (const path of under(join(folder, '_astro'), '.js')) scripted(readFileSync(path, 'utf8'));
  for (const path of under(folder, '.json')) words(readFileSync(path, 'utf8'), used);
  return (name) => used.has(name) || [...beginnings].some((start) => name.startsWith(start));
}

const within = (selector) => selector.replaceAll(/:(?:not|is|has|where)\((?:[^()]*,[^()]*|[^()]*\([^()]*\)[^()]*)\)|:not\([^()]*\)/g, '');

const classesOf = (selector) => [...within(selector).matchAll(/\.((?:[\w-]|\\.)+)/g)].map(([, name]) => name.replaceAll('\\', ''));

function trim(css, isUsed) {
  const sheet = postcss.parse(css);
  sheet.walkRules((rule) => {
    if (rule.parent?.type === 'atrule' && rule.parent.name.endsWith('keyframes')) return;
    const kept = rule.selectors.filter((selector) => classesOf(selector).every(isUsed));
    if (kept.length === 0) rule.remove();
    else if (kept.length < rule.selectors.length) rule.selectors = kept;
  });
  const asked = [];
  sheet.walkDecls((declaration) => {
    if (/^(?:font|animation)|^--/.test(declaration.prop) && declaration.parent?.name !== 'font-face') asked.push(declaration.value);
  });
  const values = asked.join('\n');
  sheet.walkAtRules('font-face', (face) => {
    const family = face.nodes?.find((node) => node.prop === 'font-family')?.value.replaceAll(/["']/g, '');
    if (family && !values.includes(family)) face.remove();
  });
  sheet.walkAtRules(/keyframes$/, (frames) => {
    if (!values.includes(frames.params)) frames.remove();
  });
  for (let emptied = true; emptied;) {
    emptied = false;
    sheet.walkAtRules((at) => {
      // An empty layer stays: where it is named first decides which layer wins.
      if (at.name === 'layer' || at.nodes?.length !== 0) return;
      at.remove();
      emptied = true;
    });
  }
  return sheet.toString();
}

export const trimStyles = () => ({
  name: 'trim-styles',
  hooks: {
    'astro:build:done': ({ dir, logger }) => {
      const folder = fileURLToPath(dir);
      const isUsed = classesIn(folder);
      const before = [];
      const after = [];
      for (const path of under(join(folder, '_astro'), '.css')) {
        const old = readFileSync(path, 'utf8');
        before.push(old);
        after.push(trim(old, isUsed));
        writeFileSync(path, after.at(-1));
      }
      const left = after.join('\n');
      for (const font of under(join(folder, '_astro'), '.woff2')) if (!left.includes(basename(font))) rmSync(font);
      logger.info(`style sheets cut from ${Math.round(before.join('').length / 1000)} to ${Math.round(left.length / 1000)} kB`);
    },
  },
});
