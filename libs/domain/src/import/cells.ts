/** What a clerk typed, by column heading; a missing cell is ''. */
export type Cells = Readonly<Record<string, string>>;

/** One line of a table. `row` counts as the clerk's own program does: the headings are row 1. */
export type SheetRow = Readonly<{ row: number; cells: Cells }>;

/**
 * The first thing wrong with a row: a stable code and the heading it stands under. Thrown, so that the order in which a row is
 * read is the order of precedence of its codes. Never holds the value itself.
 */
export class RowFault extends Error {
  constructor(
    readonly code: string,
    readonly column: string,
  ) {
    super(`${code} in ${column}`);
    this.name = 'RowFault';
  }
}

/** Marks that occupy no place on paper and get into tables by copying from documents and chats. */
const INVISIBLE = /[\u200b-\u200d\u2060\ufeff]/g;

/** Text as it is kept: no spaces around it (full-width ones included), no invisible marks. */
export const plain = (text: string): string => text.replace(INVISIBLE, '').trim();

/** Text of codes, numbers and dates: full-width characters made narrow, no spaces at all, one kind of minus. */
export const narrow = (text: string): string => plain(text).normalize('NFKC').replace(/\s/g, '').replaceAll('−', '-');

/** The value under a heading, read by `read`, which answers a value or the code of what is wrong. */
export const readCell = <Value, Code extends string>(
  cells: Cells,
  column: string,
  read: (text: string) => Value | Readonly<{ fault: Code }>,
): Value => {
  const answer = read(cells[column] ?? '');
  if (typeof answer === 'object' && answer !== null && 'fault' in answer) throw new RowFault(answer.fault, column);
  return answer;
};

const DATE = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})(?:-|\/|\.|月)(\d{1,2})日?(?:00:00(?::00)?)?$/;
const DATE_OF_DIGITS = /^(\d{4})(\d{2})(\d{2})$/;

/** A date in any of the usual spellings (2021-3-9, 2021/3/9, 2021年3月9日, 20210309) as YYYY-MM-DD; the text itself where it is none. */
export const dateText = (text: string): string => {
  const match = DATE.exec(narrow(text)) ?? DATE_OF_DIGITS.exec(narrow(text));
  if (!match) return plain(text);
  const [, year = '', month = '', day = ''] = match;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
};
