import { normaliseIdNumber } from '../person/id-number.js';
import { RowFault, plain, type SheetRow } from './cells.js';
import { fileNumberOf, householdRow, type HouseholdRow, type Surroundings } from './household-row.js';
import { memberRow, type MemberRow } from './member-row.js';

/** A household that may be taken over, as far as its own table tells. */
export type SoundRow = Readonly<{ row: number; fileNumber: string; facts: HouseholdRow; members: readonly MemberRow[] }>;

/** A household that may not, for one reason. */
export type FaultyRow = Readonly<{ row: number; fileNumber: string; fault: RowFault }>;

export type RowReading = SoundRow | FaultyRow;

/** What the rows of a table know of each other. */
type Neighbours = Readonly<{
  rowOfFile: ReadonlyMap<string, number>;
  rowOfPrincipal: ReadonlyMap<string, number>;
  membersOfFile: ReadonlyMap<string, readonly SheetRow[]>;
  /** Members of the sound rows so far. */
  membersTaken: Set<string>;
}>;

const idOf = ({ cells }: SheetRow): string => normaliseIdNumber(plain(cells['身份证号'] ?? ''));

/** The first row for each key; rows without one are left out. */
const firstRows = (rows: readonly SheetRow[], keyOf: (row: SheetRow) => string): ReadonlyMap<string, number> =>
  new Map(
    rows
      .map((row): [string, number] => [keyOf(row), row.row])
      .filter(([key]) => key !== '')
      .reverse(),
  );

const requireFirst = (row: SheetRow, { rowOfFile, rowOfPrincipal }: Neighbours): void => {
  if (rowOfPrincipal.get(idOf(row)) !== row.row) throw new RowFault('duplicate_in_file', '身份证号');
  if (rowOfFile.get(fileNumberOf(row.cells)) !== row.row) throw new RowFault('duplicate_file_number', '档案编号');
};

/** Nobody is in two households of one table: neither as a principal and a member nor as a member twice. */
const requireNowhereElse = (members: readonly MemberRow[], own: string, { rowOfPrincipal, membersTaken }: Neighbours): void => {
  const ids = members.flatMap(({ idNumber }) => idNumber ?? []);
  const refuse = (code: string, found: boolean) => {
    if (found) throw new RowFault(code, '身份证号');
  };
  refuse('member_repeated', ids.includes(own) || new Set(ids).size !== ids.length);
  refuse(
    'member_is_principal_elsewhere',
    ids.some((id) => rowOfPrincipal.has(id)),
  );
  refuse(
    'member_in_earlier_row',
    ids.some((id) => membersTaken.has(id)),
  );
};

const soundRow = (row: SheetRow, neighbours: Neighbours, surroundings: Surroundings): SoundRow => {
  const facts = householdRow(row.cells, surroundings);
  requireFirst(row, neighbours);
  const members = (neighbours.membersOfFile.get(facts.fileNumber) ?? []).map(({ cells }) => memberRow(cells));
  requireNowhereElse(members, facts.principal.idNumber, neighbours);
  if (facts.persons !== members.length + 1) throw new RowFault('size_mismatch', '家庭人口');
  for (const { idNumber } of members) if (idNumber !== undefined) neighbours.membersTaken.add(idNumber);
  return { row: row.row, fileNumber: facts.fileNumber, facts, members };
};

const byFile = (members: readonly SheetRow[]): ReadonlyMap<string, readonly SheetRow[]> => {
  const grouped = new Map<string, SheetRow[]>();
  for (const member of members) {
    const fileNumber = fileNumberOf(member.cells);
    const group = grouped.get(fileNumber);
    if (group) group.push(member);
    else grouped.set(fileNumber, [member]);
  }
  return grouped;
};

/** A file number that is none is not repeated: the reader is led to the row. */
const nameOf = ({ row, cells }: SheetRow, { code }: RowFault): string =>
  code === 'missing_file_number' || code === 'bad_file_number' ? `row ${row}` : fileNumberOf(cells);

const readRow = (row: SheetRow, neighbours: Neighbours, surroundings: Surroundings): RowReading => {
  try {
    return soundRow(row, neighbours, surroundings);
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return { row: row.row, fileNumber: nameOf(row, error), fault: error };
  }
};

/**
 * Every row of the table, one by one in its order: what it says, or the one reason why it is rejected. Besides the codes of `householdRow`
 * and `memberRow`: `duplicate_in_file`, `duplicate_file_number`, `member_repeated`, `member_is_principal_elsewhere`,
 * `member_in_earlier_row`, `size_mismatch`.
 */
export function* readHouseholds(
  households: readonly SheetRow[],
  members: readonly SheetRow[],
  surroundings: Surroundings,
): Generator<RowReading> {
  const neighbours: Neighbours = {
    rowOfFile: firstRows(households, ({ cells }) => fileNumberOf(cells)),
    rowOfPrincipal: firstRows(households, idOf),
    membersOfFile: byFile(members),
    membersTaken: new Set(),
  };
  for (const row of households) yield readRow(row, neighbours, surroundings);
}
