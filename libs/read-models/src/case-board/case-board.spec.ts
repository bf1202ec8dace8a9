import { ERASED } from '#domain/kernel/message';
import { aidEvent, everyAidEvent, type AidTold } from '../../../../test/support/aid-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { everyWatchEvent, watchEvent, type WatchTold } from '../../../../test/support/watch-history.js';
import {
  applied,
  approver,
  classificationOf,
  event,
  inCare,
  principal,
  spouse,
  type PastEvent,
} from '../../../domain/src/testing/sample-household.js';
import type { AidSeen } from '../aid-folds.js';
import type { HouseholdSeen } from '../household-folds.js';
import type { WatchSeen } from '../watch-folds.js';
import { caseBoard, type BoardRow } from './case-board.js';

const board = (...events: readonly PastEvent[]): BoardRow | undefined =>
  foldView(caseBoard, seenIn<HouseholdSeen>('household-h1', events)).get('h1');

const later = { at: '2022-10-08T02:00:00.000Z' };
const left = event('HouseholdLeftDifficulty', {
  personId: 'p1',
  leftOn: '2022-10-08',
  explainedOn: '2022-10-08',
  causeRemoved: '已返岗',
  months: [],
  exit: { multiplePercent: 100, comparison: '<=' },
  exitStableMonths: 6,
  policyVersion: 'pingdingshan@1',
});

describe('the case board', () => {
  it('shows an application', () =>
    expect(board(applied())).toEqual({
      householdId: 'h1',
      unitId: 'U1',
      status: 'applied',
      fileNumber: 'F-1',
      name: '高娟',
      idHash: 'hash-p1',
      archiveLevel: 'city',
      category: null,
      notEligibleReason: null,
      claimedCategory: null,
      policyVersion: null,
      netFen: null,
      mainCause: null,
      persons: 1,
      temporary: false,
      origin: 'application',
      appliedOn: '2022-02-14',
      lastVerifiedOn: null,
      reverifyDueOn: null,
      closedOn: null,
      relapses: 0,
      aidedCount: 0,
      watchSeverity: null,
      lastChangedAt: '2022-03-01T02:00:00.000Z',
    }));

  it('shows a file in care with its category, size and next check', () =>
    expect(board(...inCare)).toMatchObject({
      status: 'registered',
      category: 'deeply_difficult',
      policyVersion: 'pingdingshan@1',
      netFen: 800_000,
      persons: 2,
      lastVerifiedOn: '2022-03-01',
      reverifyDueOn: '2023-03-01',
    }));

  it.each<[string, PastEvent, Partial<BoardRow>]>([
    ['sent back', event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-03-01', redo: [] }), { status: 'returned' }],
    ['resubmitted', event('ApplicationResubmitted', { unitId: 'U1', resubmittedOn: '2022-03-01' }), { status: 'applied' }],
    [
      'rejected',
      event('ApplicationRejected', { personId: 'p1', rejectedOn: '2022-03-01', reasonKind: 'other' }),
      { status: 'rejected', closedOn: '2022-03-01' },
    ],
    ['left difficulty', left, { status: 'left_difficulty', closedOn: '2022-10-08' }],
    [
      'cancelled',
      event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind: 'dead' }),
      { status: 'cancelled', closedOn: '2022-03-01' },
    ],
    [
      'withdrawn',
      event('HouseholdWithdrawn', { personId: 'p1', withdrawnOn: '2022-03-01', reasonKind: 'other' }),
      { status: 'withdrawn', closedOn: '2022-03-01' },
    ],
    [
      'merged',
      event('HouseholdMergedInto', { intoHouseholdId: 'h2', mergedOn: '2022-03-01' }),
      { status: 'merged', closedOn: '2022-03-01' },
    ],
    [
      'moved to another unit',
      event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId: 'U2', transferredOn: '2022-03-01', reasonKind: 'moved' }),
      { unitId: 'U2' },
    ],
    ['of another level', event('ArchiveLevelSet', { archiveLevel: 'national', previous: 'city' }), { archiveLevel: 'national' }],
    ['with causes', event('CausesSet', { main: 'laid_off', secondary: ['other'] }), { mainCause: 'laid_off' }],
    ['with a member more', event('MemberAdded', { member: { ...spouse, personId: 'p3' } }), { persons: 3 }],
    ['with a member less', event('MemberRemoved', { personId: 'p2', removedOn: '2022-03-01', reasonKind: 'dead' }), { persons: 1 }],
    [
      'with the claim of an import',
      event('HouseholdImported', { importId: 'i1', row: 2, claimedCategory: 'not_eligible' }),
      { claimedCategory: 'not_eligible' },
    ],
    [
      'checked',
      event('HouseholdReVerified', {
        personId: 'p1',
        unitId: 'U1',
        verifiedOn: '2022-03-02',
        outcome: 'improved',
        nextDueOn: '2023-03-02',
      }),
      { lastVerifiedOn: '2022-03-02', reverifyDueOn: '2023-03-02' },
    ],
    [
      'made formal',
      event('HouseholdMadeFormal', { unitId: 'U1', madeFormalOn: '2022-03-03', reverifyDueOn: '2023-03-03', evidence: [] }),
      { temporary: false, lastVerifiedOn: '2022-03-03', reverifyDueOn: '2023-03-03' },
    ],
    [
      'reclassified',
      event('HouseholdReclassified', {
        personId: 'p1',
        unitId: 'U1',
        classification: classificationOf({
          assets: { homes: 2, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false },
        }),
        previousCategory: 'deeply_difficult',
      }),
      { category: 'not_eligible', notEligibleReason: 'excluded' },
    ],
    [
      'whose principal was corrected',
      event('FactCorrected', {
        correctsRevision: 0,
        correction: { kind: 'identity', identity: { ...principal, name: '高绢', idHash: 'hash-p9' } },
      }),
      { name: '高绢', idHash: 'hash-p9' },
    ],
    [
      'whose day of application was corrected',
      event('FactCorrected', { correctsRevision: 0, correction: { kind: 'date', date: 'appliedOn', on: '2022-02-11' } }),
      { appliedOn: '2022-02-11' },
    ],
  ])('shows a file %s, and when it last changed', (_what, happened, expected) =>
    expect(board(...inCare, { ...happened, meta: { ...approver, ...later } })).toMatchObject({ ...expected, lastChangedAt: later.at }),
  );

  it('shows a relapse as an open file again', () =>
    expect(
      board(
        ...inCare,
        left,
        event('HouseholdReopened', {
          personId: 'p1',
          unitId: 'U1',
          reopenedOn: '2022-11-01',
          closedRevision: 14,
          relapse: 1,
          circumstances: '复发',
        }),
      ),
    ).toMatchObject({ status: 'applied', closedOn: null, relapses: 1 }));

  it('shows a person whose key is gone as erased', () =>
    expect(board(applied({ principal: { ...principal, name: ERASED } }))).toMatchObject({ name: ERASED, idHash: 'hash-p1' }));

  const aided = (...events: readonly AidTold[]) =>
    foldView(caseBoard, [...seenIn<HouseholdSeen>('household-h1', inCare), ...seenIn<AidSeen>('aid-a1', events)]).get('h1');

  it.each<[string, readonly AidTold[], number]>([
    ['no aid that is only granted', [aidEvent('AidProposed'), aidEvent('AidGranted'), aidEvent('AidPutInBatch')], 0],
    ['an aid that was paid', [aidEvent('AidPaid')], 1],
    ['goods that were handed over', [aidEvent('AidPaid'), aidEvent('AidHandedOver')], 2],
    ['no aid that bounced', [aidEvent('AidBounced')], 0],
    ['an aid of which a part came back', [aidEvent('AidPaid'), aidEvent('ClawBackReceived', { outstandingFen: 0, keptFen: 1 })], 1],
    ['no aid that came back whole', [aidEvent('AidPaid'), aidEvent('AidPaid'), aidEvent('ClawBackReceived')], 1],
  ])('counts %s', (_what, events, aidedCount) => expect(aided(...events)).toMatchObject({ aidedCount }));

  it('changes nothing else of the file when aid is given', () => {
    const { aidedCount: _before, ...before } = board(...inCare)!;
    expect(aided(...everyAidEvent)).toMatchObject(before);
  });
});

describe('the board of a household under watch', () => {
  const watched = (...events: readonly WatchTold[]) =>
    foldView(caseBoard, [...seenIn<HouseholdSeen>('household-h1', inCare), ...seenIn<WatchSeen>('watch-h1', events)]).get('h1');
  const raised = watchEvent('WatchRaised');

  it.each<[string, readonly WatchTold[], string | null]>([
    ['nothing before a case', [watchEvent('SignalReceived'), watchEvent('FlagRaised')], null],
    ['the severity that a case was raised with', [raised], 'yellow'],
    ['a worse one', [raised, watchEvent('WatchSharpened')], 'red'],
    ['what was found at home', [raised, watchEvent('WatchVerified', { severity: 'green' })], 'green'],
    ['what was found later', [raised, watchEvent('FollowedUp')], 'green'],
    ['the same through all that does not judge it', [raised, watchEvent('MeasuresPlanned'), watchEvent('WatchEscalated')], 'yellow'],
    ['the next case', [raised, watchEvent('RiskCleared'), watchEvent('WatchRaised', { watchNumber: 2, severity: 'red' })], 'red'],
    ...(['WatchRejected', 'RiskCleared', 'RelapseConfirmed', 'WatchTurnedIntoCase', 'WatchEnded'] as const).map(
      (type): [string, readonly WatchTold[], null] => [`nothing after ${type}`, [raised, watchEvent(type)], null],
    ),
  ])('shows %s', (_what, events, watchSeverity) => expect(watched(...events)).toMatchObject({ watchSeverity }));

  it('changes nothing else of the file, nor when that changed last', () => {
    const { watchSeverity: _before, ...before } = board(...inCare)!;
    expect(watched(...everyWatchEvent)).toMatchObject(before);
  });
});
