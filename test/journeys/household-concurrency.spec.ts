import { identity } from '#domain/identity/identity';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import fc from 'fast-check';
import { systemContext } from '../../apps/server/src/platform/directory.js';
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
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';

const clock = new SetClock('2022-02-10T02:00:00.000Z');
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
const somebody = (): string => idNumberOf('1980-05-20', ++born);

const codes = (answers: readonly Answer[]): string[] => answers.map(({ status, body }) => (status < 300 ? 'yes' : body.code)).sort();

const holderOf = (idNumber: string): Promise<string | undefined> => openFileOfPerson(server, idNumber);

describe('twenty applications at once for one ID number', () => {
  it('lead to exactly one file', async () => {
    const idNumber = somebody();
    const applications = Array.from({ length: 20 }, (_, place) => applicationOf(idNumber, { fileNumber: `F-20-${place}` }));
    const answers = await Promise.all(applications.map((application) => office.caseworker.post('/households', application)));
    expect(codes(answers)).toEqual([...Array<string>(19).fill('person-in-another-open-file'), 'yes']);
    const [stream] = answers.filter(({ status }) => status < 300).map(({ body }) => body.stream);
    expect(`household-${await holderOf(idNumber)}`).toBe(stream);
  });
});

describe('two approvers at once', () => {
  it('register the file once', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    await work.declareFigures();
    for (const step of [
      () => work.authorise('2022-01-17'),
      () => work.survey('2022-01-19'),
      () => work.match('2022-01-21'),
      () => work.post('2022-01-26'),
      () => work.close('2022-02-07'),
      () => work.review('2022-02-08'),
      () => work.classify(),
    ])
      await ok(step());
    const second = await city.hire('county_approver');
    const approvals = [office.approver, second].map((clerk) => work.command(clerk, 'approve-household', { approvedOn: '2022-02-10' }));
    expect(codes(await Promise.all(approvals))).toEqual(['application-not-open', 'yes']);
  });
});

describe('a request that is sent again', () => {
  it('gets its first receipt and adds nothing', async () => {
    const application = applicationOf(somebody());
    const key = { 'idempotency-key': 'apply-once' };
    const first = await ok(office.caseworker.post('/households', application, key));
    const work = new CaseWork(server, office, first.body.stream.slice('household-'.length));
    const member = { name: '董勇', relation: 'spouse', idNumber: somebody() };
    const added = await ok(work.command(office.caseworker, 'add-member', member, { 'idempotency-key': 'add-once' }));
    await work.declareFigures();
    expect((await office.caseworker.post('/households', application, key)).body).toEqual(first.body);
    expect((await work.command(office.caseworker, 'add-member', member, { 'idempotency-key': 'add-once' })).body).toEqual(added.body);
    expect((await work.file()).facts.members).toHaveLength(1);
  });

  it('is refused where it says something else under the same key', async () => {
    const key = { 'idempotency-key': 'twice-different' };
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    await ok(work.command(office.caseworker, 'record-assets', { assets }, key));
    const other = await work.command(office.caseworker, 'record-assets', { assets: { ...assets, homes: 2 } }, key);
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  it('claims its persons again where it was refused the first time', async () => {
    const work = await registeredHousehold(server, office, clock);
    const idNumber = somebody();
    const member = { name: '董勇', relation: 'spouse', idNumber };
    const stale = { 'idempotency-key': 'after-a-refusal', 'if-match': '"0"' };
    expect(await work.command(office.caseworker, 'add-member', member, stale)).toMatchObject({ status: 412 });
    expect(await holderOf(idNumber)).toBeUndefined();
    await ok(work.command(office.caseworker, 'add-member', member, { 'idempotency-key': 'after-a-refusal' }));
    expect(await holderOf(idNumber)).toBe(work.householdId);
  });

  it('leaves the claim of its twin alone where only one of the two can be answered', async () => {
    const work = await registeredHousehold(server, office, clock);
    const idNumber = somebody();
    const member = { name: '董勇', relation: 'spouse', idNumber };
    const answers = await Promise.all(Array.from({ length: 8 }, () => work.command(office.caseworker, 'add-member', member)));
    expect(codes(answers)).toEqual([...Array<string>(7).fill('member-duplicate'), 'yes']);
    expect(await holderOf(idNumber)).toBe(work.householdId);
  });
});

describe('a claim that a crash left behind', () => {
  it.each(['a file that never came to be', 'a file that does not list the person'])('does not keep a person out: %s', async (whose) => {
    const idNumber = somebody();
    const idHash = server.app.get(EventStore).keyring.identityHash(idNumber);
    const householdId = whose.includes('never')
      ? '00000000-0000-4000-8000-000000000000'
      : (await registeredHousehold(server, office, clock)).householdId;
    const context = systemContext('test', clock, `orphan-${idNumber}`);
    const data = { identityId: idHash, householdId, as: 'member' } as const;
    await server.app.get(Streams).handle(identity, idHash, { type: 'ClaimIdentity', data }, context);
    expect(await office.caseworker.post('/households', applicationOf(idNumber))).toMatchObject({
      body: { code: 'person-in-another-open-file' },
    });
    clock.set('2022-02-10T02:02:00.000Z');
    await ok(office.caseworker.post('/households', applicationOf(idNumber)));
  });
});

describe('If-Match', () => {
  it('lets the change through that was made on the latest revision, and no other', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    const { revision } = await work.file();
    const record = (homes: number, etag: string) =>
      work.command(office.caseworker, 'record-assets', { assets: { ...assets, homes } }, { 'if-match': etag });
    await ok(record(1, `"${revision}"`));
    expect(await record(2, `"${revision}"`)).toMatchObject({
      status: 412,
      body: { code: 'stale-revision', details: { expected: revision, actual: revision + 1 } },
    });
    await ok(record(2, '*'));
  });
});

describe('money', () => {
  it('is refused where it is beyond what can be counted exactly, before it is rounded', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    const before = (await work.file()).revision;
    const beyond = fc.oneof(
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }).map(String),
      fc.bigInt({ min: -(2n ** 53n), max: -1n }).map(String),
      fc.integer({ min: 1, max: 99 }).map((cents) => `1.${cents}`),
      fc.constantFrom('1e400', '"5"', 'null', '[]', '{}', 'true', '0.1', '9007199254740993'),
    );
    const path = `/households/${work.householdId}/declare-income`;
    await fc.assert(
      fc.asyncProperty(beyond, async (amount) => {
        // Written by hand, because JSON.stringify would round it before it is sent.
        const text = JSON.stringify({ incomes: { ...incomes, wageFen: '@' }, window }).replace('"@"', amount);
        const response = await fetch(`${server.url}/api${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${await office.caseworker.session()}` },
          body: text,
        });
        expect(response.status).toBe(400);
      }),
      { numRuns: 60 },
    );
    expect((await work.file()).revision).toBe(before);
  });

  it('that can be counted one by one but not in sum is not computed with', async () => {
    const work = await CaseWork.apply(server, office, applicationOf(somebody()));
    await work.declareFigures({ incomes: { ...incomes, wageFen: Number.MAX_SAFE_INTEGER, otherFen: Number.MAX_SAFE_INTEGER } });
    expect(await work.classify()).toMatchObject({ status: 409, body: { code: 'invalid-classification-inputs' } });
  });
});

describe('an id of a file', () => {
  it.each(['not-a-uuid', '..%2f..%2fetc', 'household-1', `${'a'.repeat(99)}`, '%F0%9F%92%A3', '00000000-0000-4000-8000-000000000000'])(
    'that is none is not found: %s',
    async (householdId) => {
      const answer = await office.caseworker.post(`/households/${householdId}/close-notice`, { closedOn: '2022-02-10' });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not-found' } });
    },
  );
});

describe('a body that no field could hold', () => {
  const send = async (text: string): Promise<Response> =>
    fetch(`${server.url}/api/households`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await office.caseworker.session()}` },
      body: text,
    });
  const withName = (name: string): string => JSON.stringify(applicationOf(somebody())).replace('"高娟"', name);

  it.each([
    ['half a character', withName('"\\ud800"'), '/principal/name'],
    ['a control character', withName('"高\\u0000娟"'), '/principal/name'],
    ['null', withName('null'), '/principal/name'],
    ['null for a field that may be left out', JSON.stringify(applicationOf(somebody(), { fileNumber: null })), '/fileNumber'],
    ['a hundred thousand lists', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, '/a/0'],
    ['a hundred thousand values', JSON.stringify({ list: Array(100_000).fill(1) }), 'too-many-values'],
    ['a prototype', withName('{"__proto__":{"a":1}}'), ''],
  ])('is refused: %s', async (_, text, pointer) => {
    const response = await send(text);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(pointer);
  });
});
