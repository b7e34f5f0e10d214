/** Dates of the study plan and the calendar file that holds them. */
import { dates } from '#language/language.ts';
import { isDate, type Day } from '@scaling-workbook/exercises/memory/study';

/** A date so many days later, both `YYYY-MM-DD`: calendar arithmetic, no time zone takes part. */
export function addDays(date: string, count: number): string {
  if (!isDate(date)) throw new RangeError(`addDays: date must be YYYY-MM-DD, got ${String(date)}`);
  return new Date(Date.parse(`${date}T00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** The date of a day of the plan; day 1 is the start. */
export const dateOf = (start: string, day: Day): string => addDays(start, day - 1);

/** Today where the reader is. */
export const today = (now: Date): string =>
  [String(now.getFullYear()), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-');

const format = new Intl.DateTimeFormat(dates, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' });
export const inWords = (date: string): string => format.format(new Date(`${date}T00:00Z`));

export interface Step {
  readonly day: Day;
  readonly title: string;
  readonly what: string;
}

const escape = (text: string): string => text.replaceAll(/[\\;,]/g, String.raw`\$&`).replaceAll('\n', String.raw`\n`);

/** A content line cut into pieces of at most 75 bytes, as RFC 5545 section 3.1 wants; the pieces after the first begin with a space. */
function fold(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let bytes = 0;
  for (const char of line) {
    const size = new TextEncoder().encode(char).length;
    if (bytes + size > 75) {
      pieces.push(piece);
      piece = ' ';
      bytes = 1;
    }
    piece += char;
    bytes += size;
  }
  return [...pieces, piece].join('\r\n');
}

/** The plan as an iCalendar file (RFC 5545): one all-day event for each day. The same start gives the same events again. */
export function toCalendar(start: string, steps: readonly Step[], url: string, now: Date): string {
  const plain = (date: string): string => date.replaceAll('-', '');
  const stamp = now.toISOString().replaceAll(/[-:]|\.\d+/g, '');
  const events = steps.flatMap(({ day, title, what }) => [
    'BEGIN:VEVENT',
    `UID:day-${day}-from-${plain(start)}@scaling-workbook`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${plain(dateOf(start, day))}`,
    `DTEND;VALUE=DATE:${plain(addDays(start, day))}`,
    `SUMMARY:${escape(`Scaling Workbook, day ${day}: ${title}`)}`,
    `DESCRIPTION:${escape(`${what}\n${url}`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]);
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Scaling Workbook//Study plan//EN', ...events, 'END:VCALENDAR'];
  return `${lines.map(fold).join('\r\n')}\r\n`;
}

/** How a day of the plan stands. */
export function standingOf(day: Day, start: string, done: boolean, now: string): 'done' | 'today' | 'late' | 'ahead' {
  if (done) return 'done';
  const date = dateOf(start, day);
  if (date === now) return 'today';
  return date < now ? 'late' : 'ahead';
}
