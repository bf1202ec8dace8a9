import type { ImportEvent } from '#domain/import/import.events';
import type { KnownImport } from '#domain/import/import';
import type { Seen, View } from '../view.js';

/** An import as people look for it. `unit` is where its sender held his role; '' for the command line. */
export type ImportRow = Readonly<{
  importId: string;
  by: string;
  unit: string;
  startedAt: string;
  status: KnownImport['status'];
  rows: number;
  accepted: number;
  rejected: number;
  changed: number;
}>;

const fold = (row: ImportRow | null, { type, data, meta }: Seen<ImportEvent>): ImportRow | null => {
  if (type === 'ImportStarted') {
    const rows = data.files.find(({ kind }) => kind === 'households')?.rows ?? 0;
    const { by, unit, at: startedAt } = meta;
    return { importId: data.importId, by, unit, startedAt, status: 'running', rows, accepted: 0, rejected: 0, changed: 0 };
  }
  if (!row) return null;
  switch (type) {
    case 'ImportCompleted': {
      const { accepted, rejected, changed } = data.outcome;
      return { ...row, status: 'completed', accepted, rejected, changed };
    }
    case 'ImportCancelled':
      return { ...row, status: 'cancelled' };
    case 'ImportFailed':
      return { ...row, status: 'failed' };
  }
};

/** Imports, a row for each; dry runs are no events and not among them. */
export const importList: View<ImportRow, Seen<ImportEvent>> = {
  collection: {
    name: 'import-list',
    key: ({ importId }) => importId,
    fields: { importId: 'string', by: 'string', unit: 'string', startedAt: 'string', status: 'string' },
    indexes: [['startedAt'], ['unit', 'startedAt']],
  },
  version: 1,
  categories: ['import'],
  keysOf: ({ data }) => [data.importId],
  fold,
};
