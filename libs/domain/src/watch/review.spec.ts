import { byRules, flag, heard, illness } from '../testing/sample-flags.js';
import {
  about,
  bill,
  answer,
  command,
  file,
  givenWatch as given,
  happened,
  receive,
  relapsed,
  sampleRules,
  terms,
  today,
} from '../testing/sample-watch.js';
import type { FileStanding } from './watch.commands.js';

describe('a signal that is withdrawn', () => {
  const withdraw = (signalId: string, explanation = '医保局更正') =>
    command('WithdrawSignal', { signalId, principalPersonId: 'p1', unitId: 'U1', explanation });
  const withdrawn = happened('SignalWithdrawn', { ...about, signalId: 's1', withdrawnOn: today, explanation: '医保局更正' });

  it('is withdrawn once', () => {
    given(heard(illness))
      .when(withdraw('s1'))
      .then(...answer(withdrawn));
    given(heard(illness), withdrawn).when(withdraw('s1')).then();
  });

  it('has to be known, and the reason said', () => {
    given(heard(illness)).when(withdraw('s7')).thenRefused('signal-unknown', { signalId: 's7' });
    given().when(withdraw('s1')).thenRefused('signal-unknown');
    given(heard(illness)).when(withdraw('s1', ' ')).thenRefused('explanation-missing', { field: 'explanation' });
  });

  it('counts in no later judgement, and is not heard again', () => {
    const told = bill('s2', 499_999);
    given(heard(illness), withdrawn)
      .when(receive(told))
      .then(...answer(heard(told)));
    given(heard(illness), withdrawn).when(receive(illness)).then();
  });
});

describe('a review of what nobody told', () => {
  const lastAid = { paidOn: '2022-03-01', evidence: { stream: 'aid-1', revision: 6 } };
  const nextAid = { paidOn: '2022-04-01', evidence: { stream: 'aid-2', revision: 6 } };
  const review = (onDate: string, change: Partial<FileStanding> = { lastAid }) =>
    command('ReviewRisk', { file: file(change), terms: terms(onDate) });
  const aidOver = flag('aid-over', 1, [], {
    ...{ evidence: [lastAid.evidence], raisedOn: '2022-05-30' },
    findings: [{ condition: 'aid_ended', figures: { paidOn: '2022-03-01', days: 90, sinceDays: 90 } }],
  });
  const begun = byRules({ severity: 'green', cause: 'other', flagNumber: 1, raisedOn: '2022-05-30' });

  it('raises what holds by time, on the day from which it holds', () => {
    given().when(review('2022-05-29')).then();
    given()
      .when(review('2022-05-30'))
      .then(...answer(aidOver, begun));
    given().when(review('2022-05-30', {})).then();
  });

  it('says the same thing once, in a case and after it', () => {
    given(aidOver, begun).when(review('2022-06-30')).then();
    given(aidOver, begun, relapsed).when(review('2022-06-30')).then();
  });

  it('supports the flag of its rule where there is something new to rest on', () => {
    const findings = [{ condition: 'aid_ended', figures: { paidOn: '2022-04-01', days: 91, sinceDays: 90 } }];
    const support = {
      ...about,
      flagNumber: 1,
      watchNumber: 1,
      signalIds: [],
      evidence: [nextAid.evidence],
      findings,
      supportedOn: '2022-07-01',
    };
    const supported = happened('FlagSupported', support, '2022-07-01');
    const again = review('2022-07-01', { lastAid: nextAid });
    given(aidOver, begun)
      .when(again)
      .then(...answer(supported));
    given(aidOver, begun, supported).when(again).then();
  });

  it('leaves rules alone that rest on signals only', () => given(heard(illness)).when(review('2022-05-30', {})).then());

  describe('of a file that stands otherwise now', () => {
    const ofClosedFiles = sampleRules.map((rule) => ({ ...rule, scope: 'left_difficulty' as const }));
    const standsOtherwise = (onDate: string, change: Partial<FileStanding> = {}) =>
      command('ReviewRisk', { file: file(change), terms: terms(onDate, ofClosedFiles), standingChanged: true });
    const later = { raisedOn: '2022-05-30' };
    const ill = flag('illness', 1, [illness], later);

    it('judges what was heard before by the rules that are for it now, once', () => {
      const begun = byRules({ flagNumber: 1, raisedOn: '2022-05-30' });
      given(heard(illness))
        .when(standsOtherwise('2022-05-30', { status: 'registered' }))
        .then();
      given(heard(illness))
        .when(standsOtherwise('2022-05-30'))
        .then(...answer(ill, begun));
      given(heard(illness), ill, begun).when(standsOtherwise('2022-06-30')).then();
      given(heard(illness), ill, begun, relapsed).when(standsOtherwise('2022-06-30')).then();
    });

    it('leaves what lies too far back for them, and what nobody heard', () => {
      given(heard(illness)).when(standsOtherwise('2023-02-21')).then();
      given().when(standsOtherwise('2022-05-30')).then();
    });
  });
});
