/** What the site allows itself: its own files and nothing else; inline scripts only by their hash. */
import { createHash } from 'node:crypto';

/** Hashes of a page's inline scripts, as the policy names them. */
export const hashesOf = (html: string): readonly string[] => [
  ...new Set(
    [...html.matchAll(/<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs)].map(
      ([, code = '']) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`,
    ),
  ),
];

/**
 * The Content-Security-Policy for pages with these inline scripts. Styles may stand in attributes, since figures and the
 * shell place their parts with them; WebAssembly is allowed, but no evaluation of text, for the search.
 */
export const policy = (hashes: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes.join(' ')}`.trim(),
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "worker-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
  ].join('; ');
