import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { checkCharacterOf } from '#domain/person/id-number';

/** Somebody whom a department knows. */
export type DemoPerson = Readonly<{ name: string; idNumber: string }>;

type Row = Readonly<Record<'档案编号' | '姓名' | '身份证号', string>>;

const rowsOf = async (path: string): Promise<readonly Row[]> => parse<Row>(iconv.decode(await readFile(path), 'gbk'), { columns: true });

/** Principals of the sample by file number, as their files were taken over. */
export const samplePrincipals = async (folder: string): Promise<ReadonlyMap<string, DemoPerson>> => {
  const rows = await rowsOf(join(folder, 'households-gbk.csv'));
  return new Map(rows.map((row) => [row['档案编号'], { name: row['姓名'], idNumber: row['身份证号'] }]));
};

const SURNAMES = '赵钱孙李周吴郑王冯陈';

/** Somebody in no file: an ID number of an area that was never assigned, as all of the sample are. */
export const strangerOf = (index: number): DemoPerson => {
  const year = 1960 + (index % 40);
  const digits = `410424${year}0${1 + (index % 9)}${String(10 + (index % 18))}${String(700 + (index % 300))}`;
  return { name: `${SURNAMES[index % SURNAMES.length]}路人`, idNumber: digits + checkCharacterOf(digits) };
};
