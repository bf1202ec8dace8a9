import type { Clerk } from '../support/city.js';
import { City, units } from '../support/city.js';
import { LegacyFiles, type TakenOver, type Wish } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';
import { tell } from '../support/told.js';
import { watchEvent } from '../support/watch-history.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');

let server: TestServer;
let city: City;
let files: LegacyFiles;
let everywhere: Clerk;
let latest: string;
const kept = new Map<string, TakenOver>();

const keep = async (label: string, wish: Wish): Promise<void> => {
  const file = await files.take(wish);
  kept.set(label, file);
  latest = file.receipt.position;
};

/** Labels of the files in a list, in its order. */
const labelsOf = (rows: readonly { householdId: string }[]): readonly (string | undefined)[] =>
  rows.map(({ householdId }) => [...kept].find(([, file]) => file.householdId === householdId)?.[0]);

const list = async (query = '', clerk: Clerk = everywhere): Promise<readonly (string | undefined)[]> => {
  const { status, body } = await clerk.get(`/households?after=${latest}&sort=fileNumber&order=asc&${query}`);
  expect(status).toBe(200);
  return labelsOf(body.rows);
};

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  files = new LegacyFiles(server);
  everywhere = await city.hire('auditor');
  await keep('ours', {
    at: '2021-02-01T02:00:00.000Z',
    registeredOn: '2021-01-20',
    appliedOn: '2021-01-17',
    window: { from: '2020-01-17', to: '2021-01-16' },
  });
  await keep('sibling', { unitId: units.siblingBase, archiveLevel: 'national', yearlyWageFen: 2_400_000, registeredOn: '2021-06-01' });
  await keep('township', { unitId: units.township, causes: { main: 'laid_off', secondary: [] }, registeredOn: '2021-12-01' });
  await keep('county', { unitId: units.county, yearlyWageFen: 90_000_000, name: '李四' });
  await keep('far', { unitId: units.otherBase, claimedCategory: 'accident_impoverished' });
});
afterAll(() => server.discard());

describe('the case board', () => {
  it('shows a row with all that a caseworker looks for, and nothing that identifies the person', async () => {
    const { body } = await everywhere.get(`/households?after=${latest}&fileNumber=L-0001`);
    expect(body).toEqual({
      rows: [
        {
          householdId: kept.get('ours')!.householdId,
          unitId: units.base,
          unitName: '演示机械厂工会',
          status: 'registered',
          fileNumber: 'L-0001',
          name: '高娟',
          archiveLevel: 'city',
          category: 'deeply_difficult',
          notEligibleReason: null,
          claimedCategory: null,
          policyVersion: 'pingdingshan@1',
          netFen: 1_200_000,
          mainCause: 'critical_illness',
          persons: 2,
          temporary: false,
          origin: 'import',
          appliedOn: '2021-01-17',
          lastVerifiedOn: '2021-01-20',
          reverifyDueOn: '2023-01-17',
          closedOn: null,
          relapses: 0,
          aidedCount: 0,
          watchSeverity: null,
          lastChangedAt: '2021-02-01T02:00:00.000Z',
        },
      ],
    });
  });

  it.each([
    ['status=registered', ['ours', 'sibling', 'township', 'county', 'far']],
    ['status=applied&status=returned', []],
    ['category=relatively_difficult', ['sibling']],
    ['category=relatively_difficult&category=not_eligible', ['sibling', 'county']],
    ['category=none', []],
    ['notEligibleReason=above_lines', ['county']],
    ['notEligibleReason=none', ['ours', 'sibling', 'township', 'far']],
    ['mainCause=laid_off', ['township']],
    ['archiveLevel=national', ['sibling']],
    ['origin=application', []],
    ['temporary=false', ['ours', 'sibling', 'township', 'county', 'far']],
    ['temporary=true', []],
    ['verifiedBefore=2021-12-01', ['ours', 'sibling']],
    ['verifiedAfter=2021-12-01', ['township', 'county', 'far']],
    ['verifiedAfter=2021-06-01&verifiedBefore=2021-12-01', ['sibling']],
    ['neverVerified=true', []],
    ['neverVerified=false', ['ours', 'sibling', 'township', 'county', 'far']],
    ['neverVerified=true&verifiedAfter=2021-01-01', []],
    ['fileNumber=L-000', ['ours', 'sibling', 'township', 'county', 'far']],
    ['unit=410481', ['ours', 'sibling', 'township', 'county']],
    ['unit=410481-101', ['ours', 'sibling', 'township']],
    ['unit=410400', ['ours', 'sibling', 'township', 'county', 'far']],
    ['unit=410481&status=registered&mainCause=critical_illness&archiveLevel=city', ['ours', 'county']],
  ])('filters by %s', async (query, labels) => expect(await list(query)).toEqual(labels));

  it('lists the files unchanged for a year, as the union of the incumbent system knows them', async () => {
    expect(await list('unchangedSince=2021-03-01')).toEqual(['ours']);
    expect(await list('unchangedSince=2021-02-01')).toEqual([]);
    expect(await list('unchangedSince=2021-02-02')).toEqual(['ours']);
  });

  it('lists the files never aided', async () => {
    expect(await list('neverAided=true')).toHaveLength(5);
    expect(await list('neverAided=false')).toEqual([]);
  });

  it('lists the files under watch, by severity', async () => {
    const { householdId } = kept.get('county')!;
    const raised = watchEvent('WatchRaised', { householdId, severity: 'red' });
    latest = (await tell(server, 'watch', householdId, [raised], clock.at())).position;
    expect(await list('watchSeverity=red')).toEqual(['county']);
    expect(await list('watchSeverity=yellow&watchSeverity=green')).toEqual([]);
    expect(await list('watchSeverity=none')).toEqual(['ours', 'sibling', 'township', 'far']);
  });

  const sorts = ['lastChangedAt', 'lastVerifiedOn', 'reverifyDueOn', 'appliedOn', 'fileNumber', 'netFen'];
  it.each(sorts.flatMap((sort) => ['asc', 'desc'].map((order) => [sort, order] as const)))(
    'sorts by %s %s, over pages of any length',
    async (sort, order) => {
      const rows: Record<string, string | number>[] = [];
      let next: string | undefined = '';
      while (next !== undefined) {
        const { body } = await everywhere.get(
          `/households?after=${latest}&sort=${sort}&order=${order}&limit=2${next && `&cursor=${next}`}`,
        );
        expect(body.rows.length).toBeLessThanOrEqual(2);
        rows.push(...body.rows);
        next = body.next;
      }
      const values = rows.map((row) => row[sort]!);
      const ascending = order === 'asc' ? values : values.toReversed();
      expect(ascending).toEqual(values.toSorted((one, other) => (one < other ? -1 : 1)));
      expect(new Set(labelsOf(rows as never)).size).toBe(5);
    },
  );

  it('refuses a cursor of another sort', async () => {
    const { body } = await everywhere.get('/households?limit=2&sort=netFen');
    const answer = await everywhere.get(`/households?limit=2&sort=appliedOn&cursor=${body.next}`);
    expect(answer).toMatchObject({ status: 400, body: { code: 'cursor-invalid' } });
  });

  it.each([
    'temporary=1',
    'temporary=',
    'status=open',
    'verifiedBefore=2022-02-30',
    'sort=name',
    'limit=0',
    'limit=201',
    'limit=1e9',
    'name=x',
    'unit=a&unit=b',
    'unit=',
  ])('refuses %s', async (query) =>
    expect(await everywhere.get(`/households?${query}`)).toMatchObject({ status: 400, body: { code: 'validation-failed' } }),
  );
});

describe('the reach of the board', () => {
  const seenBy = async (role: Parameters<City['hire']>[0], unit: string) => list('', await city.hire(role, unit));

  it('is the own unit of a base union', async () => expect(await seenBy('base_caseworker', units.base)).toEqual(['ours']));
  it('is never that of a sibling', async () => expect(await seenBy('base_caseworker', units.siblingBase)).toEqual(['sibling']));
  it('includes the unions below', async () =>
    expect(await seenBy('township_reviewer', units.township)).toEqual(['ours', 'sibling', 'township']));
  it('ends at the county', async () =>
    expect(await seenBy('county_approver', units.county)).toEqual(['ours', 'sibling', 'township', 'county']));

  it.each([units.siblingBase, units.township, units.otherBase, '999999'])('answers 404 for a filter by unit %j of others', async (unit) => {
    const caseworker = await city.hire('base_caseworker', units.base);
    expect((await caseworker.get(`/households?unit=${unit}`)).status).toBe(404);
    expect((await caseworker.get(`/households/counts?unit=${unit}`)).status).toBe(404);
  });

  it.each(['dashboard_viewer', 'administrator'] as const)('is nothing for a %s', async (role) => {
    const clerk = await city.hire(role);
    expect(await clerk.get('/households')).toMatchObject({ status: 403, body: { code: 'permission-denied' } });
  });
});

describe('the counts beside the board', () => {
  const countsFor = async (clerk: Clerk, query = '') => (await clerk.get(`/households/counts?after=${latest}&${query}`)).body;
  const positive = (counts: readonly { value: string; count: number }[]) =>
    Object.fromEntries(counts.filter(({ count }) => count > 0).map(({ value, count }) => [value, count]));

  it('divide all households in reach by every filter', async () => {
    const counts = await countsFor(everywhere);
    expect(counts.total).toBe(5);
    expect(positive(counts.status)).toEqual({ registered: 5 });
    expect(positive(counts.category)).toEqual({ deeply_difficult: 3, relatively_difficult: 1, not_eligible: 1 });
    expect(positive(counts.mainCause)).toEqual({ critical_illness: 4, laid_off: 1 });
    expect(positive(counts.archiveLevel)).toEqual({ city: 4, national: 1 });
    expect(positive(counts.watchSeverity)).toEqual({ red: 1, none: 4 });
    expect(positive(counts.verificationAge)).toEqual({ within_6_months: 3, within_12_months: 1, over_12_months: 1 });
  });

  it('name the filter that lists what they count', async () => {
    const { verificationAge, category } = await countsFor(everywhere);
    for (const { value: _, count, ...filter } of verificationAge)
      expect(await list(new URLSearchParams(filter).toString())).toHaveLength(count);
    for (const { value, count } of category) expect(await list(`category=${value}`)).toHaveLength(count);
  });

  it('follow the filters', async () => {
    const counts = await countsFor(everywhere, 'unit=410481&category=deeply_difficult');
    expect(counts.total).toBe(2);
    expect(positive(counts.mainCause)).toEqual({ critical_illness: 1, laid_off: 1 });
  });

  it('are all that a viewer of dashboards sees, of his units only and without a name', async () => {
    const viewer = await city.hire('dashboard_viewer', units.county);
    const counts = await countsFor(viewer);
    expect(counts.total).toBe(4);
    expect(JSON.stringify(counts)).not.toContain('高娟');
  });

  it('of a caseworker leave out the rows of others', async () =>
    expect((await countsFor(await city.hire('base_caseworker', units.siblingBase))).total).toBe(1));

  it.each(['fileNumber=L-0001', 'limit=1'])('refuse %s, by which one file could be singled out', async (query) =>
    expect((await everywhere.get(`/households/counts?${query}`)).status).toBe(400),
  );
});
