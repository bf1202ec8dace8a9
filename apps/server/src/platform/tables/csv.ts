import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Problem } from '../problem.js';
import type { TextRow } from './table.js';

/** Turns the parts of a text into characters; a character that is cut between two parts comes with the second. */
type Decoder = Readonly<{ write: (part: Buffer) => string; end: () => string }>;

const utf8 = (): Decoder => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return { write: (part) => decoder.decode(part, { stream: true }), end: () => decoder.decode() };
};

const gb18030 = (): Decoder => {
  const decoder = iconv.getDecoder('gb18030');
  const sound = (text: string): string => {
    if (text.includes('\ufffd')) throw new Problem(400, 'encoding-unknown');
    return text;
  };
  return { write: (part) => sound(decoder.write(part)), end: () => sound(decoder.end() ?? '') };
};

const begins = (decoder: Decoder, part: Buffer): boolean => {
  try {
    decoder.write(part);
    return true;
  } catch {
    return false;
  }
};

const asProblem = (error: unknown): unknown => {
  const isUndecodable = (error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
  return isUndecodable ? new Problem(400, 'encoding-unknown') : error;
};

/**
 * Text in UTF-8 (with or without its mark) or, what Chinese spreadsheets write, GBK and its successor GB 18030; the first part
 * decides which. @throws {Problem} `not-a-table` for what is no text at all, `encoding-unknown`
 */
async function* decoded(parts: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  try {
    for await (const part of parts) {
      if (part.includes(0)) throw new Problem(400, 'not-a-table');
      decoder ??= begins(utf8(), part) ? utf8() : gb18030();
      yield decoder.write(part);
    }
    yield decoder?.end() ?? '';
  } catch (error) {
    throw asProblem(error);
  }
}

/**
 * Rows of a CSV file that comes in parts; as much of it is in memory as is being read.
 * @throws {Problem} `not-a-table`, `encoding-unknown`, `csv-malformed` with the line
 */
export async function* readCsv(parts: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<TextRow> {
  const parser = parse({ relax_column_count: true, bom: true, max_record_size: 1_000_000 });
  // Whatever fails before the parser fails in it, where it is met below.
  pipeline(Readable.from(decoded(parts), { highWaterMark: 1 }), parser).catch(() => undefined);
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem(400, 'csv-malformed', { line: (error as CsvError & { lines?: number }).lines });
  }
}
