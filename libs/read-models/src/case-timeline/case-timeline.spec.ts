import { aidPersonal } from '#domain/aid/aid.events';
import { watchPersonal } from '#domain/watch/watch.events';
import { householdPersonal, type HouseholdEvent } from '#domain/household/household.events';
import { ERASED } from '#domain/kernel/message';
import { decided } from '../../../domain/src/testing/household-commands.js';
import { aidEvent, everyAidEvent, paidAid, type AidTold } from '../../../../test/support/aid-history.js';
import { everyWatchEvent, watchEvent, wordsAboutPeople, type WatchTold } from '../../../../test/support/watch-history.js';
import { foldView, seenIn } from '../../../../test/support/fold-view.js';
import {
  applied,
  classificationOf,
  event,
  facts,
  inCare,
  principal,
  spouse,
  window,
  type PastEvent,
} from '../../../domain/src/testing/sample-household.js';
import type { AidSeen } from '../aid-folds.js';
import type { HouseholdSeen } from '../household-folds.js';
import type { WatchSeen } from '../watch-folds.js';
import { terms } from '../terms.js';
import { aidSentences } from './aid-sentences.js';
import { wordsOfAid } from './aid-words.js';
import { caseTimeline } from './case-timeline.js';
import { sentences } from './sentences.js';
import { wordsOf } from './household-words.js';
import { watchSentences } from './watch-sentences.js';
import { wordsOfWatch } from './watch-words.js';
import { render, yuan } from './words.js';

const told = (happened: HouseholdEvent, language: 'zh' | 'en' = 'zh'): string => render(wordsOf(happened), language);
const timeline = (...events: readonly PastEvent[]) => foldView(caseTimeline, seenIn<HouseholdSeen>('household-h1', events));

describe('the timeline', () => {
  it('has a row for each event, in order of their keys', () => {
    const rows = timeline(...inCare);
    expect([...rows.keys()]).toEqual([...rows.keys()].sort());
    expect([...rows.values()].map(({ type }) => type)).toEqual(inCare.map(({ type }) => type));
  });

  it('says who, when, in which role and unit, since when and why', () => {
    const returned = {
      ...event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-02-28', redo: ['survey', 'notice'] }, '2022-02-28'),
      reason: '缺收入证明',
      meta: { by: 'reviewer-1', role: 'township_reviewer', unit: 'T1' },
    };
    expect(timeline(applied(), returned).get('h1:000001')).toEqual({
      entryId: 'h1:000001',
      householdId: 'h1',
      subject: 'file',
      aidId: null,
      revision: 1,
      position: '000000000001',
      type: 'ReturnedForCorrection',
      at: '2022-03-01T02:00:00.000Z',
      effectiveOn: '2022-02-28',
      by: 'reviewer-1',
      role: 'township_reviewer',
      unit: 'T1',
      reason: '缺收入证明',
      words: {
        key: 'ReturnedForCorrection',
        parameters: { returnedOn: '2022-02-28', redo: { list: 'step', values: ['survey', 'notice'] } },
      },
    });
  });

  it('is the same when an event comes twice', () => {
    const events = seenIn<HouseholdSeen>('household-h1', inCare);
    expect(foldView(caseTimeline, [...events, ...events])).toEqual(foldView(caseTimeline, events));
  });
});

describe('the timeline of a household that is aided', () => {
  const aids = seenIn<AidSeen>('aid-a1', paidAid);

  it('has a row for each event of the aid beside those of the file', () => {
    const rows = foldView(caseTimeline, [...seenIn<HouseholdSeen>('household-h1', inCare), ...aids]);
    const ofAid = [...rows.values()].filter(({ aidId }) => aidId === 'a1');
    expect(rows.size).toBe(inCare.length + paidAid.length);
    expect(ofAid.map(({ type }) => type)).toEqual(['AidProposed', 'AidReviewed', 'AidGranted', 'AidPutInBatch', 'AidPaid']);
    expect(ofAid.every(({ householdId }) => householdId === 'h1')).toBe(true);
  });

  it('puts what happened to the file and to its aids in the order of the log', () => {
    const happened = [...aids.slice(0, 1), ...seenIn<HouseholdSeen>('household-h1', [applied()]), ...aids.slice(1, 2)];
    const placed = happened.map((event, place) => ({ ...event, position: String(place).padStart(12, '0') }));
    const rows = [...foldView(caseTimeline, placed).values()].sort((one, other) => (one.position < other.position ? -1 : 1));
    expect(rows.map(({ entryId }) => entryId)).toEqual(['h1:a1:000000', 'h1:000000', 'h1:a1:000001']);
  });

  it.each<[string, string, AidTold]>([
    [
      '2024-03-01为高娟申请医疗救助（慰问金，一般程序）3,000.00元，事由：2024-03住院',
      'medical aid (money, ordinary procedure) of 3,000.00 yuan proposed for 高娟 on 2024-03-01: 2024-03住院',
      aidEvent('AidProposed'),
    ],
    [
      '2024-03-03第2次为高娟申请医疗救助（慰问金，先救助后补材料）2,000.00元，事由：2024-03住院',
      'Round 2: medical aid (money, help first, papers after) of 2,000.00 yuan proposed for 高娟 on 2024-03-03: 2024-03住院',
      aidEvent('AidRevised', { urgent: true, amountFen: 200_000 }),
    ],
    ['2024-03-04市级工会同意帮扶', 'The city union agreed to the aid on 2024-03-04', aidEvent('AidApproved', { level: 'city' })],
    ['2024-03-10发放医疗救助3,000.00元', 'medical aid of 3,000.00 yuan paid on 2024-03-10', aidEvent('AidPaid')],
    ['2024-03-10银行退票：账户已销户', 'The bank sent the money back on 2024-03-10: account closed', aidEvent('AidBounced')],
    [
      '2024-03-09发放送温暖慰问品2件，价值300.00元',
      'warmth handed over on 2024-03-09: 2 pieces worth 300.00 yuan',
      aidEvent('AidHandedOver'),
    ],
    [
      '2024-04-10退回1,000.00元，尚欠2,000.00元',
      '1,000.00 yuan came back on 2024-04-10, 2,000.00 yuan to come',
      aidEvent('ClawBackReceived', { amountFen: 100_000, outstandingFen: 200_000 }),
    ],
  ])('tells %s', (zh, en, happened) => {
    const [event] = seenIn<AidSeen>('aid-a1', [happened]);
    expect(render(wordsOfAid(event!), 'zh')).toBe(zh);
    expect(render(wordsOfAid(event!), 'en')).toBe(en);
  });

  it.each(seenIn<AidSeen>('aid-a1', everyAidEvent).map((event) => [event.type, event] as const))('leaves no gap: %s', (_type, event) => {
    for (const language of ['zh', 'en'] as const) expect(render(wordsOfAid(event), language)).not.toMatch(/[{}]|undefined|\[object/);
  });

  it('never tells a card, a bank or what somebody wrote in his own words', () => {
    const all = JSON.stringify([...foldView(caseTimeline, seenIn<AidSeen>('aid-a1', everyAidEvent)).values()]);
    expect(['9999', '演示银行', '住院费用较高', '缺发票'].filter((secret) => all.includes(secret))).toEqual([]);
  });
});

describe('the timeline of a household under watch', () => {
  const every = seenIn<WatchSeen>('watch-h1', everyWatchEvent);

  it('has a row for each event of the watch beside those of the file and of its aids', () => {
    const file = seenIn<HouseholdSeen>('household-h1', inCare);
    const rows = [...foldView(caseTimeline, [...file, ...seenIn<AidSeen>('aid-a1', paidAid), ...every]).values()];
    const count = (subject: string) => rows.filter((row) => row.subject === subject && row.householdId === 'h1').length;
    expect(['file', 'aid', 'watch'].map(count)).toEqual([inCare.length, paidAid.length, everyWatchEvent.length]);
  });

  it.each<[string, string, WatchTold]>([
    [
      '2024-03-01收到市医疗保障局医疗费用信号，发生于2024-02-20',
      'Signal of medical cost from 市医疗保障局 on 2024-03-01, of 2024-02-20',
      watchEvent('SignalReceived'),
    ],
    [
      '2024-03-01触发红色预警：住院自付超过2万元，依据政策pingdingshan@3',
      'red flag on 2024-03-01: 住院自付超过2万元, policy pingdingshan@3',
      watchEvent('FlagRaised'),
    ],
    [
      '2024-03-15制定帮扶措施：医疗帮扶、帮扶救助，2024-06-15前回访',
      'Measures planned on 2024-03-15: medical help, aid; next follow-up by 2024-06-15',
      watchEvent('MeasuresPlanned'),
    ],
    [
      '2024-03-15制定帮扶措施：[erased]，2024-06-15前回访',
      'Measures planned on 2024-03-15: [erased]; next follow-up by 2024-06-15',
      watchEvent('MeasuresPlanned', { measures: ERASED as never }),
    ],
    [
      '2024-03-17提醒：入户核实逾期（期限2024-03-16）',
      'Reminder on 2024-03-17: visit at home overdue, due on 2024-03-16',
      watchEvent('ReminderRecorded'),
    ],
    [
      '2024-03-23入户核实逾期（期限2024-03-16），上报T1',
      'visit at home was due on 2024-03-16: taken up to T1 on 2024-03-23',
      watchEvent('WatchEscalated'),
    ],
  ])('tells %s', (zh, en, happened) => {
    const [event] = seenIn<WatchSeen>('watch-h1', [happened]);
    expect([render(wordsOfWatch(event!), 'zh'), render(wordsOfWatch(event!), 'en')]).toEqual([zh, en]);
  });

  it.each(every.map((event) => [event.type, event] as const))('leaves no gap: %s', (_type, event) => {
    for (const language of ['zh', 'en'] as const) expect(render(wordsOfWatch(event), language)).not.toMatch(/[{}]|undefined|\[object/);
  });

  it('never tells a figure of a bill or what somebody wrote in his own words', () => {
    const all = JSON.stringify([...foldView(caseTimeline, every).values()]);
    const told = JSON.stringify(everyWatchEvent);
    expect(wordsAboutPeople.filter((secret) => told.includes(secret)).length).toBeGreaterThan(5);
    expect(wordsAboutPeople.filter((secret) => all.includes(secret))).toEqual([]);
  });
});

describe('the words of an event', () => {
  it.each<[string, string, HouseholdEvent]>([
    ['高娟于2022-02-14提出建档申请，建档标准地市级', '高娟 applied on 2022-02-14 for a city file', applied()],
    [
      '2022-02-28退回补正，需重做：入户调查、公示',
      'Returned for correction on 2022-02-28; to redo: home survey, public notice',
      event('ReturnedForCorrection', { unitId: 'U1', returnedOn: '2022-02-28', redo: ['survey', 'notice'] }),
    ],
    [
      '致困原因：患重特大疾病；次要：无',
      'Causes: critical illness; further: none',
      event('CausesSet', { main: 'critical_illness', secondary: [] }),
    ],
    [
      '认定为深度困难：年纯收入8,000.00元，2人，低保标准每人每月630.00元，依据政策pingdingshan@1',
      'Classified as deeply difficult: yearly net income 8,000.00 yuan, 2 people, line 630.00 yuan per person and month, policy pingdingshan@1',
      event('HouseholdClassified', { personId: 'p1', unitId: 'U1', classification: classificationOf() }),
    ],
    ['增加家庭成员董勇', 'Member 董勇 added', event('MemberAdded', { member: spouse })],
    [
      '更正第3条记录的收入',
      'Corrected the incomes of record 3',
      event('FactCorrected', {
        correctsRevision: 3,
        correction: { kind: 'incomes', incomes: { wageFen: 0, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 }, window },
      }),
    ],
  ])('read %s', (zh, en, happened) => {
    expect(told(happened)).toBe(zh);
    expect(told(happened, 'en')).toBe(en);
  });

  it('exist in both languages for every event, and name only parameters that the event gives', () => {
    expect(Object.keys(sentences).sort()).toEqual(Object.keys(householdPersonal).sort());
    expect(Object.keys(aidSentences).sort()).toEqual(Object.keys(aidPersonal).sort());
    expect(Object.keys(watchSentences).sort()).toEqual(Object.keys(watchPersonal).sort());
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
    for (const { zh, en } of Object.values({ ...sentences, ...aidSentences, ...watchSentences })) expect(names(zh)).toEqual(names(en));
  });

  it.each(decided.flatMap(({ events }) => events.map((past) => [past.type, past] as const)))('leave no gap: %s', (_type, past) => {
    for (const language of ['zh', 'en'] as const) expect(told(past, language)).not.toMatch(/[{}]|undefined|\[object/);
  });

  it('never tell an ID number, telephone, card, address or health value', () => {
    const card = event('BankCardBound', { holderPersonId: 'p1', bankName: '演示银行', cardNumber: '9999999236834510221' });
    const contact = event('PrincipalContactChanged', { personId: 'p1', phone: '19900000124', address: '演示路2号' });
    const details = event('PrincipalDetailsChanged', { personId: 'p1', workStatus: 'retired', health: '恶性肿瘤' });
    const all = [applied(), ...facts, card, contact, details].map((happened) => JSON.stringify(wordsOf(happened))).join();
    const secret = [
      principal.idNumber,
      principal.phone,
      principal.address,
      '410424197207260733',
      '9999',
      '19900000124',
      '演示',
      '恶性肿瘤',
      '一般疾病',
    ];
    expect(secret.filter((value) => value !== undefined && all.includes(value))).toEqual([]);
  });

  it('say that a name was erased', () =>
    expect(told(event('MemberAdded', { member: { ...spouse, name: ERASED } }))).toBe('增加家庭成员[erased]'));

  it('have a word in both languages for every value of every list', () => {
    const words = Object.values(terms).flatMap((list) => Object.values<{ zh: string; en: string }>(list));
    expect(words.filter(({ zh, en }) => zh === '' || en === '')).toEqual([]);
  });
});

describe('an amount in yuan', () => {
  it.each([
    [0, '0.00'],
    [5, '0.05'],
    [-12, '-0.12'],
    [100, '1.00'],
    [99_999, '999.99'],
    [100_000, '1,000.00'],
    [123_456_789, '1,234,567.89'],
    [-123_456_789, '-1,234,567.89'],
    [Number.MAX_SAFE_INTEGER, '90,071,992,547,409.91'],
  ])('of %d fen reads %s', (fen, text) => expect(yuan(fen)).toBe(text));
});
