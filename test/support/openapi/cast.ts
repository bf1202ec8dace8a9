import { randomUUID } from 'node:crypto';
import { roles } from '#domain/account/account.events';
import type { HouseholdFacts } from '#domain/household/household.facts';
import { bill } from '#domain/testing/sample-lead';
import { feedColumns } from '#domain/feed/feed-row';
import { starterFeeds } from '#domain/policy/starter-feeds';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { Clock } from '../../../apps/server/src/platform/clock.js';
import { systemContext } from '../../../apps/server/src/platform/directory.js';
import { hearLead } from '../../../apps/server/src/platform/monitoring/leads.js';
import { applicationOf, CaseWork, officeOf, ok, registeredHousehold, type Office } from '../case-work.js';
import { City, PASSWORD, units, type Clerk } from '../city.js';
import { feedOver, sampleFeed, sendFeed } from '../feed-work.js';
import { purchaseOf } from '../goods-work.js';
import { importOver, sample, sendImport } from '../import-files.js';
import { idNumberOf } from '../people.js';
import type { SetClock, TestServer } from '../server.js';
import { listsOf } from './lists.js';
import type { Known } from './values.js';

/** People who ask, and what they can ask about. */
export type Cast = Readonly<{
  known: Known;
  /** Sessions by the names of those they belong to. */
  sessions: ReadonlyMap<string, () => Promise<string>>;
  /** Names of those who ask, each as often as he is listed. */
  senders: readonly string[];
}>;

/** Files in every state that a short while brings about. */
const files = async (server: TestServer, office: Office, clock: SetClock): Promise<readonly CaseWork[]> => {
  const applied = (count: number) =>
    CaseWork.apply(server, office, applicationOf(idNumberOf('1975-05-05', count), { fileNumber: `A-${count}` }));
  const surveyed = async (count: number) => {
    const work = await applied(count);
    await work.declareFigures();
    await work.authorise('2022-01-17');
    await work.survey('2022-01-19');
    return work;
  };
  const posted = await surveyed(3);
  await posted.post('2022-01-26');
  const registered = () => registeredHousehold(server, office, clock);
  return [await applied(1), await surveyed(2), posted, await registered(), await registered(), await registered()];
};

const unitTable = `code,parent,kind,name\n410402-101-007,${units.otherTownship},base_union,演示水泥厂工会\n`;
const householdTable = sample('households-gbk.csv').subarray(0, 3_000);

/** Imports that are over: one that wrote, and one that only judged. */
const imports = async (server: TestServer, administrator: Clerk, officer: Clerk): Promise<readonly string[]> => {
  const finished = async (clerk: Clerk, field: 'units' | 'households', bytes: Buffer | string, dryRun: string) => {
    const sender = { server, token: await clerk.session() };
    const { importId } = (await sendImport(sender, { [field]: { name: `${field}.csv`, bytes } }, dryRun)).body as { importId: string };
    await importOver(sender, importId);
    return importId;
  };
  return [await finished(administrator, 'units', unitTable, 'false'), await finished(officer, 'households', householdTable, 'true')];
};

/** A row with the columns of every department: whatever kind of feed it is sent as, none is missing. */
const rowOfEveryKind: Readonly<Record<string, string>> = Object.fromEntries(
  starterFeeds.flatMap((mapping) => feedColumns(mapping)).map((column) => [column, '1']),
);
const tableOfEveryKind = `${Object.keys(rowOfEveryKind).join(',')}\n${Object.values(rowOfEveryKind).join(',')}\n`;

/** Departments' files that were read, and one that was tried. */
const feedsOf = async (server: TestServer, officer: Clerk): Promise<readonly string[]> => {
  const read = async (kind: 'property' | 'medical_cost', query: string) => {
    const sender = { server, token: await officer.session() };
    const { feedId } = (await sendFeed(sender, kind, sampleFeed(kind), query)).body as { feedId: string };
    await feedOver(sender, feedId);
    return feedId;
  };
  return [await read('property', ''), await read('medical_cost', ''), await read('medical_cost', '?dryRun=true')];
};

/** Two funds of the city with money in them: one that goes on into the next year and one that may not. */
const fundsOf = async (keeper: Clerk): Promise<readonly string[]> => {
  const opened = async (source: string, sourceLevel: string, fundType: string) => {
    const opening = { source, sourceLevel, purpose: 'hardship_aid', unitId: units.city, year: 2022 };
    const { body } = await ok(keeper.post('/funds', opening));
    const fundId = String(body.stream).slice('fund-'.length);
    await ok(keeper.post(`/funds/${fundId}/receive-amount`, { fundType, amountFen: 100_000, voucher: '记-1', receivedOn: '2022-02-01' }));
    return fundId;
  };
  return [await opened('union_funds', 'city', 'own_union_budget'), await opened('central_finance', 'central', 'fiscal')];
};

/** Goods on order, and goods in the store. */
const lotsOf = async (buyer: Clerk, keeper: Clerk, fundId: string): Promise<readonly string[]> => {
  const bought = async (): Promise<string> => {
    const { body } = await ok(buyer.post('/goods-lots', purchaseOf(fundId, { unitPriceFen: 100, procuredOn: '2022-02-01' })));
    return String(body.stream).slice('goodsLot-'.length);
  };
  const inStore = await bought();
  await ok(keeper.post(`/goods-lots/${inStore}/record-delivery`, { deliveredOn: '2022-02-02', quantity: 10 }));
  return [inStore, await bought()];
};

/** People without a file of whom a department told something, and one of those who have one. */
const heardOf = async (server: TestServer, person: HouseholdFacts['principal']): Promise<readonly string[]> => {
  const { keyring } = server.app.get(EventStore);
  const heard = async (idNumber: string): Promise<string> => {
    const idHash = keyring.identityHash(idNumber);
    const signal = bill(`signal-${idHash}`);
    const context = systemContext('test', server.app.get(Clock), idHash);
    const stranger = { name: '高娟', idNumber, idHash, unitId: units.base, keepDays: 90, signal, ruleIds: ['inpatient-cost'] };
    return (await hearLead(server.app.get(Streams), stranger, context)).leadId;
  };
  const leadIds: string[] = [];
  for (const sequence of [1, 2, 3, 4]) leadIds.push(await heard(idNumberOf('1982-04-04', sequence)));
  return [...leadIds, await heard(person.idNumber)];
};

/** Aid asked for, aid reviewed, and aid granted, each for another household. */
const aidsOf = async (proposer: Clerk, { reviewer, approver }: Office, registered: readonly CaseWork[], fundId: string) => {
  const proposed = async (work: CaseWork): Promise<string> => {
    const payeePersonId = (await work.file()).facts.principal.personId;
    const request = { item: 'living_aid', form: 'cash', amountFen: 100, basis: '2022-02', fundId, payeePersonId };
    const { body } = await ok(proposer.post('/aids', { ...request, householdId: work.householdId }));
    return String(body.stream).slice('aid-'.length);
  };
  const aidIds: string[] = [];
  for (const work of registered) aidIds.push(await proposed(work));
  for (const aidId of aidIds.slice(1)) await ok(reviewer.post(`/aids/${aidId}/pass-review`, { reviewedOn: '2022-02-10' }));
  for (const aidId of aidIds.slice(2)) await ok(approver.post(`/aids/${aidId}/approve`, { approvedOn: '2022-02-10' }));
  return aidIds;
};

const accountIdsOf = (clerks: readonly Clerk[]): readonly string[] => clerks.map(({ accountId }) => accountId);

/** A city at work, with one who may do anything everywhere: he comes as far as the rules, those with one role meet its limits. */
export const castOf = async (server: TestServer, clock: SetClock): Promise<Cast> => {
  const city = await City.found(server);
  const office = await officeOf(city);
  const works = await files(server, office, clock);
  const persons = (await Promise.all(works.map((work) => work.file()))).map(({ facts }) => facts.principal.personId);
  const everyRole = roles.filter((role) => role !== 'administrator').map((role) => ({ role, unit: units.city }));
  const everybody = await city.hireFor(everyRole, 'everybody');
  const administrator = await city.hire('administrator');
  const asking = [...Object.values(office), await city.hire('rights_dept_officer'), await city.hire('auditor'), everybody, administrator];
  // What is done to these takes nothing from those who go on asking.
  const victims = [await city.hire('finance_officer'), await city.hire('dashboard_viewer')];
  // His password is changed by nobody.
  const visitor = await city.hire('dashboard_viewer');
  const fundIds = await fundsOf(everybody);
  const head = await server.app.get(EventStore).head();
  const cases = [randomUUID(), randomUUID()];
  const lists = await listsOf(server, office, everybody, works.at(-1)!, fundIds[0]!);
  const knownFields: readonly (readonly [RegExp, readonly string[]])[] = [
    [/householdId$/i, works.map(({ householdId }) => householdId)],
    [/^(personId|payeePersonId|signedBy|formerMembers)$/, persons],
    [/^(surveyors|visitors|assignees)$/, accountIdsOf(asking.slice(0, 3))],
    [/accountId$/i, accountIdsOf(victims)],
    [/^(unit|unitId|unitCode|toUnitId|parent)$/, [units.base, units.siblingBase, units.township, units.city]],
    [/^county$/, [units.county, units.city]],
    [/^code$/, [units.otherBase, units.otherTownship, '410402-101-009']],
    [/^policyId$/, ['pingdingshan', 'pingdingshan', 'hostile']],
    [/^version$/, ['1', '1', '1', '1', '1', '2']],
    [/^area$/, ['4104', '410481']],
    [/^(matchId|objectionId)$/, cases],
    [/^fundId$/, fundIds],
    [/^aidIds?$/, await aidsOf(everybody, office, works.slice(-3), fundIds[0]!)],
    [/^leadId$/, await heardOf(server, (await works[0]!.file()).facts.principal)],
    [/^lotId$/, await lotsOf(everybody, await city.hire('base_caseworker', units.city), fundIds[0]!)],
    [/^batchId$/, lists.batchIds],
    [/^unmatchedId$/, lists.unmatchedIds],
    [/^file$/, [...lists.answers, tableOfEveryKind, tableOfEveryKind]],
    [/^importId$/, await imports(server, administrator, everybody)],
    [/^feedId$/, await feedsOf(server, everybody)],
    [/^rows$/, [JSON.stringify(rowOfEveryKind)]],
    [/^units$/, [unitTable]],
    [/^households$/, [householdTable.toString()]],
    [/^username$/, [visitor.username]],
    [/^(password|currentPassword)$/, [PASSWORD]],
    [/^after$/, ['0', head, '9'.repeat(head.length)]],
  ];
  return {
    known: (field) => knownFields.find(([name]) => name.test(field))?.[1] ?? [],
    sessions: new Map(asking.map((clerk) => [clerk.username, () => clerk.session()])),
    senders: [...asking, ...asking.map((_, index) => (index % 2 === 0 ? everybody : administrator))].map(({ username }) => username),
  };
};
