import {
  answer,
  caseworker,
  command,
  followedUp,
  givenWatch as given,
  happened,
  nearlyCleared,
  ofCase,
  planned,
  raised,
  reaction,
  relapsed,
  verified,
} from '../testing/sample-watch.js';
import type { WatchCommandData } from './watch.commands.js';
import { escalatedTo, openCase } from './watch.state.js';

const verification = { duty: 'verification', dueOn: '2022-03-22' } as const;
const aMeasure = { duty: 'measure', reference: 'm1', dueOn: '2022-04-15' } as const;
const look = { duty: 'follow_up', dueOn: '2022-06-15' } as const;

describe('keeping a case under watch', () => {
  const keep = (reviewedOn: string, explanation = '病情未稳定') => command('KeepUnderWatch', { reviewedOn, explanation, reviewMonths: 12 });

  it('is decided from the day on which the review is due', () => {
    const kept = happened(
      'KeptUnderWatch',
      { ...ofCase, reviewedOn: '2023-03-01', explanation: '病情未稳定', nextReviewDueOn: '2024-03-01' },
      '2023-03-01',
    );
    given(...nearlyCleared)
      .when(keep('2023-02-28'))
      .thenRefused('review-not-due', { on: '2023-02-28', dueOn: '2023-03-01' });
    given(...nearlyCleared)
      .when(keep('2023-03-01'))
      .then(...answer(kept));
    given(...nearlyCleared, kept)
      .when(keep('2023-03-01'))
      .thenRefused('review-not-due', { dueOn: '2024-03-01' });
  });

  it('needs a reason and an open case', () => {
    given(...nearlyCleared)
      .when(keep('2023-03-01', ''))
      .thenRefused('explanation-missing', { field: 'explanation' });
    given().when(keep('2023-03-01')).thenRefused('watch-not-open');
    given(raised()).when(keep('2023-12-30')).thenRefused('date-in-future');
  });
});

describe('moving a case', () => {
  const move = command('MoveWatch', { toUnitId: 'U2', movedOn: '2022-05-01' });
  const moved = happened('WatchMoved', { ...ofCase, unitId: 'U2', fromUnitId: 'U1', movedOn: '2022-05-01' }, '2022-05-01');

  it('follows the file, once', () => {
    given(raised())
      .when(move, reaction)
      .then(...answer(moved));
    given(raised(), moved).when(move, reaction).then();
    given().when(move, reaction).then();
    given(raised(), relapsed).when(move, reaction).then();
  });

  it('begins anew to go up, above the new unit', () => {
    const escalated = happened('WatchEscalated', { ...ofCase, ...verification, toUnitId: 'C1', escalatedOn: '2022-03-31' });
    expect(escalatedTo(openCase(given(raised(), escalated).state())!)).toBe('C1');
    expect(escalatedTo(openCase(given(raised(), escalated, moved).state())!)).toBeUndefined();
  });
});

describe('reminding of a duty', () => {
  const remind = (due: WatchCommandData['RecordReminder']['due'], stage: 'due_soon' | 'overdue', watchNumber = 1) =>
    command('RecordReminder', { watchNumber, due, stage, remindedOn: '2022-03-19' });
  const reminded = (due: WatchCommandData['RecordReminder']['due'], stage: 'due_soon' | 'overdue') =>
    happened('ReminderRecorded', { ...ofCase, ...due, stage, remindedOn: '2022-03-19' }, '2022-03-19');

  it('is recorded once for each duty, day and stage', () => {
    given(raised())
      .when(remind(verification, 'due_soon'), reaction)
      .then(...answer(reminded(verification, 'due_soon')));
    given(raised(), reminded(verification, 'due_soon')).when(remind(verification, 'due_soon'), reaction).then();
    given(raised(), reminded(verification, 'due_soon'))
      .when(remind(verification, 'overdue'), reaction)
      .then(...answer(reminded(verification, 'overdue')));
    given(raised(), verified(), planned())
      .when(remind(aMeasure, 'due_soon'), reaction)
      .then(...answer(reminded(aMeasure, 'due_soon')));
  });

  it('says nothing of what is done, has another day, or is of another case', () => {
    given(raised(), verified()).when(remind(verification, 'overdue'), reaction).then();
    given(raised())
      .when(remind({ ...verification, dueOn: '2022-03-21' }, 'overdue'), reaction)
      .then();
    given(raised())
      .when(remind(verification, 'overdue', 2), reaction)
      .then();
    given(raised(), verified(), planned())
      .when(remind({ ...aMeasure, reference: 'm2' }, 'overdue'), reaction)
      .then();
    given(raised(), relapsed).when(remind(verification, 'overdue'), reaction).then();
    given().when(remind(verification, 'overdue'), reaction).then();
  });

  it('begins anew with another day', () => {
    const open = [raised(), verified(), planned(), reminded(look, 'due_soon'), followedUp('2022-06-10', '2022-12-10')] as const;
    expect(openCase(given(...open).state())!.due).toContainEqual({ duty: 'follow_up', dueOn: '2022-12-10', reminded: [], escalatedTo: [] });
    given(...open)
      .when(remind(look, 'overdue'), reaction)
      .then();
  });
});

describe('escalating a duty', () => {
  const escalate = (toUnitId: string, escalatedOn = '2022-03-31', due: WatchCommandData['EscalateWatch']['due'] = verification) =>
    command('EscalateWatch', { watchNumber: 1, due, toUnitId, escalatedOn });
  const escalated = (toUnitId: string, due: WatchCommandData['EscalateWatch']['due'] = verification, escalatedOn = '2022-03-31') =>
    happened('WatchEscalated', { ...ofCase, ...due, toUnitId, escalatedOn }, escalatedOn, reaction);

  it('goes up level by level, to each unit once', () => {
    given(raised())
      .when(escalate('T1'), reaction)
      .then(...answer(escalated('T1')));
    given(raised(), escalated('T1')).when(escalate('T1'), reaction).then();
    given(raised(), escalated('T1'))
      .when(escalate('C1'), reaction)
      .then(...answer(escalated('C1')));
    expect(escalatedTo(openCase(given(raised(), escalated('T1'), escalated('C1')).state())!)).toBe('C1');
  });

  it('waits until the duty is overdue', () => {
    given(raised()).when(escalate('T1', '2022-03-22'), reaction).thenRefused('duty-not-overdue', { dueOn: '2022-03-22' });
    given(raised())
      .when(escalate('T1', '2022-03-23'), reaction)
      .then(...answer(escalated('T1', verification, '2022-03-23')));
  });

  it('is taken back once the duty is done', () => {
    expect(escalatedTo(openCase(given(raised(), escalated('T1'), verified()).state())!)).toBeUndefined();
    const stillOne = [raised(), verified(), planned(), escalated('T1', aMeasure), escalated('C1', look)] as const;
    expect(escalatedTo(openCase(given(...stillOne).state())!)).toBe('T1');
    expect(escalatedTo(openCase(given(...stillOne, followedUp('2022-07-01', '2023-01-01')).state())!)).toBe('T1');
    given(raised(), verified()).when(escalate('T1'), reaction).then();
  });

  it('makes nobody one who entered something of the case', () =>
    expect(openCase(given(raised(), escalated('T1')).state())!.enteredBy).toEqual([caseworker.by]));
});
