/** The site's policy: its own files and nothing else; inline scripts and styles only by hash. */
import { createHash } from 'node:crypto';
import type { Root } from 'hast';
import { toString } from 'hast-util-to-string';
import { elementsOf } from './page.ts';

/** As the policy names them. */
export const hashesOf = (page: Root, tagName: 'script' | 'style'): readonly string[] => [
  ...new Set(
    elementsOf(page, tagName)
      .filter(({ properties: { src } }) => src === undefined)
      .map((element) => `'sha256-${createHash('sha256').update(toString(element)).digest('base64')}'`),
  ),
];

/**
 * Style attributes are allowed, since figures and the shell position with them; older browsers then allow all inline styles. WebAssembly is
 * allowed for the search, evaluation of text is not.
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
