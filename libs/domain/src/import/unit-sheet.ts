import { unitKinds, type UnitKind } from '../unit/unit.events.js';
import { isUnitCode, type Unit } from '../unit/unit.js';
import { RowFault, narrow, readCell, type SheetRow } from './cells.js';
import { requiredText } from './readings.js';

/** Headings that the table of units must have. */
export const unitColumns = ['code', 'parent', 'kind', 'name'] as const;

/** A unit as its row says. */
export type UnitWish = Readonly<{ code: string; parent?: string; kind: UnitKind; name: string }>;

export type UnitFault = Readonly<{ row: number; code: string; column: string }>;

/** Units by level, parents before children; or everything that is wrong with the table, and then nothing of it counts. */
export type UnitsReading = Readonly<{ levels: readonly (readonly UnitWish[])[] } | { faults: readonly UnitFault[] }>;

type KnownUnit = (code: string) => Unit | undefined;
type Placed = Readonly<{ row: number; wish: UnitWish }>;

const unitCode = (text: string) => (isUnitCode(narrow(text)) ? narrow(text) : ({ fault: 'bad_unit_code' } as const));

const unitKind = (text: string) => unitKinds.find((kind) => kind === narrow(text)) ?? ({ fault: 'unknown_unit_kind' } as const);

const wishOf = ({ cells }: SheetRow): UnitWish => {
  const code = readCell(cells, 'code', unitCode);
  const kind = readCell(cells, 'kind', unitKind);
  const name = readCell(cells, 'name', requiredText('missing_name', 100));
  if (narrow(cells['parent'] ?? '') !== '') return { code, parent: readCell(cells, 'parent', unitCode), kind, name };
  if (kind !== 'city_union') throw new RowFault('missing_parent', 'parent');
  return { code, kind, name };
};

/** A unit keeps its kind and, once closed, its end. @throws {RowFault} */
const requireAgrees = ({ code, kind }: UnitWish, known: KnownUnit): void => {
  const unit = known(code);
  if (unit?.status === 'closed') throw new RowFault('unit_closed', 'code');
  if (unit && unit.kind !== kind) throw new RowFault('unit_kind_differs', 'kind');
};

const faultOf = (row: number, work: () => void): UnitFault[] => {
  try {
    work();
    return [];
  } catch (error) {
    if (!(error instanceof RowFault)) throw error;
    return [{ row, code: error.code, column: error.column }];
  }
};

/** Takes level after level whose parents stand; what is left over hangs on nothing or on itself. */
const inLevels = (units: readonly Placed[], known: KnownUnit): UnitsReading => {
  const levels: UnitWish[][] = [];
  const placed = new Set<string>();
  const listed = new Set(units.map(({ wish: { code } }) => code));
  const stands = (parent: string) => placed.has(parent) || (!listed.has(parent) && known(parent)?.status === 'open');
  for (let left = units; left.length > 0;) {
    const level = left.filter(({ wish: { parent } }) => parent === undefined || stands(parent));
    if (level.length === 0) return { faults: left.map((unit) => misplaced(unit, listed)) };
    levels.push(level.map(({ wish }) => wish));
    for (const { wish } of level) placed.add(wish.code);
    left = left.filter(({ wish: { code } }) => !placed.has(code));
  }
  return { levels };
};

const misplaced = ({ row, wish: { parent = '' } }: Placed, listed: ReadonlySet<string>): UnitFault => ({
  row,
  code: listed.has(parent) ? 'unit_cycle' : 'unknown_parent',
  column: 'parent',
});

/**
 * Reads the table of units against those that exist. The tree is what everything hangs on, so one bad row refuses them all:
 * `bad_unit_code`, `unknown_unit_kind`, `missing_name`, `value_too_long`, `missing_parent`, `duplicate_unit`, `unit_closed`,
 * `unit_kind_differs`, `unknown_parent`, `unit_cycle`.
 */
export const readUnits = (rows: readonly SheetRow[], known: KnownUnit): UnitsReading => {
  const units: Placed[] = [];
  const faults: UnitFault[] = [];
  const codes = new Set<string>();
  for (const row of rows) {
    const found = faultOf(row.row, () => {
      const wish = wishOf(row);
      requireAgrees(wish, known);
      if (codes.has(wish.code)) throw new RowFault('duplicate_unit', 'code');
      codes.add(wish.code);
      units.push({ row: row.row, wish });
    });
    faults.push(...found);
  }
  return faults.length > 0 ? { faults } : inLevels(units, known);
};
