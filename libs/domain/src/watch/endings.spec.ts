import { flag, heard, illness, joblessness, sharpening } from '../testing/sample-flags.js';
import {
  about,
  answer,
  approver,
  caseworker,
  clear,
  cleared,
  command,
  confirmRelapse,
  delivered,
  followedUp,
  givenWatch as given,
  happened,
  measure,
  nearlyCleared,
  ofCase,
  planned,
  raised,
  reaction,
  relapsed,
  verified,
  type PastWatchEvent,
} from '../testing/sample-watch.js';
import type { FileStanding } from './watch.commands.js';
import { countedSignals, openCase } from './watch.state.js';

const supported = happened('FlagSupported', {
  ...{ ...about, flagNumber: 2, watchNumber: 1, signalIds: ['s9'], evidence: [], findings: [], supportedOn: '2022-12-15' },
});

describe('clearing a risk', () => {
  const on = (...history: readonly PastWatchEvent[]) => given(...history);

  it('ends a case that is stable long enough, with everything done', () => {
    on(...nearlyCleared)
      .when(clear(), approver)
      .then(...answer(cleared));
    expect(openCase(on(...nearlyCleared, cleared).state())).toBeUndefined();
  });

  it.each<[string, readonly PastWatchEvent[], Parameters<typeof clear>[0], string]>([
    ['before the visit', [raised({ urgent: true }), planned(), delivered()], {}, 'visit-not-made'],
    [
      'of a household without labour',
      [raised(), verified({ hasLabour: false }), ...nearlyCleared.slice(2)],
      {},
      'household-without-labour',
    ],
    [
      'with a measure outstanding',
      [...nearlyCleared, planned({ measures: [measure('m2')], plannedOn: '2022-07-01', followUpDueOn: '2022-12-15' })],
      {},
      'measures-outstanding',
    ],
    ['with costs not settled', nearlyCleared, { costsSettled: false }, 'costs-not-settled'],
    ['never seen stable', nearlyCleared.slice(0, -2), {}, 'not-stable-long-enough'],
    ['a day too early', nearlyCleared, { clearedOn: '2022-12-14' }, 'not-stable-long-enough'],
    ['looked at once at the beginning alone', nearlyCleared.slice(0, -1), {}, 'not-looked-at-since'],
    ['with a look overdue', nearlyCleared, { clearedOn: '2023-06-16' }, 'follow-up-overdue'],
    ['without words', nearlyCleared, { explanation: '' }, 'explanation-missing'],
    ['on a day ahead', nearlyCleared, { clearedOn: '2023-12-30' }, 'date-in-future'],
    ['on a day before the clue', nearlyCleared, { clearedOn: '2022-02-28' }, 'date-before-clue'],
  ])('%s is refused', (_, history, change, code) =>
    on(...history)
      .when(clear(change), approver)
      .thenRefused(code),
  );

  it('says which figures stand in the way', () => {
    on(...nearlyCleared)
      .when(clear({ clearedOn: '2022-12-14' }), approver)
      .thenRefused('not-stable-long-enough', { stableSince: '2022-06-15', stableMonths: 6, clearableOn: '2022-12-15' });
    on(...nearlyCleared)
      .when(clear({ clearedOn: '2023-06-16' }), approver)
      .thenRefused('follow-up-overdue', { dueOn: '2023-06-15', clearedOn: '2023-06-16' });
    on(...nearlyCleared.slice(0, -1), followedUp('2022-12-14', '2023-06-14'))
      .when(clear(), approver)
      .thenRefused('not-looked-at-since', {
        ...{ stableSince: '2022-06-15', stableMonths: 6 },
        ...{ lookedAtFrom: '2022-12-15', lastFollowUpOn: '2022-12-14' },
      });
    on(raised(), verified(), planned())
      .when(clear(), approver)
      .thenRefused('measures-outstanding', { measureIds: ['m1'] });
  });

  it('counts stability from after the last time it was broken', () =>
    on(...nearlyCleared, followedUp('2022-09-01', '2022-12-01', { stable: false }), followedUp('2022-12-01', '2023-06-01'))
      .when(clear({ clearedOn: '2023-05-31' }), approver)
      .thenRefused('not-stable-long-enough', { stableSince: '2022-12-01', clearableOn: '2023-06-01' }));

  it.each<[string, readonly PastWatchEvent[]]>([
    ['a flag of another rule', [flag('jobless', 1, [joblessness])]],
    ['more of the same rule', [supported]],
    ['a worse flag', [flag('ill-and-jobless', 1, [joblessness]), sharpening({ flagNumber: 1 })]],
  ])('begins to count stability anew after a warning: %s', (_, warning) =>
    on(flag('illness', 2, [illness]), ...nearlyCleared, ...warning)
      .when(clear(), approver)
      .thenRefused('not-stable-long-enough', { stableMonths: 6 }),
  );

  it('goes by what the last look says of labour', () => {
    const looks = [followedUp('2022-12-15', '2023-06-15', { hasLabour: true })];
    const unable = [raised(), verified({ hasLabour: false }), ...nearlyCleared.slice(2, -1)];
    on(...unable, ...looks)
      .when(clear(), approver)
      .then(...answer(cleared));
    on(...nearlyCleared, followedUp('2022-12-16', '2023-06-16', { hasLabour: false }))
      .when(clear({ clearedOn: '2022-12-16' }), approver)
      .thenRefused('household-without-labour');
  });

  it.each([
    ['raised, planned, delivered or followed up', caseworker],
    ['went along on the visit', { by: 'caseworker-2' }],
    ['is nobody', reaction],
  ])('is not for who %s', (_, who) =>
    on(...nearlyCleared)
      .when(clear(), who)
      .thenRefused('four-eyes'),
  );
});

describe('confirming a relapse', () => {
  const open = [raised(), verified()] as const;

  it('ends the case, counted once', () => {
    given(...open)
      .when(confirmRelapse(), approver)
      .then(...answer(relapsed));
    given(...open, relapsed)
      .when(confirmRelapse(), approver)
      .then();
    given(...open, relapsed)
      .when(confirmRelapse(), caseworker)
      .then();
  });

  it.each<FileStanding['status']>(['applied', 'returned', 'registered', 'turned_away', 'ended'])(
    'is not said of a file that is %s',
    (fileStatus) =>
      given(...open)
        .when(confirmRelapse({ fileStatus }), approver)
        .thenRefused('file-did-not-leave-difficulty', { status: fileStatus }),
  );

  it('comes after the visit, by somebody who entered nothing, in words', () => {
    given(raised()).when(confirmRelapse(), approver).thenRefused('visit-not-made');
    given(...open)
      .when(confirmRelapse(), caseworker)
      .thenRefused('four-eyes');
    given(...open)
      .when(confirmRelapse({ circumstances: ' ' }), approver)
      .thenRefused('explanation-missing', { field: 'circumstances' });
    given(...open)
      .when(confirmRelapse({ confirmedOn: '2022-02-28' }), approver)
      .thenRefused('date-before-clue');
    given().when(confirmRelapse(), approver).thenRefused('watch-not-open');
  });

  it('by a reaction is what was decided at the file, as it is', () => {
    given(raised())
      .when(confirmRelapse({ fileStatus: 'applied' }), reaction)
      .then(...answer(relapsed));
    given(...open, relapsed)
      .when(confirmRelapse(), reaction)
      .then();
    given().when(confirmRelapse(), reaction).then();
  });
});

describe('a case that ends with its file', () => {
  const evidence = { stream: 'household-h1', revision: 12 };
  const turn = command('TurnIntoCase', { turnedOn: '2022-05-01', evidence });
  const turned = happened('WatchTurnedIntoCase', { ...ofCase, turnedOn: '2022-05-01', evidence }, '2022-05-01');
  const end = command('EndWatch', { endedOn: '2022-05-01', ending: 'file_merged' });
  const ended = happened('WatchEnded', { ...ofCase, endedOn: '2022-05-01', ending: 'file_merged' }, '2022-05-01');

  it.each([
    ['registered as difficult', turn, turned, 'turned_into_case'],
    ['ended otherwise', end, ended, 'ended'],
  ] as const)('that was %s, ends once and settles what its flags name', (_, asked, event, status) => {
    given(raised())
      .when(asked, reaction)
      .then(...answer(event));
    given(raised(), event).when(asked, reaction).then();
    given().when(asked, reaction).then();
    const state = given(flag('jobless', 1, [joblessness]), heard(joblessness), flag('illness', 2, [joblessness]), raised(), event).state();
    expect(state.cases.get('1')).toMatchObject({ status, endedOn: '2022-05-01', due: [] });
    expect([...countedSignals(state)]).toEqual([]);
  });
});
