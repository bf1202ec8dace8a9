import type { SheetRow } from '#domain/import/cells';
import { householdColumns } from '#domain/import/household-row';
import type { ImportedFileKind } from '#domain/import/import.events';
import { memberColumns } from '#domain/import/member-row';
import { unitColumns } from '#domain/import/unit-sheet';
import { Problem } from '../../platform/problem.js';
import { readCsv } from '../../platform/tables/csv.js';
import { looksOf, type Upload } from '../../platform/tables/looks.js';
import { tableOf } from '../../platform/tables/table.js';
import { readWorkbook } from '../../platform/tables/workbook.js';

export type Uploads = Readonly<Partial<Record<ImportedFileKind, Upload>>>;

/** Their rows, as typed. */
export type Tables = Readonly<Partial<Record<ImportedFileKind, readonly SheetRow[]>>>;

const COLUMNS: Readonly<Record<ImportedFileKind, readonly string[]>> = {
  units: unitColumns,
  households: householdColumns,
  members: memberColumns,
};

const SHEETS = { units: '工会组织', households: '职工档案', members: '家庭成员' } as const satisfies Record<ImportedFileKind, string>;

const readSheets = async (file: Buffer, kinds: readonly ImportedFileKind[]): Promise<Tables> => {
  const tables: Partial<Record<ImportedFileKind, readonly SheetRow[]>> = {};
  const readers = kinds.map((kind) => [
    SHEETS[kind],
    async (rows: Parameters<typeof tableOf>[0]) => void (tables[kind] = await tableOf(rows, COLUMNS[kind], SHEETS[kind])),
  ]);
  await readWorkbook(file, Object.fromEntries(readers) as Parameters<typeof readWorkbook>[1]);
  return tables;
};

/** A workbook may hold several tables, a CSV file holds the first. */
const readFile = async (upload: Upload, kinds: readonly [ImportedFileKind, ...ImportedFileKind[]]): Promise<Tables> => {
  const [kind] = kinds;
  if (looksOf(upload, SHEETS[kind]) === 'workbook') return readSheets(upload.bytes, kinds);
  return { [kind]: await tableOf(readCsv([upload.bytes]), COLUMNS[kind], SHEETS[kind]) };
};

/** Headings alone are no table; but a city of single persons has no members. */
const requireRows = (tables: Tables): Tables => {
  const empty = (['units', 'households'] as const).find((kind) => tables[kind]?.length === 0);
  if (empty) throw new Problem(400, 'file-empty', { table: SHEETS[empty] });
  return tables;
};

/**
 * Reads uploaded files into rows; nothing is judged yet. Members come from their own file, else from the workbook of households.
 * @throws {Problem} `nothing-to-import`, `households-missing`, and why a file cannot be read: `file-empty`, `not-a-workbook`,
 * `workbook-old-or-locked`, `workbook-too-large`, `sheet-missing`, `column-missing`, `column-repeated`, `too-many-rows`,
 * `not-a-table`, `encoding-unknown`, `csv-malformed`
 */
export const readTables = async ({ units, households, members }: Uploads): Promise<Tables> => {
  if (!units && !households && !members) throw new Problem(400, 'nothing-to-import');
  if (members && !households) throw new Problem(400, 'households-missing');
  return requireRows({
    ...(units && (await readFile(units, ['units']))),
    ...(households && (await readFile(households, members ? ['households'] : ['households', 'members']))),
    ...(members && (await readFile(members, ['members']))),
  });
};
