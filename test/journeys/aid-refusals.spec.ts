import { refusalOrder } from '#domain/aid/aid.policies';
import { fund } from '#domain/fund/fund';
import type { DomainEvent } from '#domain/kernel/message';
import { policy } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { riceDelivered, riceProcured } from '#domain/testing/sample-goods';
import { applied, classificationOf, event, inCare, objected } from '#domain/testing/sample-household';
import { testContext } from '#domain/testing/scenario';
import { EventStore, type StoredEvent } from '#event-store/event-store';
import { newEvents, uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Directory } from '../../apps/server/src/platform/directory.js';
import { aidOfficeOf, AidWork, proposalOf, type Asking } from '../support/aid-work.js';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { openFund, receive } from '../support/fund-work.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';

const TODAY = '2022-03-01';
const nowhere = '00000000-0000-4000-8000-000000000009';

// Nothing follows from anything here: what is in the log was written by the request itself.
const server = await TestServer.start({ clock: new SetClock(`${TODAY}T02:00:00.000Z`), environment: { ROLES: 'api' } });
const city = await City.found(server);
const work = new AidWork(server, await aidOfficeOf(city), TODAY);
const legacy = new LegacyFiles(server);
const otherKeeper = await city.hire('finance_officer', units.otherCounty);
const otherProposer = await city.hire('base_caseworker', units.otherBase);
const fundId = await work.fund(10_000_000);
const foreignFund = await openFund(otherKeeper, { unitId: units.otherCounty, sourceLevel: 'county' });

afterAll(() => server.discard());

let written = 0;
const context = () => ({ ...testContext, requestId: `refusals-${++written}` });

const write = async (stream: string, events: readonly DomainEvent[]): Promise<void> => {
  await server.app.get(EventStore).append(stream, 'noStream', newEvents(stream, context(), events));
};

/** A file taken over, in care of two people; a wage of 24,000 yuan a year makes it relatively difficult. */
const household = async (yearlyWageFen = 1_200_000): Promise<Asking> => {
  const { householdId, row } = await legacy.take({ yearlyWageFen });
  return { householdId, payeePersonId: row.principal.personId, fundId };
};

/** The sample household with a history of its own. */
const fileWith = async (history: readonly DomainEvent[], unitId: string = units.base): Promise<Asking> => {
  const [householdId, payeePersonId] = [uuidFrom('refused file', ++written), uuidFrom('refused payee', written)];
  const named: Readonly<Record<string, string>> = { h1: householdId, p1: payeePersonId, U1: unitId };
  const text = JSON.stringify(history.map(({ type, data }) => ({ type, data }))).replace(
    /"(h1|p1|U1)"/g,
    (_, name: string) => `"${named[name]}"`,
  );
  await write(`household-${householdId}`, JSON.parse(text) as DomainEvent[]);
  return { householdId, payeePersonId, fundId };
};

const without = (...types: readonly string[]) => inCare.filter(({ type }) => !types.includes(type));
const instead = (replaced: string, ...by: readonly DomainEvent[]) => inCare.flatMap((each) => (each.type === replaced ? by : [each]));

const fundWith = async (change: Readonly<Record<string, unknown>>, amountFen = 100_000): Promise<string> => {
  const opened = await openFund(work.office.keeper, { unitId: units.county, sourceLevel: 'county', ...change });
  const fundType = change['source'] === undefined ? 'own_union_budget' : 'fiscal';
  await ok(receive(work.office.keeper, opened, amountFen, { fundType }));
  return opened;
};

/** Nine sacks of rice at 60 yuan, bought with the fund's money. */
const lot = async (): Promise<string> => {
  const lotId = uuidFrom('refused lot', ++written);
  const procured = { ...riceProcured, data: { ...riceProcured.data, lotId, fundId, unitId: units.county } } as DomainEvent;
  await write(`goodsLot-${lotId}`, [procured, riceDelivered]);
  return lotId;
};

const closedFund = async (): Promise<string> => {
  const opened = await openFund(work.office.keeper, { unitId: units.county, sourceLevel: 'county', purpose: 'living_aid' });
  await server.app.get(Streams).handle(fund, opened, { type: 'CloseFund', data: { closedOn: TODAY } }, context());
  return opened;
};

/** A region whose rules say nothing about aid. */
const withoutAidRules = async (): Promise<Asking> => {
  const { aid: _, ...rules } = starterPolicy.rules;
  const { title, effectiveFrom } = starterPolicy;
  const draft = { policyId: 'no-aid', title, effectiveFrom, rules, area: '410402' };
  const handle = server.app.get(Streams).handle.bind(server.app.get(Streams));
  await handle(policy, 'no-aid', { type: 'DraftPolicy', data: draft }, context());
  const { position } = await handle(
    policy,
    'no-aid',
    { type: 'PublishPolicy', data: { policyId: 'no-aid', version: 1 } },
    { ...context(), by: 'publisher-1' },
  );
  await server.app.get(Directory).reached(position);
  return fileWith(inCare, units.otherBase);
};

type Case = Readonly<{ asking: Asking; change?: Readonly<Record<string, unknown>>; by?: Clerk; approve?: true }>;

const asks = async (change: Readonly<Record<string, unknown>> = {}, approve?: true): Promise<Case> => ({
  asking: await household(),
  change,
  ...(approve && { approve }),
});

const notEligible = event('HouseholdClassified', {
  personId: 'p1',
  unitId: 'U1',
  classification: classificationOf({ incomes: { wageFen: 9_000_000, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 } }),
});

/** One request for each code that a request can meet, with the figures that decide it. */
const cases: Readonly<Record<string, readonly [() => Promise<Case>, Readonly<Record<string, unknown>>]>> = {
  'household-not-registered': [async () => ({ asking: await fileWith([applied()]) }), { status: 'applied' }],
  'notice-not-run': [async () => ({ asking: await fileWith(without('PublicNoticePosted', 'PublicNoticeClosed')) }), { onDate: TODAY }],
  'objection-open': [
    async () => ({
      asking: await fileWith(
        instead('PublicNoticeClosed', event('PublicNoticeClosed', { unitId: 'U1', closedOn: '2022-02-25' }), objected),
      ),
    }),
    { objections: 1 },
  ],
  'payee-not-in-household': [() => asks({ payeePersonId: nowhere }), { persons: 2 }],
  'no-aid-rules': [async () => ({ asking: await withoutAidRules(), by: otherProposer }), { policyVersion: 'no-aid@1' }],
  'classification-missing': [async () => ({ asking: await fileWith(without('HouseholdClassified')) }), {}],
  'category-not-eligible': [
    async () => ({ asking: await fileWith(instead('HouseholdClassified', notEligible)) }),
    { item: 'living_aid', category: 'not_eligible' },
  ],
  'urgent-above-limit': [() => asks({ urgent: true, amountFen: 300_001 }), { amountFen: 300_001, limitFen: 300_000 }],
  'invalid-amount': [() => asks({ amountFen: 0 }), { fields: ['amountFen'] }],
  'date-in-future': [() => asks({ proposedOn: '2022-03-02' }), { on: '2022-03-02', today: TODAY }],
  'cost-missing': [() => asks({ item: 'medical_aid' }), { item: 'medical_aid' }],
  'goods-not-named': [() => asks({ form: 'goods' }), { form: 'goods', named: false, known: false }],
  'goods-value-differs': [
    async () => asks({ form: 'goods', lotId: await lot(), quantity: 2 }),
    { amountFen: 30_000, valueFen: 12_000, quantity: 2, unitPriceFen: 6_000 },
  ],
  'items-per-year': [
    async () => {
      const asking = await household(2_400_000);
      await work.proposed(asking);
      return { asking, change: { item: 'study_aid' } };
    },
    { item: 'study_aid', items: ['living_aid'], limit: 1 },
  ],
  'earlier-aid-lifts-above-line': [
    async () => {
      const asking = await household(2_900_000);
      await work.pay(await work.granted(asking, { amountFen: 756_000 }), TODAY);
      return { asking, change: { basis: '2022-04' } };
    },
    { item: 'living_aid', earlierAidFen: 756_000, category: 'not_eligible' },
  ],
  'fund-absent': [() => asks({ fundId: nowhere }), { fundId: nowhere }],
  'fund-out-of-reach': [() => asks({ fundId: foreignFund }), { fundUnitId: units.otherCounty, unitId: units.base }],
  'fund-closed': [async () => asks({ fundId: await closedFund() }), {}],
  'off-purpose': [async () => asks({ fundId: await fundWith({ purpose: 'warmth' }) }), { purpose: 'warmth', item: 'living_aid' }],
  'fund-outside-period': [
    async () => asks({ fundId: await openFund(work.office.keeper, { unitId: units.county, sourceLevel: 'county', year: 2023 }) }),
    { on: TODAY, validFrom: '2023-01-01', validUntil: '2023-12-31' },
  ],
  'national-file-required': [
    async () => asks({ fundId: await fundWith({ source: 'central_finance', sourceLevel: 'central' }) }),
    { archiveLevel: 'city', sourceLevel: 'central' },
  ],
  'above-aid-limit': [
    async () => asks({ item: 'study_aid', fundId: await fundWith({ purpose: 'study_aid', conditions: { perAidMaxFen: 20_000 } }) }),
    { limitFen: 20_000, amountFen: 30_000 },
  ],
  'double-aid': [
    async () => {
      const asking = await household();
      await work.proposed(asking);
      return { asking };
    },
    { item: 'living_aid' },
  ],
  'over-cap': [() => asks({ amountFen: 756_001 }), { limitFen: 756_000, usedFen: 0, amountFen: 756_001, leftFen: 756_000 }],
  'above-household-limit': [
    async () =>
      asks({ item: 'legal_aid', fundId: await fundWith({ purpose: 'legal_aid', conditions: { perHouseholdMaxFen: 20_000 } }) }, true),
    { limitFen: 20_000, usedFen: 0, amountFen: 30_000 },
  ],
  'fund-overdrawn': [
    async () => asks({ item: 'job_placement', fundId: await fundWith({ purpose: 'job_placement' }, 29_999) }, true),
    { availableFen: 29_999, amountFen: 30_000 },
  ],
};

/** What the route itself keeps out, so that the rule is never asked. */
const keptOut = { 'invalid-date': { proposedOn: '2022-02-30' }, 'basis-missing': { basis: ' ' } } as const;

const since = async (position: string): Promise<readonly StoredEvent[]> => {
  const found: StoredEvent[] = [];
  for await (const page of server.app.get(EventStore).readAll({ after: position })) found.push(...page);
  return found;
};

describe('a request that a rule refuses', () => {
  it.each(Object.entries(cases))(
    '%s says so with its figures, is recorded as refused, and leaves no other trace',
    async (code, [arrange, figures]) => {
      const { asking, change, by = work.office.proposer, approve } = await arrange();
      const aidId = approve ? await work.reviewed(asking, change) : undefined;
      const before = await server.app.get(EventStore).head();
      const answer = aidId === undefined ? await by.post('/aids', proposalOf(asking, change)) : await work.approve(aidId);
      expect(answer).toMatchObject({ status: 409, body: { code, details: figures } });
      const command = aidId === undefined ? 'ProposeAid' : 'ApproveAid';
      const traces = await since(before);
      expect(traces).toMatchObject([
        { type: 'RequestRefused', data: { subject: 'aid', command, code, details: answer.body.details ?? {} } },
      ]);
      expect(traces[0]!.data).toMatchObject({ householdId: asking.householdId });
    },
  );

  it.each(Object.entries(keptOut))('as malformed is kept out before %s could be answered', async (_, change) => {
    const before = await server.app.get(EventStore).head();
    expect(await work.propose(await household(), change)).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    expect((await since(before)).filter(({ type }) => type === 'RequestRefused')).toEqual([]);
  });

  it('is tried here for every code there is', () => {
    expect([...Object.keys(cases), ...Object.keys(keptOut)].toSorted()).toEqual(refusalOrder.map(({ code }) => code).toSorted());
  });
});
