import { narrow, plain, readCell, type Cells } from './cells.js';

type Fault<Code extends string> = Readonly<{ fault: Code }>;

const TEXT_LENGTH_MAX = 100;

const shortText = (text: string, lengthMax: number): string | Fault<'value_too_long'> =>
  plain(text).length > lengthMax ? { fault: 'value_too_long' } : plain(text);

/** Text that must be there. */
export const requiredText =
  <Code extends string>(missing: Code, lengthMax: number) =>
  (text: string): string | Fault<Code | 'value_too_long'> =>
    plain(text) === '' ? { fault: missing } : shortText(text, lengthMax);

/** The term that a word of the form means. */
export const oneOf =
  <Term, Code extends string>(words: ReadonlyMap<string, Term>, unknown: Code) =>
  (text: string): Term | Fault<Code> =>
    words.get(narrow(text)) ?? { fault: unknown };

/** A whole number without sign, as a head count. */
export const countOf = (text: string): number | Fault<'bad_number'> =>
  /^\d{1,4}$/.test(narrow(text)) ? Number(narrow(text)) : { fault: 'bad_number' };

/** Columns that a sheet may have: those that are there and filled, by field. */
export const optionalTexts = <Field extends string>(
  cells: Cells,
  columns: readonly (readonly [column: string, field: Field])[],
): Partial<Record<Field, string>> => {
  const texts = columns.map(([column, field]) => [field, readCell(cells, column, (text) => shortText(text, TEXT_LENGTH_MAX))] as const);
  return Object.fromEntries(texts.filter(([, text]) => text !== '')) as Partial<Record<Field, string>>;
};
