import { ERASED } from '#domain/kernel/message';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import { watchEvent, type WatchTold } from '../../../../test/support/watch-history.js';
import { applied, event, facts, inCare, type PastEvent } from '../../../domain/src/testing/sample-household.js';
import type { HouseholdSeen } from '../household-folds.js';
import type { LeadSeen } from '../lead-folds.js';
import type { ViewEvent } from '../view.js';
import type { WatchSeen } from '../watch-folds.js';
import { caseTasks } from './case-tasks.js';
import { taskRoles, watchTaskRoles, type TaskKind, type TaskRow } from './task-row.js';
import { dutyOf } from './watch-tasks.js';

const seen = (...events: readonly WatchTold[]) => seenIn<WatchSeen>('watch-h1', events);
const rowsOf = (events: readonly ViewEvent[]): readonly TaskRow[] => [...foldView(caseTasks, events as never).values()];
const tasks = (...events: readonly WatchTold[]): readonly TaskRow[] => rowsOf(seen(...events));
const openKinds = (...events: readonly WatchTold[]): string[] =>
  tasks(...events)
    .filter(({ open }) => open)
    .map(({ kind }) => kind)
    .sort();
const task = (kind: TaskKind, ...events: readonly WatchTold[]) => tasks(...events).find((row) => row.kind === kind);

const raised = watchEvent('WatchRaised');
const assigned = watchEvent('WatchAssigned');
const verified = watchEvent('WatchVerified');
const planned = watchEvent('MeasuresPlanned');
const delivered = (measureId: string) => watchEvent('MeasureDelivered', { measureId });
const inHelp = [raised, assigned, verified, planned];
const reminded = (stage: 'due_soon' | 'overdue') => watchEvent('ReminderRecorded', { stage });
const escalated = (toUnitId = 'T1', escalatedOn = '2024-03-23') => watchEvent('WatchEscalated', { toUnitId, escalatedOn });

describe('the tasks of a watch case', () => {
  it.each<[string, readonly WatchTold[], readonly TaskKind[]]>([
    ['raised', [raised], ['watch_review_due', 'watch_to_assign', 'watch_to_verify']],
    ['assigned', [raised, assigned], ['watch_review_due', 'watch_to_verify']],
    ['visited before anybody was named', [raised, verified], ['watch_plan_due', 'watch_review_due']],
    ['planned', inHelp, ['follow_up_due', 'measure_to_deliver', 'watch_review_due']],
    [
      'urgent: planned before the visit, which stays due',
      [raised, planned],
      ['follow_up_due', 'measure_to_deliver', 'watch_review_due', 'watch_to_assign', 'watch_to_verify'],
    ],
    [
      'visited after the measures were planned',
      [raised, planned, watchEvent('WatchVerified', { planDueOn: undefined } as never)],
      ['follow_up_due', 'measure_to_deliver', 'watch_review_due'],
    ],
    ['with one of two measures delivered', [...inHelp, delivered('m2')], ['follow_up_due', 'measure_to_deliver', 'watch_review_due']],
    ['with all measures delivered', [...inHelp, delivered('m2'), delivered('m1')], ['follow_up_due', 'watch_review_due']],
    [
      'planned for somebody who was forgotten',
      [raised, verified, watchEvent('MeasuresPlanned', { measures: ERASED as never })],
      ['follow_up_due', 'watch_review_due'],
    ],
    ['rejected', [raised, watchEvent('WatchRejected')], []],
    ['cleared', [...inHelp, watchEvent('RiskCleared')], []],
    ['confirmed as a relapse', [...inHelp, watchEvent('RelapseConfirmed')], []],
    ['turned into a case', [raised, watchEvent('WatchTurnedIntoCase')], []],
    ['ended with its file', [...inHelp, watchEvent('WatchEnded')], []],
  ])('%s', (_what, events, kinds) => expect(openKinds(...events)).toEqual(kinds));

  it('name the case, its household, its unit and its day', () =>
    expect(task('watch_to_verify', raised)).toEqual({
      taskId: 'h1:watch_to_verify',
      householdId: 'h1',
      aidId: null,
      batchId: null,
      leadId: null,
      watchNumber: 1,
      kind: 'watch_to_verify',
      role: 'base_caseworker',
      unitId: 'U1',
      keptByUnitId: 'U1',
      escalated: false,
      open: true,
      dueOn: '2024-03-16',
      openedAt: '2022-03-01T02:00:00.000Z',
      doneAt: null,
      items: [{ reference: '', dueOn: '2024-03-16', escalatedTo: null, reminded: null, lateFrom: '2024-03-16' }],
      progress: null,
      remindOn: '2024-03-16',
      reportOn: '2024-03-16',
      escalateFrom: null,
    }));

  it('name the next case where there is another one', () => {
    const again = watchEvent('WatchRaised', { watchNumber: 2, verifyDueOn: '2025-05-01' });
    expect(task('watch_to_verify', raised, watchEvent('WatchRejected'), again)).toMatchObject({ watchNumber: 2, dueOn: '2025-05-01' });
  });

  it('are due with the earliest of several measures', () => {
    expect(task('measure_to_deliver', ...inHelp)).toMatchObject({ dueOn: '2024-04-10', items: [{ reference: 'm2' }, { reference: 'm1' }] });
    expect(task('measure_to_deliver', ...inHelp, delivered('m2'))).toMatchObject({ dueOn: '2024-04-15', items: [{ reference: 'm1' }] });
  });

  it('have another day with each follow-up, with a worse flag and with each review', () => {
    const [followed, kept] = [watchEvent('FollowedUp'), watchEvent('KeptUnderWatch')];
    expect(task('follow_up_due', ...inHelp)).toMatchObject({ dueOn: '2024-06-15' });
    expect(task('follow_up_due', ...inHelp, watchEvent('WatchSharpened', { followUpDueOn: '2024-04-15' }))).toMatchObject({
      dueOn: '2024-04-15',
    });
    expect(task('follow_up_due', ...inHelp, followed)).toMatchObject({ dueOn: '2024-12-15' });
    expect(task('watch_review_due', ...inHelp, kept)).toMatchObject({ dueOn: '2026-02-20' });
  });

  it('go up to another unit where they are overdue, and on from there', () => {
    const late = [raised, reminded('overdue'), escalated()];
    expect(task('watch_to_verify', ...late)).toMatchObject({ unitId: 'T1', keptByUnitId: 'U1', escalated: true, dueOn: '2024-03-16' });
    expect(task('watch_to_verify', ...late, escalated('C1', '2024-04-01'))).toMatchObject({ unitId: 'C1', escalateFrom: '2024-04-01' });
    expect(task('watch_review_due', ...late)).toMatchObject({ unitId: 'U1', escalated: false });
  });

  it('are with their own unit once that is done, and so is the next one', () => {
    const late = [raised, reminded('overdue'), escalated(), verified];
    expect(task('watch_to_verify', ...late)).toMatchObject({ open: false, unitId: 'U1', escalated: false });
    expect(task('watch_plan_due', ...late)).toMatchObject({ open: true, unitId: 'U1', escalated: false });
  });

  it('are with the unit of the measure that is due first', () => {
    const up = (reference: string, toUnitId: string) =>
      watchEvent('WatchEscalated', { duty: 'measure', reference, dueOn: '2024-04-10', toUnitId });
    expect(task('measure_to_deliver', ...inHelp, up('m2', 'T1'))).toMatchObject({ unitId: 'T1', escalated: true });
    expect(task('measure_to_deliver', ...inHelp, up('m2', 'T1'), delivered('m2'))).toMatchObject({ unitId: 'U1', escalated: false });
  });

  it('go with the file to its new unit, as if nothing had gone up', () => {
    const moved = watchEvent('WatchMoved');
    const late = task('watch_to_verify', raised, reminded('overdue'), escalated(), moved);
    expect(late).toMatchObject({ unitId: 'U2', keptByUnitId: 'U2', escalated: false, escalateFrom: '2024-04-01' });
    expect(tasks(...inHelp, moved).map(({ unitId }) => unitId)).toEqual(tasks(...inHelp).map(() => 'U2'));
  });

  it('say what waits to be said of them: a reminder, that they are overdue, and since when they may go up', () => {
    const signs = (...events: readonly WatchTold[]) => {
      const { remindOn, reportOn, escalateFrom } = task('watch_to_verify', raised, ...events)!;
      return [remindOn, reportOn, escalateFrom];
    };
    expect(signs()).toEqual(['2024-03-16', '2024-03-16', null]);
    expect(signs(reminded('due_soon'))).toEqual([null, '2024-03-16', null]);
    expect(signs(reminded('overdue'))).toEqual([null, null, '2024-03-16']);
    expect(signs(reminded('overdue'), escalated())).toEqual([null, null, '2024-03-23']);
    expect(signs(reminded('overdue'), escalated(), verified)).toEqual([null, null, null]);
  });

  it('keep what was said of a measure that is planned again for the same day, and forget it with another day', () => {
    const said = watchEvent('ReminderRecorded', { duty: 'measure', reference: 'm2', dueOn: '2024-04-10', stage: 'due_soon' });
    expect(task('measure_to_deliver', ...inHelp, said, planned)).toMatchObject({ items: [{ reminded: 'due_soon' }, { reminded: null }] });
    const later = watchEvent('MeasuresPlanned', { measures: [{ measureId: 'm2', kind: 'aid', dueOn: '2024-05-10', description: '' }] });
    expect(task('measure_to_deliver', ...inHelp, said, later)?.items.at(-1)).toMatchObject({ dueOn: '2024-05-10', reminded: null });
  });

  it('are duties of the case, each of another kind, but for naming who looks into it', () => {
    const kinds = Object.keys(watchTaskRoles) as TaskKind[];
    expect(kinds.filter((kind) => dutyOf(kind) === undefined)).toEqual(['watch_to_assign']);
    expect(new Set(kinds.map(dutyOf)).size).toBe(kinds.length);
    expect(tasks(...inHelp).every(({ kind, role }) => taskRoles[kind] === role)).toBe(true);
  });
});

describe('the new check of a file that a flag asks for', () => {
  const flag = (flagNumber: number, recheckDueOn: string) => watchEvent('FlagRaised', { flagNumber, recheckDueOn });
  const told = (file: readonly PastEvent[], flags: readonly WatchTold[], later: readonly PastEvent[] = []): TaskRow | undefined => {
    const household = seenIn<HouseholdSeen>('household-h1', [...file, ...later]);
    const [before, after] = [household.slice(0, file.length), household.slice(file.length)];
    return rowsOf([...before, ...seen(...flags), ...after]).find(({ kind }) => kind === 'file_to_recheck');
  };
  const checked = event('HouseholdReVerified', {
    personId: 'p1',
    unitId: 'U1',
    verifiedOn: '2024-04-01',
    outcome: 'unchanged',
    nextDueOn: '2025-04-01',
  });
  const property = facts.find(({ type }) => type === 'AssetsRecorded')!;
  const income = facts.find(({ type }) => type === 'IncomeDeclared')!;

  it('is due with the first of several flags', () =>
    expect(told(inCare, [flag(1, '2024-04-30'), flag(2, '2024-04-20')])).toMatchObject({
      open: true,
      dueOn: '2024-04-20',
      unitId: 'U1',
      householdId: 'h1',
      watchNumber: null,
      items: [{ reference: '2' }, { reference: '1' }],
      remindOn: null,
    }));
  it.each<[string, PastEvent, boolean]>([
    ['the check', checked, false],
    ['what was found of property', property, false],
    ['an income', income, true],
  ])('is settled, or not, by %s', (_what, happened, open) =>
    expect(told(inCare, [flag(1, '2024-04-30')], [happened])).toMatchObject({ open }),
  );
  it('ends with the file, and begins no more after that', () => {
    const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2024-04-01', reasonKind: 'dead' });
    expect(told(inCare, [flag(1, '2024-04-30')], [cancelled])).toBeUndefined();
    expect(told([...inCare, cancelled], [flag(1, '2024-04-30')])).toBeUndefined();
  });
  it('begins anew in a file that was opened again', () => {
    const cancelled = event('HouseholdCancelled', { personId: 'p1', cancelledOn: '2024-04-01', reasonKind: 'dead' });
    const reopened = event('HouseholdReopened', {
      ...{
        personId: 'p1',
        unitId: 'U1',
        reopenedOn: '2024-05-01',
        closedRevision: 14,
        relapse: 1,
        surveyDueOn: '2024-05-06',
        circumstances: '复发',
      },
    });
    expect(told([...inCare, cancelled, reopened], [flag(1, '2024-06-30')])).toMatchObject({ open: true, dueOn: '2024-06-30' });
  });
  it('is asked of a file that was taken over as well', () =>
    expect(told([applied({ origin: 'import' })], [flag(1, '2024-04-30')])).toMatchObject({ open: true }));
  it('is not asked for by a flag that led to a case', () =>
    expect(told(inCare, [watchEvent('FlagRaised')])).toMatchObject({ open: false }));
});

describe('a lead', () => {
  const about = { leadId: 'L1', personId: 'LP1', unitId: 'C1' };
  const opened = {
    type: 'LeadOpened',
    data: { ...about, idHash: 'x', source: 'feed', name: '高样例', idNumber: '', openedOn: '2024-02-01', expiresOn: '2024-05-01' },
  };
  const leadTask = (...events: readonly Readonly<{ type: string; data: object }>[]) =>
    rowsOf(seenIn<LeadSeen>('lead-L1', [opened, ...events]))[0];

  it('is to be followed within the term of a clue, by its unit', () =>
    expect(rowsOf(seenIn<LeadSeen>('lead-L1', [{ ...opened, data: { ...opened.data, followUpDueOn: '2024-02-22' } }]))[0]).toMatchObject({
      dueOn: '2024-02-22',
    }));
  it('is to be followed before its days are over, where its term was not told', () =>
    expect(leadTask()).toMatchObject({
      ...{
        taskId: 'L1:lead_to_follow',
        leadId: 'L1',
        householdId: null,
        role: 'base_caseworker',
        unitId: 'C1',
        open: true,
        dueOn: '2024-05-01',
      },
    }));
  it('is due no later after a report, and goes to another unit', () => {
    const reported = {
      type: 'LeadReported',
      data: { ...about, reportId: 'r', change: 'illness', words: '', phone: '', reportedOn: '2024-04-01', expiresOn: '2024-06-30' },
    };
    const moved = { type: 'LeadMoved', data: { ...about, unitId: 'U1', fromUnitId: 'C1', movedOn: '2024-04-02' } };
    expect(leadTask(reported, moved)).toMatchObject({ dueOn: '2024-05-01', unitId: 'U1' });
  });
  it.each([
    { type: 'LeadLinked', data: { ...about, householdId: 'h1', householdPersonId: 'p1', linkedOn: '2024-02-05' } },
    { type: 'LeadDismissed', data: { ...about, dismissedOn: '2024-02-05', reasonKind: 'not_a_worker' } },
    { type: 'LeadExpired', data: { ...about, expiredOn: '2024-05-02' } },
  ])('is followed once it is over: $type', (over) => expect(leadTask(over)).toMatchObject({ open: false }));
  it('tells nobody’s name', () => expect(JSON.stringify(leadTask())).not.toContain('高样例'));
});
