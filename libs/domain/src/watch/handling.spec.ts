import { ERASED } from '../kernel/message.js';
import { byRules } from '../testing/sample-flags.js';
import {
  answer,
  approver,
  caseworker,
  clear,
  cleared,
  clueOn,
  command,
  deliver,
  delivered,
  dueAfter,
  file,
  followUp,
  givenWatch as given,
  happened,
  nearlyCleared,
  ofCase,
  plan,
  planned,
  raise,
  raised,
  relapsed,
  terms,
  verified,
  verify,
} from '../testing/sample-watch.js';
import type { FileStanding, WatchCommand } from './watch.commands.js';
import { openCase } from './watch.state.js';
import type { RiskKind } from './watch.terms.js';

describe('raising a case', () => {
  it('begins with its days and what is due', () => {
    given()
      .when(raise())
      .then(...answer(raised()));
    expect(dueAfter(raised())).toEqual(['verification 2022-03-22', 'yearly_review 2023-03-01']);
  });

  it('numbers the cases of a household', () =>
    given(...nearlyCleared, cleared)
      .when(raise())
      .then(...answer(raised({ watchNumber: 2 }))));

  it('is refused while one is open', () => given(raised()).when(raise()).thenRefused('watch-already-open', { watchNumber: 1 }));

  it('needs to be said why', () =>
    given()
      .when(raise({ statement: '  ' }))
      .thenRefused('explanation-missing', { field: 'statement' }));

  it('is about a clue of today or before', () =>
    given()
      .when(raise({ terms: terms('2023-12-30') }))
      .thenRefused('date-in-future'));

  it('writes nothing about somebody whose key is gone', () =>
    given(raised({ statement: ERASED }), relapsed)
      .when(raise())
      .thenRefused('person-erased'));

  const standings: Readonly<Record<string, Partial<FileStanding>>> = {
    'left difficulty': { status: 'left_difficulty' },
    'in the register': { status: 'registered', category: 'deeply_difficult' },
    'found close to the line': { status: 'registered', category: 'not_eligible', reason: 'marginal_risk' },
    applied: { status: 'applied' },
  };
  it.each<[string, RiskKind, boolean]>([
    ['left difficulty', 'unstable_exit_household', true],
    ['in the register', 'unstable_exit_household', false],
    ['found close to the line', 'marginal_risk_household', true],
    ['applied', 'marginal_risk_household', true],
    ['left difficulty', 'marginal_risk_household', false],
    ['in the register', 'marginal_risk_household', false],
    ['in the register', 'sudden_hardship_household', true],
    ['left difficulty', 'sudden_hardship_household', true],
  ])('of a household that is %s as %s: %s', (standing, kind, fits) => {
    const attempt = given().when(raise({ kind, file: file(standings[standing]) }));
    if (fits) expect(attempt.events()).toHaveLength(1);
    else attempt.thenRefused('kind-does-not-fit-file', { kind });
  });
});

describe('calling a case urgent', () => {
  const said = { markedOn: '2022-03-02', explanation: '家中断粮' };
  const marking = command('MarkUrgent', said);
  const marked = happened('WatchMarkedUrgent', { ...ofCase, ...said }, '2022-03-02');

  it('lets help come before the visit, which stays due, in a case that rules raised as well', () => {
    given(byRules({ severity: 'red' }))
      .when(marking)
      .then(...answer(marked));
    const early = planned({ plannedOn: '2022-03-02', followUpDueOn: '2022-06-02' });
    given(byRules({}), marked)
      .when(plan({ plannedOn: '2022-03-02' }))
      .then(...answer(early));
    given(byRules({}), marked, early)
      .when(deliver({ deliveredOn: '2022-03-02' }))
      .then(...answer(delivered('m1', '2022-03-02')));
    expect(dueAfter(byRules({}), marked, early)).toContain('verification 2022-03-22');
  });

  it('is said once', () => {
    given(raised({ urgent: true }))
      .when(marking)
      .then();
    given(raised(), marked).when(marking).then();
  });

  it('is entered by somebody, who then decides nothing of it', () =>
    given(byRules({}), marked, verified({ visitors: ['a1', 'a2'] }))
      .when(clear(), caseworker)
      .thenRefused('four-eyes'));

  it('is about an open case, on a day since the clue, for a reason', () => {
    given().when(marking).thenRefused('watch-not-open');
    given(raised({ raisedOn: '2022-03-03' }))
      .when(marking)
      .thenRefused('date-before-clue');
    given(raised())
      .when(command('MarkUrgent', { ...said, explanation: ' ' }))
      .thenRefused('explanation-missing', { field: 'explanation' });
  });
});

describe('assigning a case', () => {
  const assign = (...assignees: readonly string[]) => command('AssignWatch', { assignees, assignedOn: '2022-03-02' });
  const assigned = happened('WatchAssigned', { ...ofCase, assignees: ['a1', 'a2'], assignedOn: '2022-03-02' }, '2022-03-02');

  it('names people, each once', () => {
    given(raised())
      .when(assign('a1', 'a2', 'a1'))
      .then(...answer(assigned));
    given(raised()).when(assign()).thenRefused('assignees-missing');
  });

  it('to the same people says nothing new', () => given(raised(), assigned).when(assign('a2', 'a1')).then());

  it('comes after the clue', () =>
    given(raised({ raisedOn: '2022-03-03' }))
      .when(assign('a1'))
      .thenRefused('date-before-clue', { on: '2022-03-02', raisedOn: '2022-03-03' }));
});

describe('visiting the household', () => {
  it('settles what is at risk, and asks for a plan', () => {
    const found = { severity: 'green', cause: 'accident', hasLabour: false } as const;
    given(raised())
      .when(verify(found))
      .then(...answer(verified(found)));
    expect(openCase(given(raised(), verified(found)).state())).toMatchObject({ ...found, status: 'verified', verifiedOn: '2022-03-10' });
    expect(dueAfter(raised(), verified())).toEqual(['plan 2022-03-24', 'yearly_review 2023-03-01']);
  });

  it.each([
    ['2022-03-22', true],
    ['2022-03-23', false],
  ])('on %s is within its term: %s', (visitedOn, withinTerm) =>
    given(raised())
      .when(verify({ visitedOn, planDueOn: '2022-04-30' }))
      .then(...answer(verified({ visitedOn, planDueOn: '2022-04-30', withinTerm }))),
  );

  it.each([
    [['a1', 'a2', 'a3'], undefined],
    [['a1', 'a2'], undefined],
    [['a1', 'a1'], 1],
    [[], 0],
  ])('by %j counts people, not names written down', (visitors, counted) => {
    const attempt = given(raised()).when(verify({ visitors }));
    if (counted === undefined) attempt.then(...answer(verified({ visitors })));
    else attempt.thenRefused('too-few-visitors', { visitors: counted, minimumVisitors: 2 });
  });

  it('happens between the clue and today', () => {
    given(raised())
      .when(verify({ visitedOn: clueOn }))
      .then(...answer(verified({ visitedOn: clueOn })));
    given(raised())
      .when(verify({ visitedOn: '2022-02-28' }))
      .thenRefused('date-before-clue');
    given(raised())
      .when(verify({ visitedOn: '2023-12-30' }))
      .thenRefused('date-in-future');
  });

  it('says what was found, and when the plan is due', () => {
    given(raised())
      .when(verify({ findings: '' }))
      .thenRefused('explanation-missing', { field: 'findings' });
    given(raised())
      .when(verify({ planDueOn: '2022-03-09' }))
      .thenRefused('due-date-too-early', { from: '2022-03-10' });
  });

  it('confirms a case once', () =>
    given(raised(), verified()).when(verify()).thenRefused('watch-already-verified', { verifiedOn: '2022-03-10' }));

  it('comes after help where the case is urgent, and asks for no further plan', () => {
    const { planDueOn: _planDueOn, ...visit } = verified().data as ReturnType<typeof verified>['data'] & { planDueOn?: string };
    const early = planned({ plannedOn: '2022-03-02' });
    given(raised({ urgent: true }), early)
      .when(verify())
      .then({ type: 'WatchVerified', data: visit, effectiveOn: '2022-03-10' } as ReturnType<typeof answer>[number]);
    expect(dueAfter(raised({ urgent: true }), early)).toContain('verification 2022-03-22');
  });
});

describe('rejecting a case', () => {
  const reject = command('RejectWatch', { rejectedOn: '2022-04-20', reasonKind: 'not_confirmed', explanation: '费用已报销' });
  const rejected = happened(
    'WatchRejected',
    { ...ofCase, rejectedOn: '2022-04-20', reasonKind: 'not_confirmed', explanation: '费用已报销' },
    '2022-04-20',
    approver,
  );

  it.each([
    ['raised', [raised()]],
    ['verified', [raised(), verified()]],
    ['planned', [raised(), verified(), planned()]],
  ] as const)('that is %s ends it, and nothing is due any more', (_, history) => {
    given(...history)
      .when(reject, approver)
      .then(...answer(rejected));
    expect(openCase(given(...history, rejected).state())).toBeUndefined();
    expect(
      given(...history, rejected)
        .state()
        .cases.get('1'),
    ).toMatchObject({ status: 'rejected', endedOn: '2022-04-20', due: [] });
  });

  it('is not for who raised or visited it', () => {
    given(raised()).when(reject, caseworker).thenRefused('four-eyes');
    given(raised(), verified()).when(reject, { by: 'caseworker-2' }).thenRefused('four-eyes');
  });

  it('needs its reason in words', () =>
    given(raised())
      .when({ ...reject, data: { ...reject.data, explanation: '' } }, approver)
      .thenRefused('explanation-missing', { field: 'explanation' }));
});

describe('whatever is asked of a case', () => {
  const asked: readonly WatchCommand[] = [verify(), plan(), deliver(), followUp('2022-06-15')];

  it.each(asked.map((each) => [each.type, each] as const))('%s is refused where none is open', (_, each) => {
    given().when(each).thenRefused('watch-not-open');
    given(...nearlyCleared, cleared)
      .when(each)
      .thenRefused('watch-not-open', { status: 'cleared' });
  });

  it.each(asked.map((each) => [each.type, each] as const))('%s writes nothing about somebody whose key is gone', (_, each) =>
    given(raised({ statement: ERASED }))
      .when(each)
      .thenRefused('person-erased'),
  );
});
