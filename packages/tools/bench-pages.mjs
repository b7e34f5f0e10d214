/**
 * npm run bench:pages [-- --rounds 5] [page …]: how the built site behaves for a reader with a slow phone and a slow network:
 * Chromium with its CPU slowed four times, 1.6 Mbit/s, 150 ms. Medians over rounds in which the pages take turns, each with its
 * plain twin: the same HTML, styles and fonts with no script but a few lines that compare what is typed with a number, the
 * least that such a page can cost. Writes reports/bench-pages.json.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { launchOptions } from './chromium.mjs';
import { serveCompressed } from './serve-compressed.mjs';
import { root } from './setup.mjs';

const { values, positionals } = parseArgs({ options: { rounds: { type: 'string', default: '5' } }, allowPositionals: true });
const rounds = Number(values.rounds);
const paths = positionals.length > 0 ? positionals : ['/', '/roofline/', '/exercises/h100-ridge-point/'];
const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const slowdown = 4;

/** Runs in the page from its first moment: collects what the browser itself measures. */
const observe = () => {
  const seen = { lcp: 0, cls: 0, tbt: 0 };
  window.__seen = seen;
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime));
  watch('layout-shift', (entry) => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
  watch('longtask', (entry) => (seen.tbt += Math.max(0, entry.duration - 50)));
};

/** Answers the page's first numeric field as soon as it is seen, as an impatient reader would, and times the verdict. */
const answerAtOnce = () => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(performance.now()), 0)));
  const verdictIn = (form) =>
    new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (form.dataset.verdict === undefined) return;
        observer.disconnect();
        resolve(painted());
      });
      observer.observe(form, { attributes: true, subtree: true, childList: true });
    });
  const start = async (input) => {
    const { form } = input;
    await new Promise(requestAnimationFrame);
    input.scrollIntoView({ block: 'center', behavior: 'instant' });
    input.value = '1234';
    const first = verdictIn(form);
    form.requestSubmit();
    const answered = await first;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    input.value = '4321';
    const clicked = performance.now();
    const second = verdictIn(form);
    form.querySelector('button').click();
    window.__answered = { answer: answered, feedback: (await second) - clicked };
  };
  const look = new MutationObserver(() => {
    const input = document.querySelector('.field input[type="text"]');
    if (!input) return;
    look.disconnect();
    void start(input);
  });
  look.observe(document, { childList: true, subtree: true });
};

async function visit(browser, url, scripts, until) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, serviceWorkers: 'block' });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.setCacheDisabled', { cacheDisabled: true });
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const traffic = { requests: 0, bytes: 0 };
  client.on('Network.requestWillBeSent', ({ request }) => (traffic.requests += request.url.startsWith('http') ? 1 : 0));
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (traffic.bytes += encodedDataLength));
  for (const script of scripts) await page.addInitScript(script);
  await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
  const measured = await until(page, client);
  await context.close();
  return { ...traffic, ...measured };
}

const reading = async (page, client) => {
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
  const seen = await page.evaluate(() => ({ ...window.__seen, nodes: document.querySelectorAll('*').length }));
  await client.send('HeapProfiler.collectGarbage');
  const { metrics } = await client.send('Performance.enable').then(() => client.send('Performance.getMetrics'));
  return { ...seen, heap: metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? 0 };
};
const answering = async (page) => {
  await page.waitForFunction(() => window.__answered, undefined, { timeout: 60_000 });
  return page.evaluate(() => window.__answered);
};

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const medians = (list) => Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((one) => one[key]))]));

/** Runs in the plain twin of a page. */
const compare = () =>
  addEventListener('submit', (event) => {
    event.preventDefault();
    const form = event.target;
    form.dataset.verdict = Number(form.elements.value.value) === 4321 ? 'correct' : 'wrong';
    form.append(form.dataset.verdict);
  });
const plain = (html) =>
  html
    .replaceAll(/<script\b.*?<\/script>|<link rel="modulepreload"[^>]*>|<meta http-equiv="content-security-policy"[^>]*>/gs, '')
    .replaceAll(/<(\/?)astro-island\b[^>]*>/g, '<$1div>')
    .replace('</head>', `<script>(${compare})()</script></head>`);

const { site, stop } = await serveCompressed(join(root, process.env.SITE_OUT ?? 'dist'), plain);
const browser = await chromium.launch(await launchOptions());
const variants = paths.flatMap((path) => [path, `${path}?plain`]);
const taken = Object.fromEntries(variants.map((path) => [path, { reading: [], answering: [] }]));
for (let round = 0; round < rounds; round += 1) {
  for (const path of variants) {
    taken[path].reading.push(await visit(browser, site + path, [observe], reading));
    taken[path].answering.push(await visit(browser, site + path, [answerAtOnce], answering));
  }
}
await browser.close();
stop();

const results = variants.map((path) => {
  const { requests, bytes, lcp, cls, tbt, nodes, heap } = medians(taken[path].reading);
  const { answer, feedback, bytes: answeredBytes } = medians(taken[path].answering);
  return { path, requests, bytes, answeredBytes, lcp, cls, tbt, answer, feedback, nodes, heap };
});
const report = { rounds, slowdown, network, machine: { cores: availableParallelism(), load: loadavg() }, results };
mkdirSync(join(root, 'reports'), { recursive: true });
writeFileSync(join(root, 'reports', 'bench-pages.json'), `${JSON.stringify(report, null, 2)}\n`);
const round = (value, digits = 0) => value.toFixed(digits);
console.log(
  `${rounds} rounds, CPU ÷ ${slowdown}, 1.6 Mbit/s, 150 ms; load of this machine ${report.machine.load.map((n) => n.toFixed(1)).join(' ')}`,
);
console.table(
  Object.fromEntries(
    results.map(({ path, requests, bytes, lcp, cls, tbt, answer, feedback, nodes, heap }) => [
      path,
      {
        requests,
        kB: round(bytes / 1000, 1),
        'LCP ms': round(lcp),
        CLS: round(cls, 3),
        'TBT ms': round(tbt),
        'first answer ms': round(answer),
        'click to feedback ms': round(feedback),
        nodes,
        'heap MB': round(heap / 1e6, 1),
      },
    ]),
  ),
);
