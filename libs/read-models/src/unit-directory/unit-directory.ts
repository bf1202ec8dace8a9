import type { UnitEvent, UnitKind } from '#domain/unit/unit.events';
import type { Seen, View } from '../view.js';

/** A union of the tree as people look it up. */
export type UnitRow = Readonly<{ code: string; parent: string | null; kind: UnitKind; name: string; status: 'open' | 'closed' }>;

const fold = (row: UnitRow | null, { type, data }: Seen<UnitEvent>): UnitRow | null => {
  if (type === 'UnitRegistered') return { code: data.code, parent: data.parent ?? null, kind: data.kind, name: data.name, status: 'open' };
  if (!row) return null;
  switch (type) {
    case 'UnitRenamed':
      return { ...row, name: data.name };
    case 'UnitMoved':
      return { ...row, parent: data.parent };
    case 'UnitClosed':
      return { ...row, status: 'closed' };
  }
};

/** The union tree, a row for each unit. */
export const unitDirectory: View<UnitRow, Seen<UnitEvent>> = {
  collection: {
    name: 'unit-directory',
    key: ({ code }) => code,
    fields: { code: 'string', parent: 'string', kind: 'string', name: 'string', status: 'string' },
    indexes: [['parent', 'name'], ['kind', 'name'], ['name']],
    text: ['name'],
  },
  version: 1,
  categories: ['unit'],
  keysOf: ({ data }) => [data.code],
  fold,
};
