import { applicationOf, officeOf, ok, CaseWork } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { LegacyFiles, type TakenOver } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { TestServer } from '../support/server.js';

const SPOUSE = idNumberOf('1980-05-01', 41);

let server: TestServer;
let everywhere: Clerk;
let neighbour: Clerk;
let files: readonly TakenOver[];
let work: CaseWork;

beforeAll(async () => {
  server = await TestServer.start();
  const city = await City.found(server);
  const legacy = new LegacyFiles(server);
  files = [
    await legacy.take({ name: '高娟' }),
    await legacy.take({ name: '高小娟', unitId: units.siblingBase }),
    await legacy.take({ name: 'Ann Gao', unitId: units.otherBase }),
  ];
  const office = await officeOf(city);
  work = await CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-16', 14)));
  const added = await ok(work.command(office.caseworker, 'add-member', { name: '董勇', relation: 'spouse', idNumber: SPOUSE }));
  everywhere = await city.hire('auditor');
  neighbour = await city.hire('base_caseworker', units.siblingBase);
  await ok(everywhere.get(`/households?after=${added.body.position}`));
});
afterAll(() => server.discard());

const found = async (wish: object, clerk = everywhere): Promise<readonly string[]> =>
  (await ok(clerk.post('/households/search', wish))).body.rows.map(({ householdId }: { householdId: string }) => householdId);
const ids = (...which: readonly number[]) => which.map((index) => files[index]!.householdId);

describe('searching for a household', () => {
  it('finds by a part of the name', async () => {
    expect(new Set(await found({ name: '娟' }))).toEqual(new Set([...ids(0, 1), work.householdId]));
    expect(await found({ name: '高小' })).toEqual(ids(1));
    expect(await found({ name: ' gao ' })).toEqual(ids(2));
    expect(await found({ name: '没有此人' })).toEqual([]);
  });

  it('finds by the ID number of the worker, as a clerk may type it', async () => {
    const { idNumber } = files[0]!.row.principal;
    expect(await found({ idNumber })).toEqual(ids(0));
    expect(await found({ idNumber: ` ${idNumber.toLowerCase()} ` })).toEqual(ids(0));
  });

  it('finds the file in which somebody is a member', async () => expect(await found({ idNumber: SPOUSE })).toEqual([work.householdId]));

  it('finds by the beginning of the file number', async () => {
    expect(await found({ fileNumber: 'L-0002' })).toEqual(ids(1));
    expect(await found({ fileNumber: 'L-', sort: 'fileNumber' })).toEqual(ids(0, 1, 2));
  });

  it('asks for all that is given', async () => {
    expect(await found({ name: '高', fileNumber: 'L-0001' })).toEqual(ids(0));
    expect(await found({ name: '高小', idNumber: files[0]!.row.principal.idNumber })).toEqual([]);
  });

  it('sorts by name unless told otherwise, a page at a time', async () => {
    const whole = await found({ name: '高' });
    const paged: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await ok(everywhere.post('/households/search', { name: '高', limit: 1, ...(cursor && { cursor }) }));
      paged.push(body.rows[0].householdId);
      cursor = body.next;
    } while (cursor);
    expect(paged).toEqual(whole);
  });

  it('shows nothing of other unions, not even that there is something', async () => {
    expect(await found({ name: '高' }, neighbour)).toEqual(ids(1));
    expect(await found({ idNumber: files[0]!.row.principal.idNumber }, neighbour)).toEqual([]);
    expect(await found({ idNumber: SPOUSE }, neighbour)).toEqual([]);
    expect(await found({ fileNumber: 'L-0001' }, neighbour)).toEqual([]);
  });

  it('answers without what was searched by', async () => {
    const { idNumber } = files[0]!.row.principal;
    expect(JSON.stringify((await ok(everywhere.post('/households/search', { idNumber }))).body)).not.toContain(idNumber);
  });

  it.each([
    [{}, 'search-empty'],
    [{ name: '   ' }, 'validation-failed'],
    [{ name: 'x'.repeat(51) }, 'validation-failed'],
    [{ idNumber: '410424197403160140' }, 'validation-failed'],
    [{ name: '高', sort: 'idHash' }, 'validation-failed'],
    [{ name: { $gt: '' } }, 'validation-failed'],
    [{ fileNumber: 'L%' }, 'validation-failed'],
  ])('refuses %j', async (wish, code) =>
    expect(await everywhere.post('/households/search', wish)).toMatchObject({ status: 400, body: { code } }),
  );
});
