/** Visits of a reader with a slow phone and a slow network: what the bench of pages does in a browser, and what it times there. */

/** A mid-range phone on a slow mobile network. */
export const network = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
export const slowdown = 4;

/** Runs in the page from its first moment: collects what the browser itself measures. */
const observe = () => {
  const seen = { lcp: 0, cls: 0, tbt: 0 };
  window.__seen = seen;
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
  watch('largest-contentful-paint', (entry) => (seen.lcp = entry.startTime));
  watch('layout-shift', (entry) => (seen.cls += entry.hadRecentInput ? 0 : entry.value));
  watch('longtask', (entry) => (seen.tbt += Math.max(0, entry.duration - 50)));
};

/** Runs in the page: a way to answer a field and to time it. */
const answers = () => {
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
  window.__bench = {
    painted,
    /** The moments of the click and of the painted verdict. */
    async answer(input, text, press = () => input.form.querySelector('button').click()) {
      input.value = text;
      const verdict = verdictIn(input.form);
      const clicked = performance.now();
      press();
      return { clicked, told: await verdict };
    },
  };
};

/** Answers the page's first numeric field as soon as it is seen, as an impatient reader would, and a second time later. */
const answerAtOnce = () => {
  const start = async (input) => {
    await new Promise(requestAnimationFrame);
    input.scrollIntoView({ block: 'center', behavior: 'instant' });
    // The page by plain Astro would lose an Enter pressed before its script has come.
    while (window.__patient && !('live' in input.form.dataset)) await new Promise(requestAnimationFrame);
    const first = await window.__bench.answer(input, '1234', () => input.form.requestSubmit());
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const second = await window.__bench.answer(input, '4321');
    window.__answered = { answer: first.told, click: second.told - second.clicked };
  };
  const look = new MutationObserver(() => {
    const input = document.querySelector('form[data-field] input[type="text"]');
    if (!input) return;
    look.disconnect();
    void start(input);
  });
  look.observe(document, { childList: true, subtree: true });
};

/** Runs in a chapter: answers twenty times, then times the last field of the page and the opening of the last derivation. */
const answerMany = async () => {
  const inputs = [...document.querySelectorAll('form[data-field] input[type="text"]')];
  const last = inputs.pop();
  const near = async (element) => {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    await window.__bench.painted();
  };
  for (let i = 0; i < 20; i += 1) {
    await near(inputs[i % inputs.length]);
    await window.__bench.answer(inputs[i % inputs.length], String(1234 + i));
  }
  await near(last);
  await window.__bench.answer(last, '77');
  await new Promise((resolve) => setTimeout(resolve, 500));
  const { clicked, told } = await window.__bench.answer(last, '78');
  const derivation = [...document.querySelectorAll('details[data-aid="derivation"]')].at(-1);
  await near(derivation);
  const opened = performance.now();
  derivation.open = true;
  return { late: told - clicked, opening: (await window.__bench.painted()) - opened };
};

/** A busy processor leaves the network idle, too; so both are waited for. */
async function settled(page) {
  await page.waitForLoadState('load', { timeout: 60_000 });
  await page.waitForLoadState('networkidle', { timeout: 60_000 });
}

async function visit(browser, url, scripts, until) {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  const client = await context.newCDPSession(page);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', network);
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const traffic = { requests: 0, bytes: 0 };
  client.on('Network.requestWillBeSent', ({ request }) => (traffic.requests += request.url.startsWith('http') ? 1 : 0));
  client.on('Network.loadingFinished', ({ encodedDataLength }) => (traffic.bytes += encodedDataLength));
  for (const script of scripts) await page.addInitScript(script);
  await page.goto(url, { waitUntil: 'commit', timeout: 60_000 });
  try {
    return await until(page, traffic);
  } finally {
    await context.close();
  }
}

/** Milliseconds from the click on the link to the next page until that page is painted. */
async function step(page) {
  const link = page.locator('a[rel="next"]').last();
  if ((await link.count()) === 0) return undefined;
  await link.scrollIntoViewIfNeeded();
  await link.hover();
  // A reader points, then presses.
  await page.waitForTimeout(200);
  await link.evaluate((element) =>
    element.addEventListener('click', () => (sessionStorage.clicked = performance.timeOrigin + performance.now())),
  );
  const here = page.url();
  await Promise.all([page.waitForURL((url) => url.href !== here, { waitUntil: 'commit' }), link.click()]);
  await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0, undefined, { timeout: 60_000 });
  return page.evaluate(() => {
    const [{ startTime }] = performance.getEntriesByName('first-contentful-paint');
    const [{ activationStart = 0 }] = performance.getEntriesByType('navigation');
    return performance.timeOrigin + Math.max(startTime, activationStart) - Number(sessionStorage.clicked);
  });
}

/** Reads without touching anything; then, with `onward`, goes to the next page. */
export const read = (browser, url, onward) =>
  visit(browser, url, [observe], async (page, traffic) => {
    await settled(page);
    const seen = await page.evaluate(() => ({ ...window.__seen, elements: document.querySelectorAll('*').length }));
    const before = { ...traffic };
    return { ...seen, ...before, next: onward ? await step(page) : undefined };
  });

const patiently = () => (window.__patient = true);

/** Answers the first field at once, or with `patient` when it has come to life. */
export const answer = (browser, url, patient = false) =>
  visit(browser, url, [...(patient ? [patiently] : []), answers, answerAtOnce], async (page, traffic) => {
    await page.waitForFunction(() => window.__answered, undefined, { timeout: 60_000 });
    return { ...(await page.evaluate(() => window.__answered)), whole: traffic.bytes };
  });

export const answerLate = (browser, url) =>
  visit(browser, url, [answers], async (page) => {
    await settled(page);
    return page.evaluate(answerMany);
  });
