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
import { City } from '../support/city.js';
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

describe('a correction', () => {
  it('of the ID number claims the right person and frees the wrong one', async () => {
    const [wrong, right] = [somebody(), somebody()];
    on('2022-02-10');
    const work = await (await CaseWork.apply(server, office, applicationOf(wrong))).register(clock);
    const correct = (idNumber: string, correctsRevision = 0) =>
      work.command(office.approver, 'correct-fact', {
        correctsRevision,
        reason: '录入时看错一位',
        correction: { kind: 'identity', identity: { name: '高娟', idNumber } },
      });
    const taken = somebody();
    await CaseWork.apply(server, office, applicationOf(taken));
    expect(await correct(taken)).toMatchObject(refused('person-in-another-open-file'));
    await ok(correct(right));
    expect((await work.file()).facts.principal).toMatchObject({ idNumber: right, birthDate: '1985-08-08' });
    expect(await openFileOf(right)).toBe(work.householdId);
    await eventually(async () => expect(await openFileOf(wrong)).toBeUndefined());
    expect(await correct(wrong)).toMatchObject(refused('fact-already-corrected'));
  });

  it.each([
    ['a kind nobody knows', { kind: 'mood', mood: 'good' }, '/correction/kind'],
    ['a fact of another kind', { kind: 'assets', incomes }, '/correction/incomes'],
    ['nothing', undefined, '/correction'],
    ['a list', [{ kind: 'assets', assets }], '/correction'],
    ['an amount nobody can count', { kind: 'incomes', window, incomes: { ...incomes, wageFen: 0.5 } }, '/correction/incomes/wageFen'],
  ])('is refused with %s in it', async (_, correction, pointer) => {
    on('2022-02-10');
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    const answer = await work.command(office.approver, 'correct-fact', { correctsRevision: 0, reason: '测试', correction });
    expect(answer).toMatchObject({ status: 400, body: { code: 'validation-failed' } });
    const pointers = answer.body.fields.map((field: { pointer: string }) => field.pointer);
    expect(pointers.some((found: string) => found.startsWith(pointer))).toBe(true);
  });

  it.each([
    ['details', { kind: 'details', details: { workStatus: 'laid_off' } }, { principal: { workStatus: 'laid_off', name: '高娟' } }],
    ['incomes', { kind: 'incomes', window, incomes: { ...incomes, wageFen: 7 } }, { incomes: { wageFen: 7 } }],
    ['assets', { kind: 'assets', assets: { ...assets, homes: 0 } }, { assets: { homes: 0 } }],
    ['appliedOn', { kind: 'date', date: 'appliedOn', on: '2022-01-16' }, { appliedOn: '2022-01-16' }],
  ])('sets %s right in the file as it is known now', async (key, correction, facts) => {
    on('2022-02-10');
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    await work.declareFigures();
    const correctsRevision = (await work.file()).records.findLast((record) => record.key === key)!.revisions.at(-1);
    await ok(work.command(office.approver, 'correct-fact', { correctsRevision, reason: '核对原件', correction }));
    expect((await work.file()).facts).toMatchObject(facts);
  });
});

describe('the facts of a file', () => {
  it('are changed one by one, and what is said twice is said once', async () => {
    const work = await registeredHousehold(server, office, clock);
    const idNumber = somebody();
    const { caseworker, approver } = office;
    await ok(work.command(caseworker, 'add-member', { name: '高小', relation: 'child', birthDate: '2010-05-01', sex: 'female' }));
    const { personId } = (await work.file()).facts.members[0]!;
    const known = { personId, name: '高小', relation: 'child', school: '演示中学' };
    await ok(work.command(caseworker, 'change-member', { ...known, idNumber }));
    expect(await openFileOf(idNumber)).toBe(work.householdId);
    // An ID number left out is not forgotten; everything else is as it was said last.
    await ok(work.command(caseworker, 'change-member', { ...known, school: '演示高中' }));
    const members = [{ personId, idNumber, birthDate: '1985-08-08', school: '演示高中' }];
    expect((await work.file()).facts).toMatchObject({ members });

    const commands: [typeof caseworker, string, object][] = [
      [caseworker, 'record-accident', { accident: { kind: '交通事故', costFen: 500_000, compensationFen: 0 }, happenedOn: '2022-02-01' }],
      [caseworker, 'withdraw-accident', {}],
      [caseworker, 'set-causes', { main: 'laid_off', secondary: ['accident'] }],
      [caseworker, 'change-principal-contact', { phone: '19900005409' }],
      [caseworker, 'change-principal-details', { workStatus: 'laid_off', singleParent: true }],
      [approver, 'set-archive-level', { archiveLevel: 'national' }],
      [approver, 'mark-entered', { enteredOn: '2022-02-10' }],
    ];
    for (const [clerk, action, body] of commands) {
      const { body: receipt } = await ok(work.command(clerk, action, body));
      expect((await ok(work.command(clerk, action, body))).body.revision).toBe(receipt.revision);
    }
    await ok(work.command(caseworker, 'remove-member', { personId, removedOn: '2022-02-10', reasonKind: 'independent' }));
    expect((await work.file()).facts).toMatchObject({
      members: [],
      causes: { main: 'laid_off' },
      principal: { phone: '19900005409', workStatus: 'laid_off' },
      archiveLevel: 'national',
    });
    expect((await work.file()).facts.principal).not.toHaveProperty('address');
    await eventually(async () => expect(await openFileOf(idNumber)).toBeUndefined());
  });
});
