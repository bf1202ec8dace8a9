import { Logger } from '@nestjs/common';
import { addDays } from '#domain/kernel/calendar';
import type { RiskCondition, WatchRules } from '#domain/policy/watch-rules';
import { event, inCare } from '#domain/testing/sample-household';
import { happened, measure, ofCase, planned, raised, sampleRules, verified, watchRules } from '#domain/testing/sample-watch';
import { stranger } from '#domain/testing/sample-lead';
import { aidEvent } from '../../../../test/support/aid-history.js';
import { ladder, ScratchDeadlines } from '../../../../test/support/scratch-deadlines.js';

let scratch: ScratchDeadlines;

beforeAll(() => Logger.overrideLogger(false));
beforeEach(async () => {
  scratch = await ScratchDeadlines.open('2022-03-01');
});
afterEach(() => scratch.discard());

/** What was said of the duties of a household: stage, or where it went, which duty, on which day. */
const said = async (householdId = 'h1'): Promise<readonly string[]> =>
  (await scratch.kept(`watch-${householdId}`)).map(({ data }) => {
    const { stage, toUnitId, duty, reference = '', remindedOn, escalatedOn } = data as Readonly<Record<string, string>>;
    return [stage ?? `to ${toUnitId}`, duty, reference, remindedOn ?? escalatedOn].join(' ').replace('  ', ' ');
  });

const everyDay = (from: string, until: string): readonly string[] => (from > until ? [] : [from, ...everyDay(addDays(from, 1), until)]);
const keepDaily = async (from: string, until: string): Promise<void> => {
  for (const day of everyDay(from, until)) await scratch.keep(day);
};
const of = (householdId: string) => ({ householdId, personId: `p-${householdId}` });

describe('the duties of a watch case', () => {
  beforeEach(() => scratch.publish(watchRules));

  // Raised on Tuesday 1 March 2022, to be visited by the 22nd.
  it('are said to be due soon and overdue, once each, however often and by however many it is looked', async () => {
    await scratch.write('watch-h1', raised());
    await scratch.keep('2022-03-16');
    expect(await said()).toEqual([]);
    for (const day of ['2022-03-17', '2022-03-20', '2022-03-22', '2022-03-23', '2022-03-24']) {
      await scratch.keepTogether(day, 2);
      await scratch.keep(day);
    }
    expect(await said()).toEqual(['due_soon verification 2022-03-17', 'overdue verification 2022-03-23']);
  });

  it('that stay overdue go up level by level, each after its term in working days, and no further than the root', async () => {
    await scratch.write('watch-h1', raised());
    await keepDaily('2022-03-19', '2022-05-10');
    expect(await said()).toEqual([
      'due_soon verification 2022-03-19',
      'overdue verification 2022-03-23',
      `to ${ladder.township} verification 2022-03-30`,
      // Tomb-sweeping day lies between.
      `to ${ladder.county} verification 2022-04-08`,
      `to ${ladder.city} verification 2022-04-16`,
    ]);
  });

  it('wait for the working days after the Spring Festival', async () => {
    await scratch.write('watch-h1', raised({ raisedOn: '2022-01-07', verifyDueOn: '2022-01-28' }));
    await keepDaily('2022-01-28', '2022-02-10');
    // Two weekend days before the holidays are worked, and no day from 31 January to 6 February.
    expect(await said()).toEqual([
      'due_soon verification 2022-01-28',
      'overdue verification 2022-01-29',
      `to ${ladder.township} verification 2022-02-10`,
    ]);
  });

  it('that are due right after the Spring Festival are announced before it', async () => {
    await scratch.write('watch-h1', raised({ raisedOn: '2022-01-14', verifyDueOn: '2022-02-08' }));
    await keepDaily('2022-01-27', '2022-02-08');
    expect(await said()).toEqual(['due_soon verification 2022-01-29']);
  });

  it('are caught up with in one pass after the machine slept for a month', async () => {
    await scratch.write('watch-h1', raised());
    await scratch.keep('2022-03-10');
    await scratch.keep('2022-04-12');
    const found = ['overdue verification 2022-04-12', `to ${ladder.township} verification 2022-04-12`];
    expect(await said()).toEqual(found);
    // The township has had it since then, and has a term of its own.
    await keepDaily('2022-04-13', '2022-04-20');
    expect(await said()).toEqual([...found, `to ${ladder.county} verification 2022-04-20`]);
  });

  it('are with their own unit again once they are done, and the next ones begin there', async () => {
    await scratch.write('watch-h1', raised());
    await scratch.keep('2022-04-12');
    await scratch.write('watch-h1', verified({ visitedOn: '2022-04-12', planDueOn: '2022-04-28' }));
    await keepDaily('2022-04-13', '2022-04-29');
    expect((await said()).slice(2)).toEqual(['due_soon plan 2022-04-25', 'overdue plan 2022-04-29']);
    await keepDaily('2022-05-08', '2022-05-10');
    expect((await said()).at(-1)).toBe(`to ${ladder.township} plan 2022-05-10`);
  });

  it('begin anew above the unit that a file moved to', async () => {
    await scratch.write('watch-h1', raised());
    await scratch.keep('2022-04-12');
    const moved = { ...ofCase, unitId: ladder.sibling, fromUnitId: ladder.base, movedOn: '2022-04-12' };
    await scratch.write('watch-h1', happened('WatchMoved', moved));
    await keepDaily('2022-04-13', '2022-04-20');
    expect((await said()).slice(1)).toEqual([
      `to ${ladder.township} verification 2022-04-12`,
      `to ${ladder.township} verification 2022-04-20`,
    ]);
  });

  it('are told apart where several measures are planned', async () => {
    const measures = [measure('m1', { dueOn: '2022-04-15' }), measure('m2', { dueOn: '2022-04-18' })];
    await scratch.write('watch-h1', raised(), verified(), planned({ measures }));
    await keepDaily('2022-04-12', '2022-04-20');
    expect(await said()).toEqual([
      'due_soon measure m1 2022-04-12',
      'due_soon measure m2 2022-04-13',
      'overdue measure m1 2022-04-16',
      'overdue measure m2 2022-04-19',
    ]);
    await scratch.write('watch-h1', happened('MeasureDelivered', { ...ofCase, measureId: 'm1', deliveredOn: '2022-04-20' }));
    await keepDaily('2022-04-21', '2022-04-25');
    // Sunday the 24th is worked for the days off in May.
    expect((await said()).slice(4)).toEqual([`to ${ladder.township} measure m2 2022-04-25`]);
  });

  it('come out the same where the process dies after any of its writes', async () => {
    const households = ['h1', 'h2', 'h3'];
    for (const each of households) await scratch.write(`watch-${each}`, raised({ ...of(each), verifyDueOn: '2022-03-22' }));
    const dies = () =>
      scratch.keep('2022-04-12', { killedAfter: 1 }).then(
        () => 'ended',
        ({ name }: Error) => name,
      );
    const ends: string[] = [];
    while (ends.at(-1) !== 'ended' && ends.length < 20) ends.push(await dies());
    expect([...new Set(ends)]).toEqual(['AbortError', 'ended']);
    await scratch.keep('2022-04-12');
    const expected = ['overdue verification 2022-04-12', `to ${ladder.township} verification 2022-04-12`];
    for (const each of households) expect(await said(each)).toEqual(expected);
  });

  it('of others are kept where those of one household cannot be, which the next pass tries again', async () => {
    for (const each of ['h1', 'h2']) await scratch.write(`watch-${each}`, raised({ ...of(each), verifyDueOn: '2022-03-22' }));
    const { done, failed } = await scratch.keep('2022-04-12', { failsFor: 'h1' });
    expect([done, failed]).toMatchObject([
      { reminder: 1, escalation: 1 },
      { reminder: 1, escalation: 1 },
    ]);
    expect([await said('h1'), (await said('h2')).length]).toEqual([[], 2]);
    await scratch.keep('2022-04-12');
    expect((await said('h1')).length).toBe(2);
  });
});

it('nothing is due where the policy says nothing about monitoring', async () => {
  await scratch.write('watch-h1', raised());
  await scratch.write('household-h1', ...inCare);
  await scratch.keep('2024-04-12');
  expect(await said()).toEqual([]);
});

describe('files whose day has come', () => {
  const rule = (ruleId: string, need: RiskCondition) =>
    ({ ...sampleRules[0]!, ruleId, needs: [need], scope: 'registered', effect: 'recheck', severity: 'green', cause: 'other' }) as const;
  const rulesFor = (byDays: number): WatchRules => ({
    ...watchRules,
    rules: [
      rule('verification-overdue', { kind: 'verification_overdue', byDays }),
      rule('aid-ended', { kind: 'aid_ended', sinceDays: 90 }),
    ],
  });
  const register = (householdId: string, reverifyDueOn: string) =>
    scratch.write(
      `household-${householdId}`,
      ...inCare.slice(0, -1),
      event('HouseholdRegistered', {
        ...{ unitId: 'U1', registeredOn: '2022-03-01', fileNumber: 'F-1', reverifyDueOn },
      }),
    );
  const flags = async (householdId = 'h1') =>
    (await scratch.kept(`watch-${householdId}`)).map(({ data }) => `${String(data.ruleId)} ${String(data.raisedOn)}`);

  beforeEach(() => scratch.publish(rulesFor(30)));

  it('are judged on it, once for the same check', async () => {
    await register('h1', '2023-03-01');
    await scratch.keep('2023-03-30');
    expect(await flags()).toEqual([]);
    for (const day of ['2023-03-31', '2023-03-31', '2023-04-01', '2023-06-01']) await scratch.keep(day);
    expect(await flags()).toEqual(['verification-overdue 2023-03-31']);
    const checked = { personId: 'p1', unitId: 'U1', verifiedOn: '2023-06-01', outcome: 'unchanged', nextDueOn: '2024-06-01' } as const;
    await scratch.write('household-h1', event('HouseholdReVerified', checked));
    await scratch.keep('2024-07-01');
    expect(await flags()).toEqual(['verification-overdue 2023-03-31', 'verification-overdue 2024-07-01']);
  });

  it('are judged where their last aid was long ago', async () => {
    await register('h1', '2030-01-01');
    await scratch.write('aid-a1', aidEvent('AidPaid', { householdId: 'h1', paidOn: '2024-01-01' }));
    await scratch.keep('2024-03-30');
    await scratch.keep('2024-03-31');
    expect(await flags()).toEqual(['aid-ended 2024-03-31']);
  });

  it('are found where the machine slept, and where they came in with a day long past', async () => {
    await register('h1', '2023-03-01');
    await scratch.keep('2023-02-01');
    await scratch.keep('2023-09-01');
    expect(await flags()).toEqual(['verification-overdue 2023-09-01']);
    await register('h2', '2022-11-01');
    await scratch.keep('2023-09-01');
    expect(await flags('h2')).toEqual(['verification-overdue 2023-09-01']);
  });

  it('are all looked at anew once the policy has other days, and no more than those', async () => {
    await register('h1', '2023-03-01');
    await register('h2', '2023-05-20');
    await scratch.keep('2023-06-01');
    expect([await flags(), await flags('h2')]).toEqual([['verification-overdue 2023-06-01'], []]);
    expect((await scratch.keep('2023-06-02')).done.review).toBe(0);
    await scratch.publish(rulesFor(10), 2, '2023-06-03');
    expect((await scratch.keep('2023-06-03')).done.review).toBe(2);
    expect([await flags(), await flags('h2')]).toEqual([['verification-overdue 2023-06-01'], ['verification-overdue 2023-06-03']]);
    expect((await scratch.keep('2023-06-03')).done.review).toBe(0);
  });

  it('are looked at again by the next pass where that failed', async () => {
    await register('h1', '2023-03-01');
    await register('h2', '2023-03-01');
    expect((await scratch.keep('2023-04-01', { failsFor: 'h1' })).failed.review).toBe(1);
    expect([await flags(), (await flags('h2')).length]).toEqual([[], 1]);
    expect((await scratch.keep('2023-04-01')).done.review).toBe(1);
    expect(await flags()).toEqual(['verification-overdue 2023-04-01']);
  });
});

it('leads are forgotten once their days are over', async () => {
  await scratch.publish(watchRules);
  await scratch.write('lead-L1', { type: 'LeadOpened', data: { ...stranger, source: 'feed', openedOn: '2022-02-01' } });
  await scratch.keep(stranger.expiresOn);
  expect((await scratch.log.read('lead-L1')).length).toBe(1);
  expect((await scratch.keep(addDays(stranger.expiresOn, 1))).done.lead_expiry).toBe(1);
  expect((await scratch.log.read('lead-L1')).at(-1)).toMatchObject({ type: 'LeadExpired' });
});
