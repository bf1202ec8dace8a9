import fc from 'fast-check';
import { escalatedTo, openCase, type Watch } from '#domain/watch/watch.state';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { watchEvent, type WatchTold } from '../../../../test/support/watch-history.js';
import { histories, lived } from '../../../domain/src/testing/watch-histories.js';
import type { WatchSeen } from '../watch-folds.js';
import { watchBoard, type WatchRow } from './watch-board.js';

const board = (events: readonly WatchTold[]): readonly WatchRow[] => [
  ...foldView(watchBoard, seenIn<WatchSeen>('watch-h1', events)).values(),
];
const only = (...events: readonly WatchTold[]): WatchRow => board([watchEvent('WatchRaised'), ...events])[0]!;

describe('the board of watch cases', () => {
  it('shows a case from the clue on, with what is due first', () =>
    expect(board([watchEvent('SignalReceived'), watchEvent('FlagRaised'), watchEvent('WatchRaised')])).toEqual([
      {
        ...{ watchId: 'h1~1', householdId: 'h1', watchNumber: 1, unitId: 'U1', status: 'raised', open: true },
        ...{ kind: 'unstable_exit_household', severity: 'yellow', severityRank: 2, cause: 'critical_illness', source: 'rule' },
        ...{ urgent: false, raisedOn: '2024-03-01', assignees: '', verifiedOn: null, hasLabour: null },
        ...{ lastFollowUpOn: null, stableSince: null, nextDuty: 'verification', nextDueOn: '2024-03-16', sortDueOn: '2024-03-16' },
        duties: [
          { duty: 'verification', dueOn: '2024-03-16' },
          { duty: 'yearly_review', dueOn: '2025-03-01' },
        ],
        ...{ escalations: [], escalatedToUnitId: null, endedOn: null, lastChangedAt: '2022-03-01T02:00:00.000Z' },
      },
    ]));

  it('has nothing of what is heard of a household that is not under watch', () =>
    expect(board([watchEvent('SignalReceived'), watchEvent('FlagRaised'), watchEvent('SignalWithdrawn')])).toEqual([]));

  it('names the accounts that are to look into it as words', () =>
    expect(only(watchEvent('WatchAssigned'))).toMatchObject({ assignees: 'caseworker-1 caseworker-2' }));

  it('has a row for each case of a household, the ended ones after every day', () => {
    const rows = board([watchEvent('WatchRaised'), watchEvent('WatchRejected'), watchEvent('WatchRaised', { watchNumber: 2 })]);
    expect(rows.map(({ watchId, status, nextDueOn, sortDueOn }) => [watchId, status, nextDueOn, sortDueOn])).toEqual([
      ['h1~1', 'rejected', null, '9999-12-31'],
      ['h1~2', 'raised', '2024-03-16', '2024-03-16'],
    ]);
  });

  it('knows where what is overdue went until it is done, and begins anew where the case moves', () => {
    const escalated = watchEvent('WatchEscalated');
    expect(only(escalated)).toMatchObject({ escalatedToUnitId: 'T1' });
    expect(only(escalated, watchEvent('WatchEscalated', { toUnitId: 'C1' }))).toMatchObject({ escalatedToUnitId: 'C1' });
    expect(only(escalated, watchEvent('WatchVerified'))).toMatchObject({ escalatedToUnitId: null });
    expect(only(escalated, watchEvent('WatchMoved'))).toMatchObject({ unitId: 'U2', escalatedToUnitId: null });
  });

  it('breaks the run of stable looks by one that was not', () => {
    const look = (followedUpOn: string, stable: boolean) => watchEvent('FollowedUp', { followedUpOn, stable });
    expect(only(look('2024-06-15', true), look('2024-09-15', true)).stableSince).toBe('2024-06-15');
    expect(only(look('2024-06-15', true), look('2024-09-15', false)).stableSince).toBeNull();
  });

  it.each(['FlagRaised', 'FlagSupported', 'WatchSharpened'] as const)('breaks it by a warning: %s', (type) => {
    expect(only(watchEvent('FollowedUp'), watchEvent(type)).stableSince).toBeNull();
    expect(only(watchEvent('FollowedUp'), watchEvent(type), watchEvent('FollowedUp')).stableSince).toBe('2024-06-15');
  });

  it('goes by the last look for who can work', () =>
    expect(only(watchEvent('WatchVerified'), watchEvent('FollowedUp', { hasLabour: false }))).toMatchObject({ hasLabour: false }));
});

/** What the board says of each case, read from the state that decides. */
const decidedOn = (watch: Watch) =>
  [...watch.cases.values()].map((each) => ({
    watchNumber: each.watchNumber,
    unitId: each.unitId,
    status: each.status,
    open: each === openCase(watch),
    urgent: each.urgent,
    severity: each.severity,
    cause: each.cause,
    assignees: each.assignees.join(' '),
    verifiedOn: each.verifiedOn ?? null,
    hasLabour: each.hasLabour ?? null,
    lastFollowUpOn: each.lastFollowUpOn ?? null,
    stableSince: each.stableSince ?? null,
    endedOn: each.endedOn ?? null,
    nextDueOn: each.due[0]?.dueOn ?? null,
    duties: each.due.map(({ duty, reference = '', dueOn }) => `${dueOn} ${duty} ${reference}`).sort(),
    isEscalated: escalatedTo(each) !== undefined,
  }));

const shownOf = ({ duties, escalatedToUnitId, ...row }: WatchRow) => ({
  ...row,
  duties: duties.map(({ duty, reference = '', dueOn }) => `${dueOn} ${duty} ${reference}`).sort(),
  isEscalated: escalatedToUnitId !== null,
});

it('shows of every case what decisions know of it, whatever happened', () => {
  fc.assert(
    fc.property(histories, (tried) => {
      const { recorded, state } = lived(tried);
      const rows = board(recorded.map(({ event, by }) => ({ ...event, meta: { by } })));
      const byNumber = (one: { watchNumber: number }, other: { watchNumber: number }) => one.watchNumber - other.watchNumber;
      expect(rows.map(shownOf).sort(byNumber)).toMatchObject(decidedOn(state).sort(byNumber));
    }),
    { numRuns: 100 },
  );
});
