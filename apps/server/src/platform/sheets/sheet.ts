/** What stands in a cell. An amount is in fen here and in yuan where it is shown. */
export type Cell =
  | Readonly<{ kind: 'text'; value: string }>
  | Readonly<{ kind: 'number'; value: number }>
  | Readonly<{ kind: 'amount'; fen: number }>
  | Readonly<{ kind: 'date'; value: string }>
  | Readonly<{ kind: 'empty' }>;

/** `kind` is what the cells of the column are unless they are empty. */
export type Column<Row> = Readonly<{ title: string; width: number; kind: Exclude<Cell['kind'], 'empty'>; cell: (row: Row) => Cell }>;

/** A table to export: the name of its sheet and its columns from left to right. */
export type Sheet<Row> = Readonly<{ name: string; columns: readonly Column<Row>[] }>;

/** The rows of a sheet, a page at a time: the next is asked for when the one before was taken. */
export type Pages<Row> = AsyncIterable<readonly Row[]>;

type Maybe<Value> = Value | null | undefined;

const EMPTY: Cell = { kind: 'empty' };

export const text = (value: Maybe<string>): Cell => (value === null || value === undefined ? EMPTY : { kind: 'text', value });
export const number = (value: Maybe<number>): Cell => (value === null || value === undefined ? EMPTY : { kind: 'number', value });
export const amount = (fen: Maybe<number>): Cell => (fen === null || fen === undefined ? EMPTY : { kind: 'amount', fen });
export const date = (value: Maybe<string>): Cell => (value === null || value === undefined ? EMPTY : { kind: 'date', value });
export const yesNo = (value: boolean): Cell => text(value ? '是' : '否');

/** The Chinese word for a value of a closed list; the value itself where the list has none. */
export const word = (words: Readonly<Record<string, Readonly<{ zh: string }>>>, value: Maybe<string>): Cell =>
  text(value === null || value === undefined ? value : (words[value]?.zh ?? value));
