import { starterPolicy } from '#domain/policy/starter-policy';
import {
  applicationOf,
  assets,
  CaseWork,
  incomes,
  officeOf,
  ok,
  openFileOfPerson,
  registeredHousehold,
  window,
  type Office,
} from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-02-10T02:00:00.000Z');
const on = (day: string): void => clock.set(`${day}T02:00:00.000Z`);

let server: TestServer;
let city: City;
let office: Office;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await officeOf(city);
});
afterAll(() => server.discard());

let born = 0;
const somebody = (): string => idNumberOf('1985-08-08', ++born);

const openFileOf = (idNumber: string): Promise<string | undefined> => openFileOfPerson(server, idNumber);

const refused = (code: string, details: object = {}) => ({
  status: 409,
  body: { code, ...(Object.keys(details).length > 0 && { details }) },
});

describe('the yearly verification', () => {
  it('sets the next date a year ahead, and never goes back', async () => {
    const work = await registeredHousehold(server, office, clock);
    on('2023-02-03');
    const verify = (verifiedOn: string, outcome = 'unchanged') => work.command(office.caseworker, 're-verify', { verifiedOn, outcome });
    await ok(verify('2023-02-03'));
    expect(await verify('2023-01-15')).toMatchObject(refused('verification-out-of-order', { lastVerifiedOn: '2023-02-03' }));
    expect(await verify('2023-02-04')).toMatchObject(refused('date-in-future'));
    const { body } = await ok(office.caseworker.get(`/households/${work.householdId}`));
    expect(body.file.lastVerifiedOn).toBe('2023-02-03');
  });
});

describe('a new allowance line', () => {
  it('changes no decision that was made, and the next one by its own day', async () => {
    const work = await registeredHousehold(server, office, clock);
    // 12 months of 1,100 yuan for one person: above the line of 2022, below that of 2023.
    const wages = { ...incomes, wageFen: 1_600_000, transferFen: 220_000 };
    await ok(work.command(office.caseworker, 'declare-income', { incomes: wages, window }));
    on('2023-03-01');
    const [drafter, publisher] = [await city.hire('rights_dept_officer'), await city.hire('rights_dept_officer')];
    const { policyId, title, area, rules } = starterPolicy;
    const lines = [...rules.lines, { area: '4104', effectiveFrom: '2023-01-01', monthlyFen: 120_000, source: '演示标准' }];
    const draft = { title, area, effectiveFrom: '2023-01-01', rules: { ...rules, lines } };
    await ok(drafter.post(`/policies/${policyId}/draft-policy`, draft));
    await ok(publisher.post(`/policies/${policyId}/publish-policy`, { version: 2 }));

    const reclassify = (onDate: string) => work.command(office.approver, 'reclassify-household', { onDate });
    await ok(reclassify('2022-12-31'));
    expect((await work.file()).facts.classification).toMatchObject({
      policyVersion: 'pingdingshan@1',
      lineMonthlyFen: 63_000,
      category: 'relatively_difficult',
    });
    await ok(reclassify('2023-01-01'));
    expect((await work.file()).facts.classification).toMatchObject({
      policyVersion: 'pingdingshan@2',
      lineMonthlyFen: 120_000,
      category: 'deeply_difficult',
    });
    expect(await reclassify('2023-03-02')).toMatchObject(refused('date-in-future'));
  });
});

describe('a transfer', () => {
  it('hands the whole file over: who gave it sees it no more, who has it now works on', async () => {
    const work = await registeredHousehold(server, office, clock);
    const transfer = (toUnitId: string, key: string) => {
      const body = { toUnitId, transferredOn: '2022-02-10', reasonKind: 'employer_closed' };
      return work.command(office.approver, 'transfer-household', body, { 'idempotency-key': key });
    };
    expect(await transfer('999999', 'move-1')).toMatchObject({ status: 404, body: { code: 'unit-unknown' } });
    const first = await ok(transfer(units.otherBase, 'move-2'));
    expect((await ok(transfer(units.otherBase, 'move-2'))).body).toEqual(first.body);
    expect(await transfer(units.otherBase, 'move-3')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await work.missing()).toMatchObject({ status: 404 });
    const there = await city.hire('base_caseworker', units.otherBase);
    await ok(work.command(there, 'record-assets', { assets: { ...assets, homes: 0 } }));
  });

  it('is not to a union that is dissolved', async () => {
    const work = await registeredHousehold(server, office, clock);
    const administrator = await city.hire('administrator');
    const code = `${units.township}-999`;
    const registration = { code, parent: units.township, kind: 'base_union', name: '演示旧厂工会' };
    await ok(administrator.post('/units', registration));
    await ok(administrator.post(`/units/${code}/close-unit`));
    const move = { toUnitId: code, transferredOn: '2022-02-10', reasonKind: 'moved' };
    expect(await work.command(office.approver, 'transfer-household', move)).toMatchObject(refused('unit-closed'));
  });
});

describe('two files of one household', () => {
  it('become one; both histories stay, and the people belong to the file that goes on', async () => {
    const [worker, spouse, child] = [somebody(), somebody(), somebody()];
    clock.set('2022-02-10T02:00:00.000Z');
    const staying = await (await CaseWork.apply(server, office, applicationOf(worker))).register(clock);
    const ending = await (await CaseWork.apply(server, office, applicationOf(spouse))).register(clock);
    await ok(ending.command(office.caseworker, 'add-member', { name: '董小', relation: 'child', idNumber: child }));
    const { principal, members } = (await ending.file()).facts;
    const merge = {
      absorbedHouseholdId: ending.householdId,
      mergedOn: '2022-02-10',
      members: [{ personId: principal.personId, relation: 'spouse' }],
    };
    const stranger = { ...merge, members: [{ personId: '00000000-0000-4000-8000-000000000000', relation: 'child' }] };
    expect(await staying.command(office.approver, 'absorb-household', stranger)).toMatchObject(refused('member-unknown'));
    const elsewhere = await city.hire('county_approver', units.otherCounty);
    expect(await staying.command(elsewhere, 'absorb-household', merge)).toMatchObject({ status: 404 });
    const beforeTheOther = { ...merge, mergedOn: '2022-01-20' };
    const younger = await CaseWork.apply(server, office, applicationOf(somebody(), { appliedOn: '2022-02-01' }));
    expect(
      await staying.command(office.approver, 'absorb-household', {
        ...beforeTheOther,
        absorbedHouseholdId: younger.householdId,
        members: [],
      }),
    ).toMatchObject(refused('date-before-application'));
    const key = { 'idempotency-key': 'merge-once' };
    const first = await ok(staying.command(office.approver, 'absorb-household', merge, key));

    await eventually(async () => {
      expect(await ending.file()).toMatchObject({ status: 'closed', closing: { kind: 'merged', intoHouseholdId: staying.householdId } });
      expect(await openFileOf(spouse)).toBe(staying.householdId);
      // The child lives elsewhere now and is free for another file.
      expect(await openFileOf(child)).toBeUndefined();
    });
    expect((await staying.file()).facts.members).toMatchObject([{ personId: principal.personId, relation: 'spouse', idNumber: spouse }]);
    expect((await ending.file()).facts.members).toEqual(members);
    expect((await staying.command(office.approver, 'absorb-household', merge, key)).body).toEqual(first.body);
  });
});

describe('out of difficulty and back', () => {
  const worker = somebody();
  const daughter = somebody();
  let work: CaseWork;

  const record = (month: string, incomeFen: number) => work.command(office.caseworker, 'record-monthly-income', { month, incomeFen });
  const leave = (leftOn: string, clerk = office.approver) =>
    work.command(clerk, 'leave-difficulty', { leftOn, explainedOn: leftOn, causeRemoved: '已返岗,病情稳定' });

  it('needs six months above the line in a row', async () => {
    on('2022-02-10');
    work = await (await CaseWork.apply(server, office, applicationOf(worker))).register(clock);
    await ok(work.command(office.caseworker, 'add-member', { name: '高小', relation: 'child', idNumber: daughter }));
    on('2022-09-01');
    // Two people; the line is 630 yuan each, so 1,260.01 is the first fen above it.
    for (const month of ['2022-03', '2022-04', '2022-05', '2022-06', '2022-07']) await ok(record(month, 126_001));
    await ok(record('2022-08', 126_000));
    expect(await leave('2022-09-01')).toMatchObject(refused('months-above-line-insufficient', { months: 0, exitStableMonths: 6 }));
    await ok(record('2022-08', 126_001));
    const recorder = await city.hireFor([
      { role: 'base_caseworker', unit: units.base },
      { role: 'county_approver', unit: units.county },
    ]);
    await ok(work.command(recorder, 'record-monthly-income', { month: '2022-02', incomeFen: 1 }));
    expect(await leave('2022-09-01', recorder)).toMatchObject(refused('four-eyes'));
    await ok(leave('2022-09-01'));
    expect(await work.file()).toMatchObject({ status: 'closed', closing: { kind: 'left_difficulty', on: '2022-09-01' } });
    expect(await record('2022-09', 1)).toMatchObject(refused('household-closed'));
  });

  it('sets its people free for another file', async () => {
    await eventually(async () => expect(await openFileOf(daughter)).toBeUndefined());
    on('2023-06-01');
    await ok(office.caseworker.post('/households', applicationOf(daughter, { appliedOn: '2023-06-01', fileNumber: 'F-D' })));
  });

  it('is reopened as relapse, without the daughter who has a file of her own by now', async () => {
    on('2023-09-01');
    const relapse = { reopenedOn: '2023-09-01', circumstances: '旧病复发,再次停工' };
    const reopen = (body: object) => work.command(office.approver, 'reopen-on-relapse', body);
    expect(await reopen(relapse)).toMatchObject(refused('person-in-another-open-file'));
    expect(await openFileOf(worker)).toBeUndefined();
    const { personId } = (await work.file()).facts.members[0]!;
    await ok(reopen({ ...relapse, formerMembers: [personId] }));
    const file = await work.file();
    expect(file).toMatchObject({ status: 'applied', relapses: 1, facts: { fileNumber: 'F-2022-001', members: [] } });
    expect(await openFileOf(worker)).toBe(work.householdId);
    expect(await reopen(relapse)).toMatchObject(refused('relapse-without-exit'));
  });

  it('takes every step anew, and is classified by the line of the relapse', async () => {
    expect((await work.missing()).body.missing).toContain('classification');
    expect(await work.post('2023-08-31')).toMatchObject(refused('date-before-application'));
    await ok(work.classify());
    expect((await work.file()).facts.classification).toMatchObject({ inputs: { onDate: '2023-09-01' }, lineMonthlyFen: 120_000 });
    on('2023-09-15');
    for (const step of [
      () => work.authorise('2023-09-01'),
      () => work.survey('2023-09-04'),
      () => work.match('2023-09-05'),
      () => work.post('2023-09-06'),
      () => work.close('2023-09-13'),
      () => work.review('2023-09-14'),
    ])
      await ok(step());
    // He reopened the file, which stands for the application.
    expect(await work.approve('2023-09-15')).toMatchObject(refused('four-eyes'));
    const second = await city.hire('county_approver');
    await ok(work.command(second, 'approve-household', { approvedOn: '2023-09-15' }));
    expect(await work.file()).toMatchObject({ status: 'registered', relapses: 1 });
  });
});

describe('a temporary file', () => {
  it('is registered once somebody was at the home, and made formal when its papers are complete', async () => {
    on('2022-01-17');
    const work = await CaseWork.apply(server, office, applicationOf(somebody(), { temporary: true, fileNumber: 'T-1' }));
    await work.declareFigures();
    expect((await work.missing()).body).toMatchObject({ requiredSteps: ['survey'], missing: ['survey', 'classification'] });
    await ok(work.survey('2022-01-17'));
    await ok(work.classify());
    await ok(work.approve('2022-01-17'));
    on('2022-02-10');
    const makeFormal = () => work.command(office.approver, 'make-formal', { madeFormalOn: '2022-02-10' });
    expect(await makeFormal()).toMatchObject(refused('steps-missing', { missing: ['authorisation', 'notice', 'review', 'data_match'] }));
    for (const step of [
      () => work.authorise('2022-01-18'),
      () => work.match('2022-01-21'),
      () => work.post('2022-01-26'),
      () => work.close('2022-02-07'),
      () => work.review('2022-02-08'),
    ])
      await ok(step());
    await ok(makeFormal());
    expect((await work.file()).facts.temporary).toBe(false);
  });
});

describe('other ways to end', () => {
  const apply = () => CaseWork.apply(server, office, applicationOf(somebody()));

  it('an application is rejected for a reason, and its worker may apply again', async () => {
    on('2022-02-10');
    const idNumber = somebody();
    const work = await CaseWork.apply(server, office, applicationOf(idNumber));
    const reject = (body: object) => work.command(office.approver, 'reject-application', { rejectedOn: '2022-02-10', ...body });
    expect(await reject({ reasonKind: 'other' })).toMatchObject(refused('explanation-missing'));
    await ok(reject({ reasonKind: 'papers_incomplete' }));
    await eventually(() => ok(office.caseworker.post('/households', applicationOf(idNumber))));
  });

  it('a duplicate is cancelled and names the file that stays', async () => {
    on('2022-02-10');
    const [one, other] = [await apply(), await apply()];
    const cancel = (body: object) =>
      one.command(office.approver, 'cancel-household', { cancelledOn: '2022-02-10', reasonKind: 'duplicate', ...body });
    expect(await cancel({})).toMatchObject(refused('other-file-missing'));
    await ok(cancel({ otherHouseholdId: other.householdId }));
    expect(await one.file()).toMatchObject({ status: 'closed', closing: { kind: 'cancelled', reasonKind: 'duplicate' } });
  });

  it('a registered file is withdrawn only on a ground that can be seen in it', async () => {
    const work = await registeredHousehold(server, office, clock);
    const withdraw = (reasonKind: string) => work.command(office.approver, 'withdraw-household', { withdrawnOn: '2022-02-10', reasonKind });
    expect(await withdraw('failed_data_check')).toMatchObject(refused('data-match-hits-missing'));
    expect(await withdraw('not_eligible')).toMatchObject(refused('still-eligible', { category: 'relatively_difficult' }));
    await ok(work.match('2022-02-10', { result: 'hits', hits: '名下三套住房' }));
    await ok(withdraw('failed_data_check'));
  });
});
