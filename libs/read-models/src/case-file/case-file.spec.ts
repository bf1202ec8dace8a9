import { household } from '#domain/household/household';
import { testContext } from '../../../domain/src/testing/scenario.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import {
  applied,
  approver,
  classificationOf,
  event,
  given,
  inCare,
  matched,
  objected,
  posted,
  resolved,
  noticeClosed,
  type PastEvent,
} from '../../../domain/src/testing/sample-household.js';
import type { HouseholdSeen } from '../household-folds.js';
import { caseFile, type CaseFile } from './case-file.js';

const fileAfter = (...events: readonly PastEvent[]): CaseFile | undefined =>
  foldView(caseFile, seenIn<HouseholdSeen>('household-h1', events)).get('h1');

describe('the case file', () => {
  it('holds exactly what decisions know', () => expect(fileAfter(...inCare)?.file).toEqual(given(...inCare).state()));

  it('is found by its household, unit and status', () =>
    expect(fileAfter(...inCare)).toMatchObject({ householdId: 'h1', unitId: 'U1', status: 'registered', openedAt: testContext.at }));

  it('keeps the receipt of every decision: who, when, on which inputs, under which policy', () =>
    expect(fileAfter(...inCare)?.decisions).toEqual([
      expect.objectContaining({
        type: 'HouseholdClassified',
        revision: 11,
        by: 'caseworker-1',
        data: expect.objectContaining({ classification: classificationOf() }),
      }),
      expect.objectContaining({
        type: 'HouseholdApproved',
        revision: 12,
        ...approver,
        data: expect.objectContaining({ category: 'deeply_difficult' }),
      }),
    ]));

  it('tells a notice with its objection and how both ended', () => {
    const file = fileAfter(applied(), posted, objected, resolved('dismissed'), noticeClosed);
    expect(file?.notices).toEqual([
      expect.objectContaining({
        place: '厂务公开栏',
        revision: 1,
        effectiveOn: '2022-02-18',
        closed: expect.objectContaining({ closedOn: '2022-02-25', revision: 4 }),
      }),
    ]);
    expect(file?.objections).toEqual([
      expect.objectContaining({ text: '另有房产', resolution: expect.objectContaining({ outcome: 'dismissed', findings: '已核对产权' }) }),
    ]);
  });

  it('closes the last notice only', () => {
    const file = fileAfter(applied(), posted, posted, noticeClosed);
    expect(file?.notices.map(({ closed }) => closed?.closedOn)).toEqual([undefined, '2022-02-25']);
  });

  it('tells the hits of a data match with their explanation', () => {
    const explained = event('DataMatchExplained', {
      personId: 'p1',
      matchId: 'm1',
      explainedOn: '2022-02-20',
      explanation: '其中一套已拆迁',
    });
    expect(fileAfter(applied(), matched('hits'), explained)?.dataMatches).toEqual([
      expect.objectContaining({ hits: '名下两套住房', explained: expect.objectContaining({ explanation: '其中一套已拆迁' }) }),
    ]);
  });

  it('lists returns, transfers, checks, mergers and corrections with who and why', () => {
    const file = fileAfter(
      applied(),
      { ...event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-03-01', redo: ['survey'] }), reason: '缺证明' },
      event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId: 'U2', transferredOn: '2022-03-01', reasonKind: 'moved' }),
      event('HouseholdReVerified', {
        personId: 'p1',
        unitId: 'U2',
        verifiedOn: '2022-03-01',
        outcome: 'unchanged',
        nextDueOn: '2023-03-01',
      }),
      event('HouseholdAbsorbed', { absorbedHouseholdId: 'h2', mergedOn: '2022-03-01' }),
      event('FactCorrected', { correctsRevision: 0, correction: { kind: 'date', date: 'appliedOn', on: '2022-02-11' } }),
    );
    expect(file).toMatchObject({
      unitId: 'U2',
      status: 'returned',
      returns: [{ reason: '缺证明', redo: ['survey'] }],
      transfers: [{ toUnitId: 'U2', by: 'caseworker-1' }],
      verifications: [{ outcome: 'unchanged' }],
      absorbed: [{ absorbedHouseholdId: 'h2' }],
      corrections: [{ correctsRevision: 0, correction: { on: '2022-02-11' } }],
      file: { facts: { appliedOn: '2022-02-11' } },
    });
  });

  it('does not keep what a legacy row said beside what is known', () => {
    const file = fileAfter(applied({ origin: 'import' }), event('HouseholdImported', { importId: 'i1', row: 2 }));
    expect(file?.file).not.toHaveProperty('imported');
  });

  it('decides nothing by itself: events before the application leave no file', () => {
    expect(fileAfter(posted)).toBeUndefined();
    expect(household.evolve(household.initial, posted, testContext)).toEqual(household.initial);
  });
});
