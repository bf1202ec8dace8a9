import { randomUUID } from 'node:crypto';
import { applicationOf, CaseWork, officeOf, ok, type Office } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';

const WORKER = idNumberOf('1974-03-16', 14);
const SPOUSE = idNumberOf('1972-07-26', 73);

const clock = new SetClock('2022-01-17T02:00:00.000Z');
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

describe('registering a household, from its application to its approval over the Spring Festival of 2022', () => {
  let work: CaseWork;

  it('begins with the application, and says at once what else is needed', async () => {
    on('2022-01-17');
    work = await CaseWork.apply(server, office, applicationOf(WORKER));
    const steps = ['authorisation', 'survey', 'notice', 'review', 'data_match'];
    const { body } = await work.missing();
    expect(body).toMatchObject({ requiredSteps: steps, missing: [...steps, 'classification'], obstacles: [{ code: 'steps-missing' }] });
  });

  it('refuses a second file for the same ID number, in whatever union', async () => {
    const elsewhere = await city.hire('base_caseworker', units.otherBase);
    const again = applicationOf(WORKER, { unitId: units.otherBase });
    expect(await elsewhere.post('/households', again)).toMatchObject({ status: 409, body: { code: 'person-in-another-open-file' } });
  });

  it('is out of reach for the union next door', async () => {
    const neighbour = await city.hire('base_caseworker', units.siblingBase);
    const path = `/households/${work.householdId}/close-notice`;
    expect(await neighbour.post(path, { closedOn: '2022-01-17' })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('asks no department before the worker has signed', async () => {
    expect(await work.match('2022-01-17')).toMatchObject({ status: 409, body: { code: 'data-check-not-authorised' } });
    await ok(work.authorise('2022-01-17'));
    await ok(work.match('2022-01-17'));
  });

  it('lists the spouse, who then can have no file of her own', async () => {
    const spouse = { name: '董勇', relation: 'spouse', idNumber: SPOUSE, monthlyIncomeFen: 140_000 };
    await ok(work.command(office.caseworker, 'add-member', spouse));
    const own = applicationOf(SPOUSE, { fileNumber: 'F-2022-002' });
    expect(await office.caseworker.post('/households', own)).toMatchObject({ body: { code: 'person-in-another-open-file' } });
    const { members } = (await work.file()).facts;
    expect(members).toMatchObject([{ name: '董勇', sex: 'male', birthDate: '1972-07-26', idNumber: SPOUSE }]);
  });

  it('cannot be classified before its figures are declared, and previews them without writing', async () => {
    expect(await work.classify()).toMatchObject({
      status: 409,
      body: { code: 'classification-facts-missing', details: { missing: ['incomes', 'rigidCosts', 'assets'] } },
    });
    await work.declareFigures();
    const before = (await work.file()).revision;
    const preview = await work.command(office.caseworker, 'preview-classification', {
      incomes: { wageFen: 9_000_000, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 },
    });
    expect(preview).toMatchObject({ status: 200, body: { category: 'not_eligible', reason: 'above_lines', lineMonthlyFen: 63_000 } });
    expect((await work.file()).revision).toBe(before);
  });

  it('asks for two surveyors who exist', async () => {
    on('2022-01-19');
    const { caseworker } = office;
    expect(await work.survey('2022-01-19', [caseworker])).toMatchObject({ body: { code: 'too-few-surveyors' } });
    const nobody = { accountId: randomUUID() } as typeof caseworker;
    expect(await work.survey('2022-01-19', [caseworker, nobody])).toMatchObject({ status: 409, body: { code: 'surveyor-unknown' } });
    await ok(work.survey('2022-01-19'));
  });

  it('puts the notice up for five working days, which the Spring Festival stretches to 7 February', async () => {
    on('2022-01-26');
    await ok(work.post('2022-01-26'));
    // 27 and 28 January, the make-up Saturday and Sunday 29 and 30 January, then Monday 7 February.
    on('2022-02-06');
    expect(await work.close('2022-02-06')).toMatchObject({
      status: 409,
      body: { code: 'notice-too-short', details: { closedOn: '2022-02-06', endsOn: '2022-02-07' } },
    });
  });

  it('is held up by an objection until a reviewer has answered it', async () => {
    const objectionId = randomUUID();
    await ok(work.command(office.caseworker, 'raise-objection', { objectionId, raisedOn: '2022-02-06', text: '听说他家有两套房' }));
    on('2022-02-07');
    expect(await work.close('2022-02-07')).toMatchObject({ body: { code: 'objection-open' } });
    const answer = { objectionId, resolvedOn: '2022-02-07', outcome: 'dismissed', findings: '已核对产权,仅一套' };
    expect(await work.command(office.caseworker, 'resolve-objection', answer)).toMatchObject({ body: { code: 'permission-denied' } });
    await ok(work.command(office.reviewer, 'resolve-objection', answer));
    await ok(work.close('2022-02-07'));
  });

  it('is sent back with what must be done again, and handed in anew', async () => {
    on('2022-02-08');
    await ok(work.command(office.reviewer, 'return-for-correction', { returnedOn: '2022-02-08', redo: ['survey'], reason: '缺少照片' }));
    expect(await work.review('2022-02-08')).toMatchObject({ status: 409, body: { code: 'application-returned' } });
    await ok(work.survey('2022-02-08'));
    await ok(work.command(office.caseworker, 'resubmit-application', { resubmittedOn: '2022-02-08' }));
    await ok(work.review('2022-02-08'));
  });

  it('is not approved while hits of a data check are unexplained', async () => {
    on('2022-02-09');
    const matchId = randomUUID();
    await ok(work.match('2022-02-09', { source: 'vehicles', result: 'hits', hits: '名下有一辆摩托车' }, matchId));
    await ok(work.classify());
    on('2022-02-10');
    expect(await work.approve('2022-02-10')).toMatchObject({ status: 409, body: { code: 'data-match-hits-open' } });
    expect((await work.missing()).body).toMatchObject({ missing: [], obstacles: [{ code: 'data-match-hits-open' }] });
    const explanation = { matchId, explainedOn: '2022-02-10', explanation: '三轮代步车' };
    await ok(work.command(office.matcher, 'explain-data-match', explanation));
  });

  it('is approved by nobody who entered anything of it', async () => {
    const both = await city.hireFor([
      { role: 'base_caseworker', unit: units.base },
      { role: 'county_approver', unit: units.county },
    ]);
    await ok(work.command(both, 'change-principal-contact', { phone: '19900005401', address: '演示路1号' }));
    const answer = await work.command(both, 'approve-household', { approvedOn: '2022-02-10' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'four-eyes' } });
  });

  it('is approved, registered and due for verification a year later', async () => {
    expect(await work.approve('2022-02-10')).toMatchObject({ status: 200, body: { stream: `household-${work.householdId}` } });
    const file = await work.file();
    expect(file).toMatchObject({ status: 'registered', lastVerifiedOn: '2022-02-10' });
    expect(file.facts).toMatchObject({
      fileNumber: 'F-2022-001',
      classification: { category: 'deeply_difficult', policyVersion: 'pingdingshan@1' },
    });
    await ok(work.command(office.approver, 'mark-entered', { enteredOn: '2022-02-10', nationalNumber: '4104810001' }));
  });

  it('takes a bank card of the worker only, with a right check digit', async () => {
    const card = { holderName: '高娟', bankName: '演示银行', cardNumber: '6222 0212 3456 7894' };
    const bind = (change: object) => work.command(office.caseworker, 'bind-bank-card', { ...card, ...change });
    expect(await bind({ cardNumber: '6222021234567895' })).toMatchObject({ status: 400, body: { fields: [{ pointer: '/cardNumber' }] } });
    expect(await bind({ holderName: '董勇' })).toMatchObject({ status: 409, body: { code: 'card-holder-not-principal' } });
    const digits = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'].map((last) => `622202123456789${last}`);
    const answers = await Promise.all(digits.map((cardNumber) => bind({ cardNumber })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});
