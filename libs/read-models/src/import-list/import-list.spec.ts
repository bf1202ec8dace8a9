import type { ImportEvent } from '#domain/import/import.events';
import type { Seen } from '../view.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { importList, type ImportRow } from './import-list.js';

const place = { importId: 'i1', runId: 'r1' };
const files = [
  { kind: 'units', digest: 'a', rows: 7 },
  { kind: 'households', digest: 'b', rows: 3 },
];
const started = {
  type: 'ImportStarted',
  data: { ...place, files },
  meta: { by: 'officer-1', unit: '410481', at: '2022-03-01T01:00:00.000Z' },
};
const outcome = { rows: 3, accepted: 2, rejected: 1, changed: 2, unitsChanged: 7, byCode: { bad_date: 1 } };
const after = (...events: readonly { type: string; data: unknown }[]): ImportRow | undefined =>
  foldView(importList, seenIn<Seen<ImportEvent>>('import-i1', events)).get('i1');

describe('the list of imports', () => {
  it('shows who sent which number of households, when and where', () =>
    expect(after(started)).toEqual({
      importId: 'i1',
      by: 'officer-1',
      unit: '410481',
      startedAt: '2022-03-01T01:00:00.000Z',
      status: 'running',
      rows: 3,
      accepted: 0,
      rejected: 0,
      changed: 0,
    }));

  it.each([
    ['ImportCompleted', { ...place, outcome }, { status: 'completed', accepted: 2, rejected: 1, changed: 2 }],
    ['ImportCancelled', { ...place, rowsDone: 1 }, { status: 'cancelled' }],
    ['ImportFailed', { ...place, code: 'upload-unreadable' }, { status: 'failed' }],
  ])('shows what became of it: %s', (type, data, row) => expect(after(started, { type, data })).toMatchObject(row));
});
