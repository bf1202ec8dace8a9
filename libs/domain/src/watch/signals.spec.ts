import { ERASED } from '../kernel/message.js';
import {
  byRules,
  findingsOf,
  fire,
  flag,
  heard,
  illness,
  joblessness,
  recheckFlag,
  secondHome,
  sharpening,
} from '../testing/sample-flags.js';
import {
  about,
  bill,
  clueOn,
  answer,
  file,
  givenWatch as given,
  happened,
  planned,
  raised,
  receive,
  relapsed,
  sampleRules,
  signal,
  terms,
  verified,
} from '../testing/sample-watch.js';
import type { FileStanding } from './watch.commands.js';
import type { Signal, WatchEvent } from './watch.events.js';
import { countedSignals, openCase } from './watch.state.js';

const typesOf = (events: readonly WatchEvent[]): readonly string[] => events.map(({ type }) => type);

const only = (...ruleIds: readonly string[]) =>
  terms(
    clueOn,
    sampleRules.filter(({ ruleId }) => ruleIds.includes(ruleId)),
  );
const everyRuleYellow = terms(
  clueOn,
  sampleRules.map((rule) => ({ ...rule, severity: 'yellow' as const })),
);

describe('a signal that is received', () => {
  it('says nothing more where no rule holds', () => {
    const told = bill('s1', 499_999);
    given()
      .when(receive(told))
      .then(...answer(heard(told)));
  });

  it('raises a flag and a case, with the figures and the days of its policy', () =>
    given()
      .when(receive(illness))
      .then(...answer(heard(illness), flag('illness', 1, [illness]), byRules({ flagNumber: 1 }))));

  it('is heard once', () => {
    given(heard(illness)).when(receive(illness)).then();
    given(heard(illness))
      .when(receive({ ...illness, receivedOn: '2022-06-01', feedId: 'another' }))
      .then();
  });

  it('counts together with what was heard before', () => {
    const bills = [bill('s0', 300_000), bill('s1', 200_000)] as const;
    given(heard(bills[0]))
      .when(receive(bills[1]))
      .then(...answer(heard(bills[1]), flag('illness', 1, bills), byRules({ flagNumber: 1 })));
  });

  it('takes the kind of its case from the file', () => {
    const kindOf = (standing: Partial<FileStanding>) =>
      given()
        .when(receive(illness, terms(), file(standing)))
        .events()
        .flatMap((event) => (event.type === 'WatchRaised' ? [event.data.kind] : []));
    expect(kindOf({ status: 'left_difficulty' })).toEqual(['unstable_exit_household']);
    expect(kindOf({ status: 'registered', category: 'not_eligible', reason: 'marginal_risk' })).toEqual(['marginal_risk_household']);
    expect(kindOf({ status: 'registered', category: 'not_eligible', reason: 'above_lines' })).toEqual(['sudden_hardship_household']);
    expect(kindOf({ status: 'registered', category: 'deeply_difficult' })).toEqual(['sudden_hardship_household']);
  });

  it('raises one case for several rules, by the worst of them', () =>
    given(heard(joblessness))
      .when(receive(illness))
      .then(
        ...answer(
          heard(illness),
          flag('ill-and-jobless', 1, [illness, joblessness]),
          flag('illness', 2, [illness]),
          byRules({ severity: 'red', flagNumber: 1 }),
        ),
      ));

  it.each([
    ['a day that does not exist', { happenedOn: '2022-02-30' }, 'invalid-date'],
    ['a day ahead', { happenedOn: '2023-12-30' }, 'date-in-future'],
    ['a receipt on a day ahead', { receivedOn: '2023-12-30' }, 'date-in-future'],
    ['part of a fen', { figures: { amountFen: 0.5, marks: {} } }, 'invalid-amount'],
    ['less than nothing', { figures: { amountFen: -1, marks: {} } }, 'invalid-amount'],
  ])('with %s is refused', (_, change, code) =>
    given()
      .when(receive(signal('s1', 'medical_cost', change), terms()))
      .thenRefused(code),
  );

  it('is refused where the key of the principal is known to be gone', () => {
    given(raised({ statement: ERASED }))
      .when(receive(illness))
      .thenRefused('person-erased');
    given(raised({ statement: ERASED }))
      .when(receive(illness, terms(), file({ principalPersonId: 'p3' })))
      .then(...answer(heard(illness), { ...flag('illness', 1, [illness], { personId: 'p3' }) }));
  });
});

describe('a signal that was taken back', () => {
  const from = (feedId: string): Signal => ({ ...illness, feedId, row: 1 });
  const back = happened('SignalWithdrawn', { ...about, signalId: 's1', withdrawnOn: clueOn, explanation: '更正' });

  it('is heard anew from another feed, and from the same one stays taken back', () => {
    given(heard(from('f1')), back)
      .when(receive(from('f1')))
      .then();
    given(heard(from('f1')), back)
      .when(receive(illness))
      .then();
    expect(
      typesOf(
        given(heard(from('f1')), back)
          .when(receive(from('f2')))
          .events(),
      ),
    ).toEqual(['SignalReceived', 'FlagRaised', 'WatchRaised']);
    for (const feed of ['f1', 'f2'])
      given(heard(from('f1')), back, heard(from('f2')), back)
        .when(receive(from(feed)))
        .then();
  });
});

describe('a signal received while a case is open', () => {
  const jobless = [heard(joblessness), flag('jobless', 1, [joblessness]), byRules({ severity: 'green', cause: 'laid_off', flagNumber: 1 })];
  const ill = [heard(illness), flag('illness', 1, [illness]), byRules({ flagNumber: 1 })];

  it('supports the flag of its rule, with what is new and the figures of all together', () => {
    const more = { ...joblessness, signalId: 's9' };
    const findings = findingsOf('jobless', [joblessness, more]);
    const support = { ...about, flagNumber: 1, watchNumber: 1, signalIds: ['s9'], evidence: [], findings, supportedOn: clueOn };
    const supported = happened('FlagSupported', support, clueOn);
    given(...jobless)
      .when(receive(more))
      .then(...answer(heard(more), supported));
  });

  it('joins the case with a flag of another rule, and sharpens it', () =>
    given(...jobless)
      .when(receive(illness))
      .then(
        ...answer(
          heard(illness),
          flag('ill-and-jobless', 2, [illness, joblessness]),
          flag('illness', 3, [illness]),
          sharpening({ flagNumber: 2 }),
        ),
      ));

  it('leaves the case as it is where its flag is no worse', () =>
    given(...ill)
      .when(receive(joblessness, only('illness', 'jobless')))
      .then(...answer(heard(joblessness), flag('jobless', 2, [joblessness]))));

  it('of equal flags lets the first rule by id say the cause, until somebody has looked', () => {
    const flagged = answer(heard(fire), flag('disaster', 2, [fire], { severity: 'yellow' }));
    const changed = sharpening({ severity: 'yellow', previous: 'yellow', cause: 'natural_disaster' });
    given(...ill)
      .when(receive(fire, everyRuleYellow))
      .then(...flagged, ...answer(changed));
    given(...ill, verified())
      .when(receive(fire, everyRuleYellow))
      .then(...flagged);
  });

  it('raises the same case in whichever order things are heard', () => {
    const told = [illness, joblessness, fire];
    const orders = [told, told.toReversed(), [fire, illness, joblessness], [joblessness, fire, illness]];
    const caseAfter = (order: readonly Signal[]) => {
      const state = order.reduce<readonly WatchEvent[]>(
        (events, each) => [
          ...events,
          ...given(...events)
            .when(receive(each))
            .events(),
        ],
        [],
      );
      const { enteredBy: _enteredBy, raisedRevision: _raisedRevision, measures, ...rest } = openCase(given(...state).state())!;
      return { ...rest, measures: [...measures] };
    };
    expect(new Set(orders.map((order) => JSON.stringify(caseAfter(order)))).size).toBe(1);
    expect(caseAfter(told)).toMatchObject({ severity: 'red', cause: 'natural_disaster' });
  });

  it('brings the next look forward where it is worse, never back', () => {
    const sharpenedOn = (receivedOn: string) =>
      given(raised(), verified(), planned())
        .when(receive({ ...fire, receivedOn }))
        .events()
        .flatMap((event) => (event.type === 'WatchSharpened' ? [event.data.followUpDueOn] : []));
    expect(sharpenedOn('2022-04-02')).toEqual(['2022-05-02']);
    expect(sharpenedOn('2022-05-15')).toEqual([undefined]);
    expect(sharpenedOn('2022-05-31')).toEqual([undefined]);
  });

  it('leaves a case that a person raised as it is, unless it is worse', () => {
    expect(typesOf(given(raised()).when(receive(illness)).events())).toEqual(['SignalReceived', 'FlagRaised']);
    expect(typesOf(given(raised()).when(receive(joblessness)).events())).toEqual(['SignalReceived', 'FlagRaised']);
    const green = given(raised({ severity: 'green' }));
    expect(typesOf(green.when(receive(illness)).events())).toEqual(['SignalReceived', 'FlagRaised', 'WatchSharpened']);
  });
});

describe('a rule that asks for a new check of the file', () => {
  it('raises a flag with its day, and no case', () =>
    given()
      .when(receive(secondHome('s1')))
      .then(...answer(heard(secondHome('s1')), recheckFlag(1, secondHome('s1')))));

  it('asks once while that day is ahead, and again after it', () => {
    const typesAfter = (receivedOn: string) =>
      typesOf(
        given(heard(secondHome('s1')), recheckFlag(1, secondHome('s1')))
          .when(receive(secondHome('s2', receivedOn)))
          .events(),
      );
    expect(typesAfter('2022-03-31')).toEqual(['SignalReceived', 'FlagSupported']);
    expect(typesAfter('2022-04-01')).toEqual(['SignalReceived', 'FlagRaised']);
  });
});

describe('when a case has ended', () => {
  const over = [heard(illness), flag('illness', 1, [illness]), byRules({ flagNumber: 1 }), relapsed];

  it('what was heard until then counts no more', () => {
    const told = bill('s8', 499_999);
    expect([...countedSignals(given(...over).state())]).toEqual([]);
    given(...over)
      .when(receive(told))
      .then(...answer(heard(told)));
  });

  it('what no flag of it names goes on counting', () => {
    const small = bill('s7', 300_000);
    const more = bill('s8', 200_000);
    const jobless = [
      heard(joblessness),
      flag('jobless', 1, [joblessness]),
      byRules({ severity: 'green', cause: 'laid_off', flagNumber: 1 }),
    ];
    const state = given(...jobless, heard(small), relapsed).state();
    expect([...countedSignals(state)].map(({ signalId }) => signalId)).toEqual(['s7']);
    expect(
      typesOf(
        given(...jobless, heard(small), relapsed)
          .when(receive(more))
          .events(),
      ),
    ).toEqual([...['SignalReceived', 'FlagRaised', 'WatchRaised']]);
  });

  it('what is heard anew raises the next case, with its own number', () => {
    const told = bill('s8', 500_000);
    given(...over)
      .when(receive(told))
      .then(...answer(heard(told), flag('illness', 2, [told], { watchNumber: 2 }), byRules({ watchNumber: 2, flagNumber: 2 })));
  });
});
