/** Serves the built site as a good static host does: brotli, content types, long caching of hashed files. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Served } from './serve.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
const compressible = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest']);

/** On a free port. For addresses with `?plain`, `plain` transforms the page first. */
export async function serveCompressed(folder: string, plain = (html: string): string => html): Promise<Served> {
  const cache = new Map<string, Buffer>();
  const read = (path: string, asPlain: boolean): Buffer => {
    const key = `${asPlain ? 'plain ' : ''}${path}`;
    const before = cache.get(key);
    if (before) return before;
    const content = asPlain ? Buffer.from(plain(readFileSync(path, 'utf8'))) : readFileSync(path);
    const sent = compressible.has(extname(path)) ? brotliCompressSync(content) : content;
    cache.set(key, sent);
    return sent;
  };
  const server = createServer((request, response) => {
    const { pathname, search } = new URL(request.url ?? '/', 'http://site');
    const path = normalize(decodeURIComponent(pathname));
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!file.startsWith(folder) || !existsSync(file) || !statSync(file).isFile()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(file)] ?? 'application/octet-stream',
      ...(compressible.has(extname(file)) && { 'content-encoding': 'br' }),
      'cache-control': path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(read(file, search === '?plain'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { site: `http://127.0.0.1:${String(port)}`, stop: () => void server.close() };
}
