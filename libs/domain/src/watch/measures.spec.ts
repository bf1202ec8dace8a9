import {
  answer,
  approver,
  clear,
  cleared,
  clueOn,
  command,
  deliver,
  dueAfter,
  delivered,
  followedUp,
  followUp,
  givenWatch as given,
  happened,
  measure,
  nearlyCleared,
  ofCase,
  plan,
  planned,
  raised,
  reaction,
  verified,
} from '../testing/sample-watch.js';
import { openCase } from './watch.state.js';

describe('planning measures', () => {
  it('names each with its day, and the day of the next look by severity', () => {
    given(raised(), verified())
      .when(plan())
      .then(...answer(planned()));
    given(raised(), verified({ severity: 'red' }))
      .when(plan())
      .then(...answer(planned({ followUpDueOn: '2022-04-15' })));
    expect(dueAfter(raised(), verified(), planned())).toEqual([
      'measure m1 2022-04-15',
      'follow_up 2022-06-15',
      'yearly_review 2023-03-01',
    ]);
  });

  it('may add measures later, and puts no look off', () => {
    const later = { plannedOn: '2022-05-01', measures: [measure('m2', { dueOn: '2022-05-20' })] };
    given(raised(), verified(), planned())
      .when(plan(later))
      .then(...answer(planned(later)));
    expect(dueAfter(raised(), verified(), planned(), planned(later))).toEqual([
      'measure m1 2022-04-15',
      'measure m2 2022-05-20',
      'follow_up 2022-06-15',
      'yearly_review 2023-03-01',
    ]);
  });

  it('waits for the visit, unless the case is urgent', () => {
    given(raised()).when(plan()).thenRefused('watch-not-verified');
    given(raised({ urgent: true }))
      .when(plan())
      .then(...answer(planned()));
    given(raised(), verified())
      .when(plan({ plannedOn: '2022-03-09' }))
      .thenRefused('date-before-visit', { on: '2022-03-09', verifiedOn: '2022-03-10' });
    given(raised({ urgent: true }), verified())
      .when(plan({ plannedOn: '2022-03-09' }))
      .then(...answer(planned({ plannedOn: '2022-03-09', followUpDueOn: '2022-06-09' })));
  });

  it.each<[string, Parameters<typeof plan>[0], string]>([
    ['nothing', { measures: [] }, 'measures-missing'],
    ['one thing twice', { measures: [measure('m1'), measure('m1')] }, 'measure-already-planned'],
    ['something due before it is planned', { measures: [measure('m1', { dueOn: '2022-03-14' })] }, 'due-date-too-early'],
    ['something due on no day', { measures: [measure('m1', { dueOn: '2022-02-30' })] }, 'invalid-date'],
    ['something without words', { measures: [measure('m1', { description: ' ' })] }, 'explanation-missing'],
    ['a referral to nobody', { measures: [measure('m1', { kind: 'referral' })] }, 'department-missing'],
    ['on a day before the clue', { plannedOn: '2022-02-28' }, 'date-before-clue'],
    ['on a day ahead', { plannedOn: '2023-12-30' }, 'date-in-future'],
  ])('of %s is refused', (_, change, code) =>
    given(raised({ urgent: true }))
      .when(plan(change))
      .thenRefused(code),
  );

  it('uses an id once in the household’s watch, in whichever case', () => {
    given(raised(), verified(), planned())
      .when(plan({ plannedOn: '2022-03-20' }))
      .thenRefused('measure-already-planned', { measureIds: ['m1'] });
    given(...nearlyCleared, cleared, raised({ watchNumber: 2, urgent: true }))
      .when(plan())
      .thenRefused('measure-already-planned', { measureIds: ['m1'] });
  });
});

describe('delivering a measure', () => {
  const open = [raised(), verified(), planned()] as const;

  it('does the duty', () => {
    given(...open)
      .when(deliver())
      .then(...answer(delivered()));
    expect(dueAfter(...open, delivered())).toEqual(['follow_up 2022-06-15', 'yearly_review 2023-03-01']);
  });

  it('happens once', () => {
    given(...open, delivered())
      .when(deliver())
      .then();
    given(...open, delivered())
      .when(deliver({ deliveredOn: '2022-04-02' }))
      .thenRefused('measure-already-delivered', { deliveredOn: '2022-04-01' });
  });

  it('is of a measure that was planned, on a day since the clue', () => {
    given(...open)
      .when(deliver({ measureId: 'm9' }))
      .thenRefused('measure-unknown', { measureId: 'm9' });
    given(...open)
      .when(deliver({ deliveredOn: '2022-02-28' }))
      .thenRefused('date-before-clue');
    given(...open)
      .when(deliver({ deliveredOn: clueOn }))
      .then(...answer(delivered('m1', clueOn)));
  });

  it('by a reaction to a payment is answered nothing where nothing is to be done', () => {
    const late = deliver({ deliveredOn: '2022-04-02' });
    given(...open, delivered())
      .when(late, reaction)
      .then();
    given(...open)
      .when(deliver({ measureId: 'm9' }), reaction)
      .then();
    given(...nearlyCleared, cleared)
      .when(late, reaction)
      .then();
    given(...open)
      .when(late, reaction)
      .then(...answer(delivered('m1', '2022-04-02')));
  });
});

describe('dropping a measure', () => {
  const open = [raised(), verified(), planned()] as const;
  const said = { measureId: 'm1', droppedOn: '2022-04-01', explanation: '已由医保全额报销' };
  const drop = (change: Partial<typeof said> = {}) => command('DropMeasure', { ...said, ...change });
  const dropped = happened('MeasureDropped', { ...ofCase, ...said }, '2022-04-01');

  it('ends its duty and stands in the way of no clearing', () => {
    given(...open)
      .when(drop())
      .then(...answer(dropped));
    expect(dueAfter(...open, dropped)).toEqual(['follow_up 2022-06-15', 'yearly_review 2023-03-01']);
    given(...open, dropped, ...nearlyCleared.slice(4))
      .when(clear(), approver)
      .then(...answer(cleared));
  });

  it('happens once, and never to what was delivered', () => {
    given(...open, dropped)
      .when(drop({ droppedOn: '2022-04-02' }))
      .then();
    given(...open, delivered())
      .when(drop())
      .thenRefused('measure-already-delivered', { measureId: 'm1', deliveredOn: '2022-04-01' });
  });

  it('leaves nothing to deliver, for a reaction to a payment neither', () => {
    given(...open, dropped)
      .when(deliver())
      .thenRefused('measure-dropped', { measureId: 'm1', droppedOn: '2022-04-01' });
    given(...open, dropped)
      .when(deliver(), reaction)
      .then();
  });

  it.each<[string, Partial<typeof said>, string]>([
    ['what was never planned', { measureId: 'm9' }, 'measure-unknown'],
    ['on a day before the clue', { droppedOn: '2022-02-28' }, 'date-before-clue'],
    ['without a reason', { explanation: '' }, 'explanation-missing'],
  ])('%s is refused', (_, change, code) =>
    given(...open)
      .when(drop(change))
      .thenRefused(code),
  );
});

describe('following up', () => {
  const open = [raised(), verified(), planned(), delivered()] as const;

  it('takes the severity found for the case’s, better or worse, and sets the next day by it', () => {
    const worse = { severity: 'red', stable: false } as const;
    given(...open)
      .when(followUp('2022-06-15'))
      .then(...answer(followedUp('2022-06-15', '2022-12-15')));
    given(...open)
      .when(followUp('2022-06-15', worse))
      .then(...answer(followedUp('2022-06-15', '2022-07-15', worse)));
    expect(openCase(given(...open, followedUp('2022-06-15', '2022-07-15', worse)).state())).toMatchObject({ severity: 'red' });
  });

  it('begins a run of stability, keeps it, and breaks it', () => {
    const stableSince = (...visits: readonly [on: string, stable: boolean][]) =>
      openCase(given(...open, ...visits.map(([on, stable]) => followedUp(on, '2023-06-15', { stable }))).state())?.stableSince;
    expect(stableSince(['2022-06-15', true])).toBe('2022-06-15');
    expect(stableSince(['2022-06-15', true], ['2022-09-15', true])).toBe('2022-06-15');
    expect(stableSince(['2022-06-15', true], ['2022-09-15', false])).toBeUndefined();
    expect(stableSince(['2022-06-15', false], ['2022-09-15', true])).toBe('2022-09-15');
  });

  it('finds nobody stable who is worse off than before', () => {
    given(...open)
      .when(followUp('2022-06-15', { severity: 'red' }))
      .thenRefused('stable-yet-worse', { severity: 'red', previous: 'yellow' });
    given(...open)
      .when(followUp('2022-06-15', { severity: 'yellow' }))
      .then(...answer(followedUp('2022-06-15', '2022-09-15', { severity: 'yellow' })));
  });

  it('may find labour where there was none', () =>
    given(...open)
      .when(followUp('2022-06-15', { hasLabour: true }))
      .then(...answer(followedUp('2022-06-15', '2022-12-15', { hasLabour: true }))));

  it('comes after the plan, in the order of days', () => {
    given(raised(), verified()).when(followUp('2022-06-15')).thenRefused('watch-not-planned', { status: 'verified' });
    given(...open)
      .when(followUp('2022-03-14'))
      .thenRefused('date-before-plan', { plannedOn: '2022-03-15' });
    given(...open)
      .when(followUp('2022-03-15'))
      .then(...answer(followedUp('2022-03-15', '2022-09-15')));
    for (const on of ['2022-06-14', '2022-06-15'])
      given(...open, followedUp('2022-06-15', '2022-12-15'))
        .when(followUp(on))
        .thenRefused('follow-up-out-of-order', { on, lastFollowUpOn: '2022-06-15' });
    given(...open)
      .when(followUp('2023-12-30'))
      .thenRefused('date-in-future');
  });

  it('says what was found', () =>
    given(...open)
      .when(followUp('2022-06-15', { findings: ' ' }))
      .thenRefused('explanation-missing', { field: 'findings' }));
});
