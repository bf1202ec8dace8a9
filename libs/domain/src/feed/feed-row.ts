import { fenOf } from '../import/amount.js';
import { RowFault, dateText, narrow, readCell, type Cells } from '../import/cells.js';
import { requiredText } from '../import/readings.js';
import { isCalendarDate } from '../kernel/calendar.js';
import { idNumberFault, normaliseIdNumber, type IdNumberFault } from '../person/id-number.js';
import type { FeedMapping, MarkColumn } from '../policy/watch-rules.js';
import { passesAny } from '../watch/judgement.js';
import type { SignalFigures } from '../watch/watch.events.js';
import type { FaultyRow, FeedRowFault } from './feed.events.js';

/** What a sound row says, and of whom. `happenedOn` is absent where the department names no day. */
export type FeedRow = Readonly<{
  name: string;
  idNumber: string;
  happenedOn?: string;
  figures: Omit<SignalFigures, 'words'>;
}>;

/** A row is a signal, or it says nothing that has to be known (`quiet`), or it is refused. */
export type FeedReading = Readonly<{ signal: FeedRow }> | 'quiet' | Readonly<{ fault: Omit<FaultyRow, 'row'> }>;

type MarkReader = Readonly<{ mark: string; column: string; read: (text: string) => string | Readonly<{ fault: 'unknown_value' }> }>;

/** A mapping with its headings as they are compared: made ready once for all rows. */
type Columns = Readonly<{
  name: string;
  idNumber: string;
  date: string | undefined;
  amountYuan: string | undefined;
  marks: readonly MarkReader[];
}>;

const NAME_LENGTH_MAX = 50;
const MARK_LENGTH_MAX = 50;

/** Headings that a department's file must have, as they are compared; the first tells which row the headings are. */
export const feedColumns = ({ name, idNumber, date, amountYuan, marks }: FeedMapping): readonly string[] => {
  const columns = [name, idNumber, date, amountYuan, ...marks.map(({ column }) => column)];
  return [...new Set(columns.flatMap((column) => (column === undefined ? [] : [narrow(column)])))];
};

const idNumberOf = (text: string): string | Readonly<{ fault: IdNumberFault }> => {
  const number = normaliseIdNumber(narrow(text));
  const fault = idNumberFault(number);
  return fault ? { fault } : number;
};

const MONTH = /^(\d{4})(?:-|\/|\.|年)(\d{1,2})月?$/;
const MONTH_OF_DIGITS = /^(\d{4})(\d{2})$/;

/** A month stands for its first day. */
const dayOf = (text: string): string => {
  const [, year, month = ''] = MONTH.exec(narrow(text)) ?? MONTH_OF_DIGITS.exec(narrow(text)) ?? [];
  return year === undefined ? dateText(text) : `${year}-${month.padStart(2, '0')}-01`;
};

const pastDay =
  (today: string) =>
  (text: string): string | Readonly<{ fault: 'bad_date' | 'date_in_future' }> => {
    const day = dayOf(text);
    if (!isCalendarDate(day)) return { fault: 'bad_date' };
    return day > today ? { fault: 'date_in_future' } : day;
  };

const keptAs = ({ values }: MarkColumn): MarkReader['read'] => {
  if (!values) return (text) => (narrow(text).length > MARK_LENGTH_MAX ? { fault: 'unknown_value' } : narrow(text));
  const words = Object.fromEntries(Object.entries(values).map(([word, kept]) => [narrow(word), kept]));
  return (text) => (Object.hasOwn(words, narrow(text)) ? words[narrow(text)]! : { fault: 'unknown_value' });
};

/** A mark whose cell is empty says nothing, where any word may stand. */
const marksOf = (cells: Cells, readers: readonly MarkReader[]): SignalFigures['marks'] => {
  const marks = readers.map(({ mark, column, read }) => [mark, readCell(cells, column, read)] as const);
  return Object.fromEntries(marks.filter(([, value]) => value !== ''));
};

const readName = requiredText('missing_name', NAME_LENGTH_MAX);

/** The order of the lines is the order of precedence of the codes. @throws {RowFault} */
const readRow = (cells: Cells, columns: Columns, today: string): FeedRow => {
  const name = readCell(cells, columns.name, readName);
  const idNumber = readCell(cells, columns.idNumber, idNumberOf);
  const happenedOn = columns.date === undefined ? undefined : readCell(cells, columns.date, pastDay(today));
  const amountFen = columns.amountYuan === undefined ? undefined : readCell(cells, columns.amountYuan, fenOf);
  const marks = marksOf(cells, columns.marks);
  return {
    name,
    idNumber,
    ...(happenedOn !== undefined && { happenedOn }),
    figures: { ...(amountFen !== undefined && { amountFen }), marks },
  };
};

const columnsOf = ({ name, idNumber, date, amountYuan, marks }: FeedMapping): Columns => ({
  name: narrow(name),
  idNumber: narrow(idNumber),
  date: date && narrow(date),
  amountYuan: amountYuan && narrow(amountYuan),
  marks: marks.map((column) => ({ mark: column.mark, column: narrow(column.column), read: keptAs(column) })),
});

/**
 * Reads rows of a department's file by the mapping of its kind; `today` is the day it came in. Headings are compared as
 * `feedColumns` has them. Faults: `missing_name`, `value_too_long`, `id_length`, `id_birth_date`, `id_check_digit`, `bad_date`,
 * `date_in_future`, `bad_amount`, `amount_too_large`, `negative_amount`, `unknown_value`, each with its column.
 */
export const feedRowReader = (mapping: FeedMapping, today: string): ((cells: Cells) => FeedReading) => {
  const columns = columnsOf(mapping);
  return (cells) => {
    try {
      const signal = readRow(cells, columns, today);
      return passesAny(signal.figures.marks, mapping.signalWhenAny) ? { signal } : 'quiet';
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      return { fault: { code: error.code as FeedRowFault, column: error.column } };
    }
  };
};

/**
 * What the id of a signal follows from, besides the kind of feed and whom it is about: the same row is heard once, whichever file
 * brings it. Marks come by name, for a department may change the order of its columns.
 * What has no day of its own may hold for years: it is heard anew in each year of receipt.
 */
export const identifyingParts = (
  { happenedOn, figures: { amountFen, marks } }: FeedRow,
  receivedOn: string,
): readonly (string | number)[] => [
  happenedOn ?? receivedOn.slice(0, 4),
  amountFen ?? '',
  ...Object.entries(marks)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flat(),
];
