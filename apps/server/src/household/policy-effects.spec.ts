import { starterRules } from '#domain/policy/starter-policy';
import { facts, inCare } from '#domain/testing/sample-household';
import { caseFile, type CaseFile } from '#read-models/case-file/case-file';
import type { HouseholdSeen } from '#read-models/household-folds';
import { readCursor } from '#read-store/cursor';
import { shapeOf } from '#read-store/shape';
import type { Query } from '#read-store/port';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { EXAMINED_AT_MOST, moverIn, nextMovers, type Trial } from './policy-effects.js';

const file = foldView(caseFile, seenIn<HouseholdSeen>('household-h1', inCare)).get('h1')!;

/** Net income of 8,000 yuan for two: the line at which it moves is 333.33 yuan per person and month. */
const trialWith = (monthlyFen: number): Trial => ({
  rules: { ...starterRules, lines: [{ area: '4104', effectiveFrom: '2022-01-01', monthlyFen, source: 'of the spec' }] },
  policyVersion: 'pingdingshan@2',
  onDate: '2022-07-01',
  areaOf: () => '410481',
});

describe('a file under other rules', () => {
  it('moves where its category would be another', () => {
    const { from, to } = moverIn(file, trialWith(20_000))!;
    expect([from.category, to.category]).toEqual(['deeply_difficult', 'relatively_difficult']);
    expect(to).toMatchObject({ policyVersion: 'pingdingshan@2', lineMonthlyFen: 20_000, netFen: from.netFen });
  });

  it('moves exactly at the line', () => {
    expect(moverIn(file, trialWith(33_334))).toBeUndefined();
    expect(moverIn(file, trialWith(33_333))?.to.category).toBe('relatively_difficult');
  });

  it('is looked at by the figures of its classification, on the day of the trial and in its area of today', () => {
    const { to, from } = moverIn(file, trialWith(20_000))!;
    expect(to.inputs).toEqual({ ...from.inputs, onDate: '2022-07-01', area: '410481' });
  });

  it('cannot move while it has no category', () => {
    const unclassified = foldView(caseFile, seenIn<HouseholdSeen>('household-h1', [inCare[0]!, ...facts])).get('h1')!;
    expect(moverIn(unclassified, trialWith(1))).toBeUndefined();
  });
});

/** Files numbered in the order of their keys, of which every `each`-th moves. */
const manyFiles = (count: number, each: number) => {
  const still: CaseFile = {
    ...file,
    file: { ...file.file, facts: { ...file.file.facts, classification: moverIn(file, trialWith(20_000))!.to } },
  };
  const rowAt = (index: number): CaseFile => ({ ...(index % each === 0 ? file : still), householdId: String(index).padStart(6, '0') });
  let reads = 0;
  const find = async ({ limit, after, sort }: Query) => {
    reads += 1;
    const start = after === undefined ? 0 : Number(readCursor(shapeOf(caseFile.collection), sort, after).key) + 1;
    const rows = Array.from({ length: Math.max(0, Math.min(limit, count - start)) }, (_, index) => rowAt(start + index));
    const last = rows.at(-1)?.householdId ?? '';
    return { rows, ...(start + limit < count && { next: Buffer.from(JSON.stringify(['', 'asc', null, last])).toString('base64url') }) };
  };
  return { find, reads: () => reads };
};

describe('the list of movers', () => {
  const all = async (files: ReturnType<typeof manyFiles>, limit: number) => {
    const found: string[] = [];
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await nextMovers(files, trialWith(20_000), { units: undefined, limit, cursor });
      expect(page.movers.length).toBeLessThanOrEqual(limit);
      expect(page.examined).toBeLessThanOrEqual(EXAMINED_AT_MOST);
      found.push(...page.movers.map((mover) => mover.file.householdId));
      cursor = page.next;
      pages += 1;
    } while (cursor !== undefined);
    return { found, pages };
  };

  it.each([1, 3, 7, 200])('has each mover once over pages of %i', async (limit) => {
    const { found } = await all(manyFiles(350, 17), limit);
    expect(found).toEqual(Array.from({ length: 21 }, (_, index) => String(index * 17).padStart(6, '0')));
  });

  it('ends a page after a bounded number of files though nobody moved, and goes on with the next', async () => {
    const { found, pages } = await all(manyFiles(2 * EXAMINED_AT_MOST + 1, 2 * EXAMINED_AT_MOST), 50);
    expect(found).toEqual(['000000', String(2 * EXAMINED_AT_MOST).padStart(6, '0')]);
    expect(pages).toBe(3);
  });

  it('ends where the files end', async () => expect(await all(manyFiles(0, 1), 50)).toEqual({ found: [], pages: 1 }));
});
