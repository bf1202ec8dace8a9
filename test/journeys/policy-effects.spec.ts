import { policy, type PolicyCommand } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { LegacyFiles, type TakenOver } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');

let server: TestServer;
let city: City;
let officer: Clerk;
let latest: string;
const files = new Map<string, TakenOver>();

/** Rules with a line of their own from July 2022 on. */
const draftFor = (policyId: string, area: string, monthlyFen: number): PolicyCommand => {
  const lines = [...starterPolicy.rules.lines, { area, effectiveFrom: '2022-07-01', monthlyFen, source: 'of the test' }];
  return {
    type: 'DraftPolicy',
    data: { ...starterPolicy, policyId, area, effectiveFrom: '2022-07-01', rules: { ...starterPolicy.rules, lines } },
  };
};

const decide = async (policyId: string, command: PolicyCommand): Promise<void> => {
  const context = systemContext('test', server.app.get(Clock), crypto.randomUUID());
  const { position } = await server.app.get(Streams).handle(policy, policyId, command, context);
  await server.app.get(Directory).reached(position);
};

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  officer = await city.hire('rights_dept_officer');
  const legacy = new LegacyFiles(server);
  // Lines of 630 yuan: two people are deeply difficult below 15,120 a year and relatively difficult below 30,240.
  const wishes = { poor: 1_200_000, between: 1_600_000, comfortable: 3_500_000, rich: 90_000_000 };
  for (const [label, yearlyWageFen] of Object.entries(wishes)) files.set(label, await legacy.take({ yearlyWageFen, name: label }));
  files.set('elsewhere', await legacy.take({ yearlyWageFen: 1_600_000, name: 'elsewhere', unitId: units.otherBase }));
  latest = files.get('elsewhere')!.receipt.position;
  await decide('pingdingshan', draftFor('pingdingshan', '4104', 80_000));
});
afterAll(() => server.discard());

const effects = async (query = '', clerk = officer, version = 'pingdingshan/versions/2') =>
  (await ok(clerk.get(`/policies/${version}/effects?after=${latest}&${query}`))).body;
const names = (rows: readonly { name: string }[]) => rows.map(({ name }) => name).toSorted();

describe('what a new line would change', () => {
  it('is told of the draft, with the figures, before anything is published', async () => {
    const { on, rows, examined } = await effects();
    expect([on, examined]).toEqual(['2022-07-01', 5]);
    expect(names(rows)).toEqual(['between', 'comfortable', 'elsewhere']);
    expect(rows.find(({ name }: { name: string }) => name === 'between')).toEqual({
      householdId: files.get('between')!.householdId,
      fileNumber: 'L-0002',
      name: 'between',
      unitId: units.base,
      unitName: '演示机械厂工会',
      netFen: 1_600_000,
      persons: 2,
      from: { policyVersion: 'pingdingshan@1', category: 'relatively_difficult', lineMonthlyFen: 63_000 },
      to: { policyVersion: 'pingdingshan@2', category: 'deeply_difficult', lineMonthlyFen: 80_000 },
    });
  });

  it('is nothing on a day on which the old line still holds', async () => expect((await effects('on=2022-06-30')).rows).toEqual([]));

  it('is nothing under the rules in force', async () => expect((await effects('', officer, 'pingdingshan/versions/1')).rows).toEqual([]));

  it('is told for one county, and only to whom its files are open', async () => {
    expect(names((await effects(`unit=${units.county}`)).rows)).toEqual(['between', 'comfortable']);
    expect(names((await effects('', await city.hire('county_approver', units.otherCounty))).rows)).toEqual(['elsewhere']);
    expect((await effects('', await city.hire('base_caseworker', units.siblingBase))).rows).toEqual([]);
    const stranger = await city.hire('base_caseworker', units.siblingBase);
    expect((await stranger.get(`/policies/pingdingshan/versions/2/effects?unit=${units.base}`)).status).toBe(404);
  });

  it('comes in pages', async () => {
    const found: string[] = [];
    let cursor = '';
    do {
      const { rows, next } = await effects(`limit=1${cursor}`);
      found.push(...rows.map(({ name }: { name: string }) => name));
      cursor = next ? `&cursor=${next}` : '';
    } while (cursor);
    expect(found.toSorted()).toEqual(['between', 'comfortable', 'elsewhere']);
  });

  it('leaves out a county whose own policy goes before', async () => {
    await decide('county-policy', draftFor('county-policy', '410402', 63_000));
    expect(names((await effects()).rows)).toContain('elsewhere');
    await decide('county-policy', { type: 'PublishPolicy', data: { policyId: 'county-policy', version: 1 } });
    expect(names((await effects()).rows)).toEqual(['between', 'comfortable']);
  });

  it('rewrites nothing, even once it is published', async () => {
    const before = await server.app.get(EventStore).tail(`household-${files.get('between')!.householdId}`);
    await decide('pingdingshan', { type: 'PublishPolicy', data: { policyId: 'pingdingshan', version: 2 } });
    expect(names((await effects()).rows)).toEqual(['between', 'comfortable']);
    expect(await server.app.get(EventStore).tail(`household-${files.get('between')!.householdId}`)).toEqual(before);
    const { body } = await officer.get(`/households/${files.get('between')!.householdId}`);
    expect(body.file.facts.classification).toMatchObject({
      category: 'relatively_difficult',
      policyVersion: 'pingdingshan@1',
      lineMonthlyFen: 63_000,
    });
  });

  it.each(['pingdingshan/versions/9', 'pingdingshan/versions/x', 'nobody/versions/1', '__proto__/versions/1'])(
    'is not told of %s',
    async (version) => expect((await officer.get(`/policies/${version}/effects`)).status).toBe(404),
  );

  it('refuses a cursor it did not write and a day that is none', async () => {
    for (const query of ['cursor=x', 'on=2022-02-30'])
      expect((await officer.get(`/policies/pingdingshan/versions/2/effects?${query}`)).status).toBe(400);
  });

  it.each(['dashboard_viewer', 'administrator'] as const)('is not for a %s', async (role) =>
    expect((await (await city.hire(role)).get('/policies/pingdingshan/versions/2/effects')).status).toBe(403),
  );
});
