/** The site's policy: its own files and nothing else; inline scripts and styles only by hash. */
import { createHash } from 'node:crypto';

/** Hashes of a page's inline scripts or styles, in the policy's syntax. */
export const hashesOf = (html: string, element: 'script' | 'style'): readonly string[] => [
  ...new Set(
    [...html.matchAll(new RegExp(`<${element}(?![^>]*\\ssrc=)[^>]*>(.*?)</${element}>`, 'gs'))].map(
      ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
    ),
  ),
];

/**
 * The Content-Security-Policy for pages with these inline scripts and styles. Style attributes are allowed, since figures and the
 * shell use them for positioning; older browsers then allow inline styles altogether. WebAssembly is allowed for the search, but not
 * evaluation of text.
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
