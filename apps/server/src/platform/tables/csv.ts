import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import { Problem } from '../problem.js';
import type { TextRow } from './table.js';

const isUtf8 = (bytes: Buffer): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

/**
 * Text in UTF-8 (with or without its mark) or, what Chinese spreadsheets write, GBK and its successor GB 18030.
 * @throws {Problem} `not-a-table` for what is no text at all, `encoding-unknown`
 */
const decode = (bytes: Buffer): string => {
  if (bytes.includes(0)) throw new Problem(400, 'not-a-table');
  if (isUtf8(bytes)) return iconv.decode(bytes, 'utf8');
  const text = iconv.decode(bytes, 'gb18030');
  if (text.includes('\ufffd')) throw new Problem(400, 'encoding-unknown');
  return text;
};

/** Rows of a CSV file. @throws {Problem} `not-a-table`, `encoding-unknown`, `csv-malformed` with the line */
export async function* readCsv(bytes: Buffer): AsyncGenerator<TextRow> {
  const parser = parse(decode(bytes), { relax_column_count: true, bom: true, max_record_size: 1_000_000 });
  let row = 0;
  try {
    for await (const cells of parser as AsyncIterable<string[]>) yield { row: (row += 1), cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new Problem(400, 'csv-malformed', { line: (error as CsvError & { lines?: number }).lines });
  }
}
