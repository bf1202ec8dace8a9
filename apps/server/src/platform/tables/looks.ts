import { Problem } from '../problem.js';

/** A file as it was handed in. Its name is looked at for what it claims to be, and not kept. */
export type Upload = Readonly<{ name: string; bytes: Buffer }>;

const ZIP = Buffer.from('PK\u0003\u0004', 'latin1');
/** What Excel wrote before 2007, and what it still writes around a workbook locked by a password. */
const COMPOUND = Buffer.from('d0cf11e0', 'hex');

const startsWith = (file: Buffer, signature: Buffer): boolean => file.subarray(0, signature.length).equals(signature);

/**
 * How a file of a table is to be read; `table` names it in refusals.
 * @throws {Problem} `file-empty`, `workbook-old-or-locked`, `not-a-workbook`
 */
export const looksOf = ({ name, bytes }: Upload, table: string): 'workbook' | 'csv' => {
  if (bytes.length === 0) throw new Problem(400, 'file-empty', { table });
  if (startsWith(bytes, COMPOUND)) throw new Problem(400, 'workbook-old-or-locked');
  if (startsWith(bytes, ZIP)) return 'workbook';
  if (/\.xls[xm]$/i.test(name)) throw new Problem(400, 'not-a-workbook');
  return 'csv';
};
