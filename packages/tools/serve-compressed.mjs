/** The built site as a good static host sends it: brotli, content types, long caching of what is named after its content. */
import { readFileSync, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync } from 'node:zlib';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
};
const packed = new Set(['.html', '.js', '.css', '.json', '.svg', '.webmanifest']);

/** Serves a folder on a free port until `stop` is called. With `?plain` in its address a page is sent as `plain` makes it. */
export async function serveCompressed(folder, plain = (html) => html) {
  const ready = new Map();
  const read = (path, made) => {
    const key = `${made ? 'plain ' : ''}${path}`;
    if (!ready.has(key)) {
      const content = made ? plain(readFileSync(path, 'utf8')) : readFileSync(path);
      ready.set(key, packed.has(extname(path)) ? brotliCompressSync(content) : content);
    }
    return ready.get(key);
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
      ...(packed.has(extname(file)) && { 'content-encoding': 'br' }),
      'cache-control': path.startsWith('/_astro/') ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(read(file, search === '?plain'));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { site: `http://127.0.0.1:${server.address().port}`, stop: () => server.close() };
}
