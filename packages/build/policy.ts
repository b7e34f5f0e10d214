/** What the site allows itself: its own files and nothing else; inline scripts and styles only by their hash. */
import { createHash } from 'node:crypto';
import type { Root } from 'hast';
import { toString } from 'hast-util-to-string';
import { elementsOf } from './page.ts';

/** Hashes of a page's inline scripts or styles, as the policy names them. */
export const hashesOf = (page: Root, tagName: 'script' | 'style'): readonly string[] => [
  ...new Set(
    elementsOf(page, tagName)
      .filter(({ properties: { src } }) => src === undefined)
      .map((element) => `'sha256-${createHash('sha256').update(toString(element)).digest('base64')}'`),
  ),
];

/**
 * The Content-Security-Policy for pages with these inline scripts and styles. Styles may stand in attributes, too, since
 * figures and the shell place their parts with them; browsers that do not tell the two apart allow both.
 * WebAssembly is allowed, but no evaluation of text, for the search.
 */
export const policy = (scripts: readonly string[], styles: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${scripts.join(' ')}`.trim(),
    `style-src-elem 'self' ${styles.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');
