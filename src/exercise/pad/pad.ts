/** The working pad; loaded when it is first opened. */
import { formatQuantity, unitOf, dimensionsMatch } from '@scaling-workbook/formulas/units';
import { readPad, type PadLine } from '@scaling-workbook/exercises/pad/pad';
import { padFeedback, type LineFeedback } from '../words/pad-lines.ts';
import { echoOf, maxLines } from '@scaling-workbook/exercises/pad/pad-lines';
import { maxPad } from '@scaling-workbook/exercises/pad/pad-record';
import type { PadSpec } from '@scaling-workbook/exercises/pad/pad-spec';
import { $pads, keepPad, padOf } from './pads.ts';
import { recordId } from '../record-id.ts';
import { inSetting, loadSettings } from '../rendered.ts';
import { padWords } from '../words/pad.ts';

/** Judged at a pause; announced after a longer one, at the end of a line, or on leaving. */
const judgeAfterMs = 400;
const sayAfterMs = 1500;

const marks: Readonly<Record<LineFeedback['tone'], string>> = { right: '✓', departs: '!', unread: '?', none: '' };

const element = <K extends keyof HTMLElementTagNameMap>(
  name: K,
  props: Partial<HTMLElementTagNameMap[K]>,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[K] => {
  const made = Object.assign(document.createElement(name), props);
  made.append(...children);
  return made;
};

function build(id: string) {
  const help = element('p', { className: 'pad-help', id: `${id}-pad-help`, innerHTML: padWords.help });
  const sheet = element('textarea', { id: `${id}-pad`, wrap: 'off', spellcheck: false, autocapitalize: 'off', maxLength: maxPad, rows: 4 });
  sheet.setAttribute('autocomplete', 'off');
  sheet.setAttribute('aria-describedby', help.id);
  const values = element('pre', { className: 'pad-values' });
  values.setAttribute('aria-hidden', 'true');
  const said = element('p', { className: 'sr-only', role: 'status' });
  const trouble = element('p', { className: 'pad-trouble', role: 'status' });
  const list = element('ol', { className: 'pad-lines' });
  const use = element('button', { type: 'button', className: 'quiet', hidden: true });
  const root = element(
    'div',
    { className: 'pad' },
    element('label', { htmlFor: sheet.id }, padWords.label),
    element('div', { className: 'pad-sheet' }, sheet, values),
    said,
    trouble,
    list,
    use,
    help,
  );
  return { root, sheet, values, said, trouble, list, use };
}

const spoken = ({ at, read }: PadLine, { title, text }: LineFeedback, html: string): string =>
  [`${padWords.line(at)}:`, read.ok ? `${echoOf(read)}.` : '', title, text, html].filter((part) => part !== '').join(' ');

export class Pad {
  readonly #aid: HTMLDetailsElement;
  readonly #subject: HTMLElement;
  readonly #id: string;
  readonly #parts: ReturnType<typeof build>;
  #setting: string | undefined;
  /** When last read from or written to the store. */
  #known = '';
  #spec: PadSpec | undefined;
  #timers: readonly number[] = [];
  #lastSaid = '';

  constructor(aid: HTMLDetailsElement, subject: HTMLElement) {
    this.#aid = aid;
    this.#subject = subject;
    this.#id = subject.dataset.exercise ?? '';
    this.#parts = build(this.#id);
    aid.append(this.#parts.root);
    this.#watch();
  }

  get #record(): string {
    return recordId(this.#id, this.#setting);
  }

  /** Compares it once its steps are loaded. */
  async show(setting: string | undefined): Promise<void> {
    const { sheet, trouble } = this.#parts;
    this.#setting = setting;
    this.#spec = undefined;
    this.#known = padOf(this.#record);
    sheet.value = this.#known;
    this.#judge();
    try {
      const { pad: spec } = inSetting(await loadSettings(this.#id), setting);
      if (this.#setting !== setting) return;
      this.#spec = spec;
      trouble.textContent = '';
    } catch {
      trouble.textContent = padWords.noSteps;
    }
    this.#judge();
  }

  #watch(): void {
    const { sheet, values, use } = this.#parts;
    sheet.addEventListener('input', () => {
      this.#later();
    });
    sheet.addEventListener('keydown', ({ key }) => {
      if (key === 'Enter') this.#settle();
    });
    sheet.addEventListener('blur', () => {
      this.#settle();
    });
    sheet.addEventListener('scroll', () => {
      values.scrollTop = sheet.scrollTop;
    });
    use.addEventListener('click', () => {
      this.#answer();
    });
    this.#aid.addEventListener('toggle', () => {
      if (!this.#aid.open) this.#keep();
    });
    addEventListener('pagehide', () => {
      this.#keep();
    });
    $pads.subscribe(() => {
      const stored = padOf(this.#record);
      if (stored === this.#known || sheet.value !== this.#known) return;
      this.#known = stored;
      sheet.value = stored;
      this.#judge();
    });
  }

  #later(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers = [
      window.setTimeout(() => {
        this.#keep();
        this.#judge();
      }, judgeAfterMs),
      window.setTimeout(() => {
        this.#say();
      }, sayAfterMs),
    ];
  }

  #settle(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#keep();
    this.#judge();
    this.#say();
  }

  #keep(): void {
    const { sheet } = this.#parts;
    if (sheet.value === this.#known) return;
    this.#known = keepPad(this.#record, this.#known, sheet.value);
    if (this.#known === sheet.value) return;
    const { selectionStart, selectionEnd } = sheet;
    sheet.value = this.#known;
    sheet.setSelectionRange(selectionStart, selectionEnd);
  }

  #judge(): void {
    const { sheet, values, list, trouble } = this.#parts;
    const { lines, cut } = readPad(sheet.value, this.#spec);
    const rows = sheet.value.split('\n').length;
    sheet.rows = Math.min(Math.max(rows + 1, 4), 20);
    const shown = Array.from({ length: rows }, () => '');
    list.replaceChildren(
      ...lines.map((line) => {
        const feedback = padFeedback(line, this.#spec);
        const echo = line.read.ok ? echoOf(line.read) : '';
        shown[line.at] = `${echo} ${marks[feedback.tone]}`.trim();
        return toItem(line, feedback, echo);
      }),
    );
    values.textContent = shown.join('\n');
    values.scrollTop = sheet.scrollTop;
    if (cut) trouble.textContent = padWords.tooMany(maxLines);
    else if (this.#spec) trouble.textContent = '';
    this.#offer(lines);
  }

  /** The caret's. */
  #say(): void {
    const { sheet, said, list } = this.#parts;
    const at = sheet.value.slice(0, sheet.selectionStart).split('\n').length - 1;
    const line = readPad(sheet.value, this.#spec).lines.find((other) => other.at === at);
    const html = list.querySelector(`[data-line="${String(at)}"] .pad-slip`)?.textContent ?? '';
    const text = line ? spoken(line, padFeedback(line, this.#spec), html) : '';
    if (text === '' || text === this.#lastSaid) return;
    this.#lastSaid = text;
    said.textContent = text;
  }

  /** The field that the last value answers, and how it is written there. */
  #answerOf(lines: readonly PadLine[]) {
    const last = lines.findLast(({ read }) => read.ok);
    if (!last?.read.ok || !this.#spec) return undefined;
    const { measure } = last.read;
    const step = last.mark.kind !== 'scratch' && 'step' in last.mark ? this.#spec.steps[last.mark.step] : undefined;
    const inputOf = (key: string): HTMLInputElement | null => this.#subject.querySelector(`form[data-field="${key}"] input[type="text"]`);
    const fields = this.#spec.fields.filter(({ key, unit }) => dimensionsMatch(unitOf(unit), measure.unit) && inputOf(key));
    const field = fields.find(({ key }) => key === step?.field) ?? fields.find(({ key }) => inputOf(key)?.value === '') ?? fields[0];
    const input = field && inputOf(field.key);
    if (!input) return undefined;
    const text = formatQuantity(measure.value, measure.unit, { as: field.unit, digits: field.tolerance === 0 ? 15 : 6 });
    return { input, text, label: field.label };
  }

  #offer(lines: readonly PadLine[]): void {
    const { use } = this.#parts;
    const answer = this.#answerOf(lines);
    use.hidden = !answer;
    if (answer) use.textContent = padWords.use(answer.text, answer.label);
  }

  #answer(): void {
    const answer = this.#answerOf(readPad(this.#parts.sheet.value, this.#spec).lines);
    if (!answer) return;
    answer.input.value = answer.text;
    answer.input.focus();
  }
}

function toItem(line: PadLine, { tone, title, text, html }: LineFeedback, echo: string): HTMLLIElement {
  const item = element('li', { value: line.at + 1 });
  item.dataset.line = String(line.at);
  item.dataset.tone = tone;
  item.dataset.quiet = String(title === '' && text === '');
  const mark = element('span', { className: 'mark' }, marks[tone]);
  mark.setAttribute('aria-hidden', 'true');
  item.append(mark, ' ');
  if (echo !== '') item.append(element('span', { className: 'pad-echo' }, echo), ' ');
  if (title !== '') item.append(element('strong', {}, title), ' ');
  item.append(text);
  if (html !== undefined) item.append(' ', element('span', { className: 'pad-slip', innerHTML: html }));
  return item;
}
