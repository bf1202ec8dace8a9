import { EventStore } from '#event-store/event-store';
import { leadIdOf } from '../../apps/server/src/platform/monitoring/leads.js';
import { Standings } from '../../apps/server/src/platform/monitoring/standings.js';
import { ReactionsService } from '../../apps/server/src/reactions/reactions.module.js';
import { applicationOf, CaseWork, officeOf, ok, openFileOfPerson, registeredHousehold } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { feedOver } from '../support/feed-work.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';
import { householdInCare, householdThatLeft, watchOfficeOf, WatchWork, type WatchOffice } from '../support/watch-work.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');
const on = (day: string): string => {
  clock.set(`${day}T02:00:00.000Z`);
  return day;
};

let server: TestServer;
let city: City;
let office: WatchOffice;
let legacy: LegacyFiles;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await watchOfficeOf(city);
  legacy = new LegacyFiles(server);
});
afterAll(() => server.discard());

const inCare = (): Promise<WatchWork> => householdInCare(server, office, legacy);
const left = (): Promise<WatchWork> => householdThatLeft(server, office, legacy, clock);

const refused = (code: string, details: object = {}) => ({
  status: 409,
  body: { code, ...(Object.keys(details).length > 0 && { details }) },
});

const eventTypes = async (stream: string): Promise<string[]> => {
  const types: string[] = [];
  for await (const page of server.app.get(EventStore).readStream(stream)) types.push(...page.map(({ type }) => type));
  return types;
};

describe('a household found close to the line', () => {
  it('is under watch by a rule, and stays so when it is turned away as not eligible', async () => {
    on('2022-03-01');
    const wages = { wageFen: 1_650_000, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 };
    const { caseworker, approver } = office;
    const application = applicationOf(idNumberOf('1974-03-16', 909), { appliedOn: '2022-03-01', fileNumber: 'F-M' });
    const { body } = await ok(caseworker.post('/households', application));
    const householdId = String(body.stream).slice('household-'.length);
    const file = (clerk: Clerk, action: string, said: object = {}) => ok(clerk.post(`/households/${householdId}/${action}`, said));
    const window = { from: '2021-03-01', to: '2022-02-28' };
    const nothing = { medicalFen: 0, disabilityCareFen: 0, schoolingFen: 0, housingFen: 0, employmentFen: 0 };
    await file(caseworker, 'declare-income', { incomes: wages, window });
    await file(caseworker, 'declare-expenses', { rigidCosts: nothing, window });
    const assets = { homes: 1, motorVehicle: false, mobilityAidVehicle: false, controllingShareholder: false, highFeeSchooling: false };
    await file(caseworker, 'record-assets', { assets });
    await file(approver, 'classify-household');
    const work = new WatchWork(server, office, householdId);
    expect((await work.file()).facts.classification).toMatchObject({ category: 'not_eligible', reason: 'marginal_risk' });
    await eventually(async () => expect(await work.open()).toMatchObject({ kind: 'marginal_risk_household', source: 'rule' }));
    expect((await work.shown()).body.flags[0]).toMatchObject({
      ruleId: 'marginal-near-line',
      sentence: expect.stringContaining('1人12个月纯收入16,500.00元，不高于低保标准（每人每月630.00元）的220%，即16,632.00元'),
      evidence: [{ stream: `household-${householdId}` }],
    });
    await file(approver, 'reject-application', { rejectedOn: '2022-03-01', reasonKind: 'not_eligible' });
    const applying = await ok(caseworker.post('/households', { ...application, fileNumber: 'F-M2' }));
    expect(applying.status).toBe(201);
    expect(await work.open()).toMatchObject({ status: 'raised' });
  });
});

describe('a relapse', () => {
  const underWatch = async (): Promise<WatchWork> => {
    const work = await left();
    on('2023-02-01');
    await ok(work.raise({ kind: 'unstable_exit_household' }));
    return work;
  };

  it('reopens the file once, with its people claimed again, whoever confirms it how often', async () => {
    const work = await underWatch();
    expect(await work.relapse('2023-02-01')).toMatchObject(refused('visit-not-made'));
    await ok(work.verify('2023-02-01', {}, office.both));
    expect(await work.relapse('2023-02-01', office.both)).toMatchObject(refused('four-eyes'));
    const headers = { 'idempotency-key': `relapse-${work.householdId}` };
    const confirmed = await ok(work.relapse('2023-02-01', office.approver, headers));
    expect(await work.file()).toMatchObject({ status: 'applied', relapses: 1, reopenedOn: '2023-02-01' });
    expect(await work.next(confirmed)).toEqual(['relapsed', null, null]);
    const { principal } = (await work.file()).facts;
    expect(await openFileOfPerson(server, principal.idNumber)).toBe(work.householdId);
    const twin = await ok(work.relapse('2023-02-01', office.approver, headers));
    expect(twin.body.revision).toBe(confirmed.body.revision);
    await ok(work.relapse('2023-02-01'));
    const { position } = confirmed.body;
    const timeline = await ok(office.caseworker.get(`/households/${work.householdId}/timeline?after=${position}&limit=200`));
    const told = timeline.body.rows.filter(({ type }: { type: string }) => type === 'HouseholdReopened');
    expect(told).toMatchObject([{ text: '2023-02-01返困，第1次恢复建档' }]);
    expect((await eventTypes(`watch-${work.householdId}`)).filter((type) => type === 'RelapseConfirmed')).toHaveLength(1);
  });

  it('that could not reopen the file is refused before anything is written', async () => {
    const work = await underWatch();
    await ok(work.verify('2023-02-01'));
    const [spouse] = (await work.file()).facts.members;
    const elsewhere = await ok(
      office.caseworker.post('/households', applicationOf(spouse!.idNumber!, { appliedOn: '2023-02-01', fileNumber: 'F-S' })),
    );
    expect(elsewhere.status).toBe(201);
    const before = await eventTypes(`watch-${work.householdId}`);
    expect(await work.relapse('2023-02-01')).toMatchObject(refused('person-in-another-open-file'));
    expect(await eventTypes(`watch-${work.householdId}`)).toEqual(before);
    expect((await work.file()).status).toBe('closed');
    // Without whoever left it, the file is reopened by hand, and that confirms the relapse.
    const reopening = { reopenedOn: '2023-02-01', circumstances: '再次患病', formerMembers: [spouse!.personId] };
    await ok(office.approver.post(`/households/${work.householdId}/reopen-on-relapse`, reopening));
    await eventually(async () => expect((await work.shown()).body.past[0]).toMatchObject({ status: 'relapsed', endedOn: '2023-02-01' }));
    expect(await work.file()).toMatchObject({ status: 'applied', relapses: 1 });
  });
});

describe('of whom something is heard', () => {
  const worker = idNumberOf('1986-06-06', 1);
  const spouse = idNumberOf('1986-06-06', 2);
  const hashOf = (idNumber: string): string => server.app.get(EventStore).keyring.identityHash(idNumber);
  /** Where somebody is known, and in what standing that file is. */
  const known = async (idNumber: string) => {
    await server.app.get(Standings).caughtUp();
    const person = (await server.app.get(Standings).personsOf([hashOf(idNumber), 'nobody'])).get(hashOf(idNumber));
    return person && [person.householdId, person.personId, person.file.status];
  };

  it('is found in the file he is in, then in the one that closed with him, and not where he left', async () => {
    const cases = await officeOf(city);
    on('2022-02-10');
    const application = applicationOf(worker, { fileNumber: 'F-W' });
    const work = await (await CaseWork.apply(server, cases, application)).register(clock);
    await ok(work.command(cases.caseworker, 'add-member', { name: '董勇', relation: 'spouse', idNumber: spouse }));
    const { principal, members } = (await work.file()).facts;
    const { householdId } = work;
    expect(await known(spouse)).toEqual([householdId, members[0]!.personId, 'registered']);

    on('2022-09-01');
    for (const month of ['2022-03', '2022-04', '2022-05', '2022-06', '2022-07', '2022-08'])
      await ok(work.command(cases.caseworker, 'record-monthly-income', { month, incomeFen: 140_000 }));
    const leaving = { leftOn: '2022-09-01', explainedOn: '2022-09-01', causeRemoved: '已返岗' };
    await ok(work.command(cases.approver, 'leave-difficulty', leaving));
    await eventually(async () => expect(await openFileOfPerson(server, spouse)).toBeUndefined());
    expect(await known(spouse)).toEqual([householdId, members[0]!.personId, 'left_difficulty']);

    // Whoever moved out before the file lives again has no claim left whose end could be told.
    const reopening = { reopenedOn: '2022-09-01', circumstances: '再次患病', formerMembers: [members[0]!.personId] };
    await ok(work.command(cases.approver, 'reopen-on-relapse', reopening));
    expect(await known(spouse)).toBeUndefined();
    expect(await known(worker)).toEqual([householdId, principal.personId, 'applied']);
  });
});

describe('what happens to the file', () => {
  it('moves the case along: who gave the household away sees it no more, who has it works on', async () => {
    const work = await inCare();
    on('2022-03-10');
    await ok(work.raise());
    const transfer = { toUnitId: units.otherBase, transferredOn: '2022-03-10', reasonKind: 'moved' };
    await ok(office.approver.post(`/households/${work.householdId}/transfer-household`, transfer));
    await eventually(async () => expect((await work.open())?.unitId).toBe(units.otherBase));
    expect(await office.caseworker.get(`/watches/${work.householdId}`)).toMatchObject({ status: 404 });
    expect(await work.verify('2022-03-10')).toMatchObject({ status: 404 });
    const there = await city.hire('base_caseworker', units.otherBase);
    await ok(work.verify('2022-03-10', {}, there));
    const { body } = await ok(there.get('/watches'));
    expect(body.rows).toMatchObject([{ householdId: work.householdId, unitId: units.otherBase, unitName: '演示煤矿工会' }]);
  });

  it('ends the case with a file that is cancelled', async () => {
    const work = await inCare();
    on('2022-03-10');
    await ok(work.raise());
    await ok(
      office.approver.post(`/households/${work.householdId}/cancel-household`, { cancelledOn: '2022-03-10', reasonKind: 'retired' }),
    );
    await eventually(async () => expect(await work.open()).toBeUndefined());
    expect((await work.shown()).body.past[0]).toMatchObject({ status: 'ended', endedOn: '2022-03-10' });
  });

  it('leaves who was in a file that ended no worse off than who never had one', async () => {
    const { householdId } = await registeredHousehold(server, await officeOf(city), clock);
    const work = new WatchWork(server, office, householdId);
    const { principal } = (await work.file()).facts;
    on('2022-03-10');
    const cancelling = { cancelledOn: '2022-03-10', reasonKind: 'retired' };
    await ok(office.approver.post(`/households/${householdId}/cancel-household`, cancelling));
    const settled = () => server.app.get(ReactionsService).settled(AbortSignal.timeout(20_000));
    await settled();
    const officer = await city.hire('service_centre_officer');
    const row = { 姓名: principal.name, 身份证号: principal.idNumber, 就诊月份: '2022-03', 类型: '住院' };
    const rows = ['20000', '19999'].map((amount) => ({ ...row, '自付金额(元)': amount }));
    const { body: feed } = await ok(officer.post('/feeds/medical_cost/rows', { rows }));
    expect(await feedOver({ server, token: await officer.session() }, feed.feedId)).toMatchObject({
      counts: { rows: 2, matched: 0, leads: 1, quiet: 1, faulty: 0 },
    });
    const said = { name: principal.name, idNumber: principal.idNumber, phone: '19900007711', words: '住院花费大' };
    await ok(server.request('POST', '/self-reports', { body: { unitCode: units.county, change: 'illness', ...said } }));
    await settled();
    const leadId = leadIdOf(server.app.get(EventStore).keyring.identityHash(principal.idNumber), 0);
    expect((await ok(officer.get(`/leads/${leadId}?after=${await server.app.get(EventStore).head()}`))).body).toMatchObject({
      ...{ state: 'open', unitId: units.county, household: null },
      ...{ heard: [{ ruleIds: ['medical-inpatient'] }], reported: [{ change: 'illness' }] },
    });
    const link = (body: object) => officer.post(`/leads/${leadId}/link`, { linkedOn: '2022-03-10', ...body });
    expect(await link({ householdId })).toMatchObject(refused('lead-household-ended'));
    expect(await link({})).toMatchObject(refused('lead-household-unknown'));
    const another = await inCare();
    await ok(link({ householdId: another.householdId }));
    expect((await another.open())?.status).toBe('raised');
    expect((await work.state()).signals.size).toBe(0);
  });
});
