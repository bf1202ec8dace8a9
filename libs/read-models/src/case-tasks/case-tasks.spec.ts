import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import {
  applied,
  authorised,
  classified,
  event,
  facts,
  inCare,
  matched,
  noticeClosed,
  objected,
  posted,
  readyForApproval,
  registered,
  resolved,
  reviewed,
  surveyed,
  type PastEvent,
} from '../../../domain/src/testing/sample-household.js';
import type { HouseholdSeen } from '../household-folds.js';
import { caseTasks } from './case-tasks.js';
import { taskRoles, type TaskRow } from './task-row.js';

const tasks = (...events: readonly PastEvent[]): readonly TaskRow[] => [
  ...foldView(caseTasks, seenIn<HouseholdSeen>('household-h1', events)).values(),
];
const openKinds = (...events: readonly PastEvent[]): string[] =>
  tasks(...events)
    .filter(({ open }) => open)
    .map(({ kind }) => kind)
    .sort();
const task = (kind: TaskRow['kind'], ...events: readonly PastEvent[]) => tasks(...events).find((row) => row.kind === kind);
const returned = (redo: readonly ('survey' | 'notice' | 'data_match')[]) =>
  event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-03-01', redo });
const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2022-03-01', reasonKind: 'dead' });

describe('the tasks of a file', () => {
  it.each<[string, readonly PastEvent[], readonly string[]]>([
    ['an application', [applied()], ['classification_due', 'survey_due']],
    [
      'an application under a policy without a survey',
      [event('HouseholdApplied', { ...withoutSurvey(), origin: 'application' })],
      ['classification_due'],
    ],
    ['after the authorisation', [applied(), authorised], ['classification_due', 'data_match_waiting', 'survey_due']],
    ['after a clean match', [applied(), authorised, matched()], ['classification_due', 'survey_due']],
    ['after a match with hits', [applied(), authorised, matched('hits')], ['classification_due', 'hits_to_explain', 'survey_due']],
    ['after the survey', [applied(), surveyed], ['classification_due']],
    ['on notice', [applied(), surveyed, posted], ['classification_due', 'notice_to_close']],
    ['with an objection', [applied(), surveyed, posted, objected], ['classification_due', 'notice_to_close', 'objection_to_resolve']],
    [
      'with the objection resolved',
      [applied(), surveyed, posted, objected, resolved('dismissed')],
      ['classification_due', 'notice_to_close'],
    ],
    ['after the notice', [applied(), surveyed, posted, noticeClosed], ['classification_due', 'review_waiting']],
    ['after the review', [applied(), surveyed, posted, noticeClosed, reviewed], ['approval_waiting', 'classification_due']],
    ['complete but for the approval', readyForApproval, ['approval_waiting']],
    ['in care', inCare, ['reverification_due']],
    ['in care with another income', [...inCare, ...facts.slice(1, 2)], ['classification_due', 'reverification_due']],
    [
      'sent back',
      [...readyForApproval, returned(['survey', 'notice', 'data_match'])],
      ['correction_waiting', 'data_match_waiting', 'survey_due'],
    ],
    [
      'resubmitted',
      [...readyForApproval, returned([]), event('ApplicationResubmitted', { unitId: 'U1', resubmittedOn: '2022-03-01' })],
      ['review_waiting'],
    ],
    ['closed', [...inCare, cancelled], []],
    ['imported', [applied({ origin: 'import' }), ...facts, classified, registered], ['reverification_due']],
  ])('%s', (_what, events, kinds) => expect(openKinds(...events)).toEqual(kinds));

  it('are due on the day that the event names', () => {
    expect(task('survey_due', applied())).toMatchObject({ dueOn: '2022-02-19', role: 'base_caseworker', unitId: 'U1', householdId: 'h1' });
    expect(task('notice_to_close', applied(), posted)).toMatchObject({ dueOn: '2022-02-25' });
    expect(task('reverification_due', ...inCare)).toMatchObject({ dueOn: '2023-03-01' });
    expect(task('review_waiting', applied(), posted, noticeClosed)).toMatchObject({ dueOn: null, role: 'township_reviewer' });
  });

  it('move their day with the next check', () => {
    const verified = event('HouseholdReVerified', {
      personId: 'p1',
      unitId: 'U1',
      verifiedOn: '2022-06-01',
      outcome: 'unchanged',
      nextDueOn: '2023-06-01',
    });
    expect(task('reverification_due', ...inCare, verified)).toMatchObject({ open: true, dueOn: '2023-06-01' });
  });

  it('stay open until the last of several objections is resolved', () => {
    const another = event('ObjectionRaised', { personId: 'p1', unitId: 'U1', objectionId: 'o2', raisedOn: '2022-02-22', text: '另有收入' });
    const open = [applied(), posted, objected, another];
    expect(task('objection_to_resolve', ...open, resolved('dismissed'))).toMatchObject({ open: true, items: [{ reference: 'o2' }] });
    const second = event('ObjectionResolved', {
      personId: 'p1',
      objectionId: 'o2',
      resolvedOn: '2022-02-23',
      outcome: 'dismissed',
      findings: '不实',
    });
    expect(task('objection_to_resolve', ...open, resolved('dismissed'), second)).toMatchObject({ open: false, items: [] });
  });

  it('go with the file to its new unit, those that are done too', () => {
    const moved = event('HouseholdTransferred', { fromUnitId: 'U1', toUnitId: 'U2', transferredOn: '2022-03-01', reasonKind: 'moved' });
    expect(tasks(...inCare, moved).map(({ unitId }) => unitId)).toEqual(tasks(...inCare).map(() => 'U2'));
  });

  it('begin anew on a relapse', () => {
    const reopened = event('HouseholdReopened', {
      personId: 'p1',
      unitId: 'U1',
      reopenedOn: '2022-11-01',
      closedRevision: 14,
      relapse: 1,
      surveyDueOn: '2022-11-06',
      circumstances: '复发',
    });
    expect(openKinds(...inCare, cancelled, reopened)).toEqual(['classification_due', 'survey_due']);
    expect(task('survey_due', ...inCare, cancelled, reopened)).toMatchObject({ dueOn: '2022-11-06', doneAt: null });
  });

  it('say since when and until when they were open', () => {
    const at = { meta: { at: '2022-03-05T02:00:00.000Z' } };
    expect(task('survey_due', applied(), { ...surveyed, ...at })).toMatchObject({
      open: false,
      openedAt: '2022-03-01T02:00:00.000Z',
      doneAt: '2022-03-05T02:00:00.000Z',
    });
  });

  it('name a role for every kind', () => expect(tasks(...inCare).every(({ kind, role }) => taskRoles[kind] === role)).toBe(true));
});

function withoutSurvey() {
  const { surveyDueOn: _none, ...application } = applied().data as Extract<HouseholdSeen, { type: 'HouseholdApplied' }>['data'];
  return application;
}
