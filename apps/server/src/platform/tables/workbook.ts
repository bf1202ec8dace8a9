import { Readable } from 'node:stream';
import ExcelJS from 'exceljs';
import { Problem } from '../problem.js';
import type { TextRow } from './table.js';
import { NotAZip, Zip, ZipTooLarge, storedEnd, storedEntry } from './zip.js';

/** Unpacked, a table of a hundred thousand rows stays well below this. */
const UNPACKED_BYTES_MAX = 256 * 1024 * 1024;
const CHUNK_CHARACTERS = 65_536;

/** In the order in which they are needed: cells refer to shared strings and styles, which most programs write last. */
const PARTS = [
  /^xl\/workbook\.xml$/,
  /^xl\/_rels\/workbook\.xml\.rels$/,
  /^xl\/styles\.xml$/,
  /^xl\/sharedStrings\.xml$/,
  /^xl\/worksheets\/sheet\d+\.xml$/,
];

const partsOf = (zip: Zip): readonly string[] => PARTS.flatMap((part) => zip.names().filter((name) => part.test(name)));

/** XML in ASCII: the reader cuts its input anywhere, and a character of several bytes would be lost at a cut. */
const asciiXml = (xml: Buffer): string =>
  xml.toString('utf8').replace(/[^\p{ASCII}]/gu, (character) => `&#x${character.codePointAt(0)?.toString(16)};`);

/**
 * The same workbook with its parts in the order of need and nothing packed: read from front to back it needs no temporary file,
 * which would lie about in plain text. One part is unpacked at a time.
 */
async function* inOrder(zip: Zip): AsyncGenerator<Buffer> {
  for (const name of partsOf(zip)) {
    const xml = asciiXml(await zip.read(name));
    yield storedEntry(name, xml.length);
    for (let at = 0; at < xml.length; at += CHUNK_CHARACTERS) yield Buffer.from(xml.slice(at, at + CHUNK_CHARACTERS), 'latin1');
  }
  yield storedEnd();
}

/** A number as its cell shows it: Excel keeps 15 significant digits, the rest is the noise of binary fractions. */
const numberText = (value: number): string => {
  if (!Number.isFinite(value)) return '';
  if (Math.abs(value) >= 1e15) return BigInt(Math.trunc(value)).toString();
  return value
    .toPrecision(15)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
};

/** What a person sees in a cell, of a formula its result. */
const cellText = (value: ExcelJS.CellValue): string => {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return numberText(value);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString().slice(0, 10);
  if (typeof value !== 'object') return String(value);
  if ('richText' in value) return value.richText.map(({ text }) => text).join('');
  if ('result' in value) return cellText(value.result);
  if ('text' in value) return cellText(value.text);
  return 'error' in value ? value.error : '';
};

type Sheet = AsyncIterable<ExcelJS.Row> & Readonly<{ id: number | string; name?: string }>;
type Parsed = Readonly<{
  workbookRels?: readonly Readonly<{ Id: string; Target: string }>[];
  model?: Readonly<{ sheets?: readonly Readonly<{ name: string; rId: string }>[] }>;
}>;

/** The reader knows a sheet's name only where the workbook refers to it by a relative path; several programs write absolute ones. */
const nameOf = ({ id, name }: Sheet, { workbookRels = [], model }: Parsed): string | undefined => {
  const { Id } = workbookRels.find(({ Target }) => Target.endsWith(`/sheet${id}.xml`)) ?? {};
  return name ?? model?.sheets?.find(({ rId }) => rId === Id)?.name;
};

async function* textRows(sheet: Sheet): AsyncGenerator<TextRow> {
  for await (const row of sheet) {
    const values = row.values as readonly ExcelJS.CellValue[];
    yield { row: row.number, cells: Array.from(values.slice(1), cellText) };
  }
}

/** Whoever reads a sheet takes all of it before the next one is met. */
type SheetReader = (rows: AsyncIterable<TextRow>) => Promise<void>;

/** Who reads the sheet of this name, if anybody. */
type ReaderOf = (name: string) => SheetReader | undefined;

const visitSheets = async (zip: Zip, readerOf: ReaderOf): Promise<void> => {
  const options = { worksheets: 'emit', sharedStrings: 'cache', styles: 'cache', hyperlinks: 'ignore', entries: 'ignore' } as const;
  const source = Readable.from(inOrder(zip));
  const workbook = new ExcelJS.stream.xlsx.WorkbookReader(source, options);
  const failure = new Promise<never>((_, reject) => source.once('error', reject));
  const visit = async () => {
    for await (const sheet of workbook as unknown as AsyncIterable<Sheet>) {
      const reader = readerOf(nameOf(sheet, workbook as unknown as Parsed) ?? '');
      if (reader) await reader(textRows(sheet));
      else for await (const _ of sheet);
    }
  };
  return Promise.race([visit(), failure]);
};

const asProblem = (error: unknown): unknown => {
  if (error instanceof Problem) return error;
  if (error instanceof ZipTooLarge) return new Problem(400, 'workbook-too-large', { unpackedBytesMax: UNPACKED_BYTES_MAX });
  return new Problem(400, 'not-a-workbook');
};

/** @throws {Problem} `not-a-workbook`, `workbook-too-large`, and what the readers throw */
const visitWorkbook = async (file: Buffer, readerOf: ReaderOf): Promise<void> => {
  try {
    const zip = new Zip(file, UNPACKED_BYTES_MAX);
    if (!zip.names().includes('xl/workbook.xml')) throw new NotAZip('no workbook inside');
    await visitSheets(zip, readerOf);
  } catch (error) {
    throw asProblem(error);
  }
};

/**
 * Reads the named sheets of an XLSX workbook, in whatever order they stand in it.
 * @throws {Problem} `not-a-workbook`, `workbook-too-large`, `sheet-missing` with the names, and what the readers throw
 */
export const readWorkbook = async (file: Buffer, readers: Readonly<Record<string, SheetReader>>): Promise<void> => {
  const unread = new Map(Object.entries(readers));
  await visitWorkbook(file, (name) => {
    const reader = unread.get(name);
    unread.delete(name);
    return reader;
  });
  if (unread.size > 0) throw new Problem(400, 'sheet-missing', { sheets: [...unread.keys()] });
};

/**
 * Reads the first sheet of an XLSX workbook, whatever its name.
 * @throws {Problem} `not-a-workbook`, `workbook-too-large`, and what the reader throws
 */
export const readFirstSheet = async (file: Buffer, reader: SheetReader): Promise<void> => {
  let unread: SheetReader | undefined = reader;
  await visitWorkbook(file, () => {
    const first = unread;
    unread = undefined;
    return first;
  });
};
