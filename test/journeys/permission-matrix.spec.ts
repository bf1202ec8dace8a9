import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import { roles, type Role } from '#domain/account/account.events';
import { feed } from '#domain/feed/feed';
import { fund } from '#domain/fund/fund';
import type { FundCommand } from '#domain/fund/fund.commands';
import { goodsLot } from '#domain/goods-lot/goods-lot';
import { importRun } from '#domain/import/import';
import { policy } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { refusedRequest } from '#domain/refused-request/refused-request';
import { receivedFeed } from '#domain/testing/sample-feed';
import { ricePurchase } from '#domain/testing/sample-goods';
import { bill } from '#domain/testing/sample-lead';
import { EventStore } from '#event-store/event-store';
import { uuidFrom } from '#event-store/request';
import { Streams } from '#event-store/streams';
import { Clock } from '../../apps/server/src/platform/clock.js';
import { Directory, systemContext } from '../../apps/server/src/platform/directory.js';
import { fundIdOf } from '../../apps/server/src/platform/money/fund-id.js';
import { hearLead } from '../../apps/server/src/platform/monitoring/leads.js';
import { applicationOf, ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { paidAid } from '../support/place-aid.js';
import { draftedBatch } from '../support/place-money.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';
import { endless, forEverybody, matrix, ofNoUnit, open, type Expected, type Places } from './permission-matrix.js';
import { requestTo, tables, unitsShownBy, type Place } from './permission-matrix.requests.js';

type PlaceName = keyof Places;
const PLACES: Readonly<Record<PlaceName, Readonly<{ unit: string; area: string }>>> = {
  own: { unit: units.county, area: '410481' },
  below: { unit: units.township, area: '410481' },
  sibling: { unit: units.otherCounty, area: '410402' },
  above: { unit: units.city, area: '4104' },
};

/** A fund that a unit keeps, with money in it. */
const openedFund = async ({ server }: City, unitId: string, source: 'union_funds' | 'social_donation'): Promise<string> => {
  const key = { source, sourceLevel: 'city', purpose: 'hardship_aid', unitId, year: 2022 } as const;
  const fundId = fundIdOf(key);
  const period = { validFrom: '2022-01-01', validUntil: '2022-12-31' };
  const opening = { fundId, ...key, ...period, conditions: {}, carriesOver: true, nationalFilesOnly: false };
  const amount = {
    receiptId: fundId,
    fundType: source === 'union_funds' ? 'own_union_budget' : 'donation',
    amountFen: 100_000,
    voucher: '记-0',
    receivedOn: '2022-02-01',
  } as const;
  const context = (step: string) => systemContext('test', server.app.get(Clock), `${fundId} ${step}`);
  const handle = (command: FundCommand) => server.app.get(Streams).handle(fund, fundId, command, context(command.type));
  await handle({ type: 'OpenFund', data: opening });
  await handle({ type: 'ReceiveAmount', data: amount });
  return fundId;
};

/** Someone, some household, some rules and an import that belong to a place. */
const furnish = async (city: City, { unit, area }: Readonly<{ unit: string; area: string }>, sequence: number): Promise<Place> => {
  const caseworker = await city.hire('base_caseworker', unit);
  const application = applicationOf(idNumberOf('1974-03-16', sequence), { unitId: unit, fileNumber: `F-${sequence}` });
  const { body } = await ok(caseworker.post('/households', application));
  const householdId = String(body.stream).slice('household-'.length);
  const raising = { kind: 'sudden_hardship_household', severity: 'yellow', cause: 'critical_illness', source: 'caseworker' };
  await ok(caseworker.post('/watches', { householdId, ...raising, urgent: false, statement: '突发重病' }));
  const policyId = `rules-${sequence}`;
  const { title, effectiveFrom, rules } = starterPolicy;
  const { app } = city.server;
  const draft = { type: 'DraftPolicy', data: { policyId, title, effectiveFrom, rules, area } } as const;
  const publish = { type: 'PublishPolicy', data: { policyId, version: 1 } } as const;
  const context = (step: string) => systemContext('test', app.get(Clock), `${policyId} ${step}`);
  await app.get(Streams).handle(policy, policyId, draft, context('draft'));
  const { position } = await app.get(Streams).handle(policy, policyId, publish, context('publish'));
  await app.get(Directory).reached(position);
  const importId = uuidFrom('import', sequence);
  const start = { type: 'StartImport', data: { importId, runId: importId, files: [] } } as const;
  await app.get(Streams).handle(importRun, importId, start, { ...context('import'), role: 'county_approver', unit });
  const feedId = uuidFrom('feed', sequence);
  const { attempt: _, ...received } = { ...receivedFeed.data, feedId, unitId: unit };
  await app.get(Streams).handle(feed, feedId, { type: 'ReceiveFeed', data: received }, context('feed'));
  const fundId = await openedFund(city, unit, 'union_funds');
  await openedFund(city, unit, 'social_donation');
  const lotId = uuidFrom('lot', sequence);
  const purchase = { type: 'ProcureGoods', data: { ...ricePurchase, lotId, unitId: unit, fundId } } as const;
  await app.get(Streams).handle(goodsLot, lotId, purchase, context('purchase'));
  const refused = {
    subject: 'fund',
    subjectId: fundId,
    unitId: unit,
    command: 'ReserveAmount',
    code: 'fund-overdrawn',
    details: {},
  } as const;
  await app.get(Streams).handle(refusedRequest, fundId, { type: 'RecordRefusal', data: refused }, context('refusal'));
  const heard = { name: '高娟', idNumber: idNumberOf('1969-05-13', sequence), idHash: `hash-${sequence}`, unitId: unit, keepDays: 90 };
  const { leadId } = await hearLead(app.get(Streams), { ...heard, signal: bill(), ruleIds: [] }, context('lead'));
  const batchId = await draftedBatch(city.server, { unit, householdId, fundId, sequence });
  const aidId = await paidAid(city.server, { unit, householdId, fundId, sequence });
  return {
    unit,
    area,
    accountId: caseworker.accountId,
    householdId,
    fundId,
    aidId,
    leadId,
    lotId,
    batchId,
    policyId,
    importId,
    feedId,
    sequence,
  };
};

// The routes are needed to write the tests, so the server starts before they are written.
const server = await TestServer.start({ clock: new SetClock('2022-02-10T02:00:00.000Z') });
const city = await City.found(server);
const places: [PlaceName, Place][] = [];
for (const [name, place] of Object.entries(PLACES) as [PlaceName, (typeof PLACES)[PlaceName]][]) {
  places.push([name, await furnish(city, place, places.length + 1)]);
}
const clerks = new Map<Role, Clerk>();
for (const role of roles) clerks.set(role, await city.hire(role, units.county));
// The lists below show what is there by now.
const furnished = await server.app.get(EventStore).head();
for (const list of [
  'units',
  'accounts',
  'households',
  'tasks',
  'feeds',
  'imports',
  'refusals',
  'goods-lots',
  'leads',
  'payment-batches',
  'aids',
  'watches',
  'dashboards/risk',
  'funds',
  'publicity/donations',
]) {
  await server.request('GET', `/${list}?after=${furnished}`, { token: await clerks.get('auditor')!.session() });
}

afterAll(() => server.discard());

/** The page that shows the API is static and needs no session; HEAD is answered by the handler of GET, behind the same guard. */
const isOfNoInterest = (route: string): boolean => route.startsWith('HEAD ') || /^GET \/api\/docs(\/|-|$)/.test(route);
const routes = server.routes.filter((route) => !isOfNoInterest(route));

const send = async (route: string, at: Place, token?: string): Promise<Answer> => {
  const { method, path, query, body } = requestTo(route, at);
  const search = query ? `?${new URLSearchParams(query).toString()}` : '';
  return server.request(method, path + search, { ...(token === undefined ? {} : { token }), ...(body ? { body } : {}) });
};

const judged = ({ status }: Answer): Expected | 401 | 'error' => {
  if (status >= 500) return 'error';
  return status === 401 || status === 403 || status === 404 ? status : 'yes';
};

const askedAs = async (role: Role, route: string): Promise<Record<string, unknown>> => {
  const answers: [PlaceName, unknown][] = [];
  for (const [name, at] of places) answers.push([name, judged(await send(route, at, await clerks.get(role)!.session()))]);
  return Object.fromEntries(answers);
};

const NOWHERE: Places = { own: 403, below: 403, sibling: 403, above: 403 };
const EVERYWHERE: Places = { own: 'yes', below: 'yes', sibling: 'yes', above: 'yes' };

const expectedOf = (route: string, role: Role): Places => {
  if (forEverybody.includes(route)) return EVERYWHERE;
  const row = matrix[route];
  return row?.roles.includes(role) ? row.places : NOWHERE;
};

describe('the permission matrix', () => {
  const known = [...open, ...forEverybody, ...Object.keys(matrix)];

  it('has a row for every route that is served', () => expect(routes.filter((route) => !known.includes(route))).toEqual([]));
  it('has no row for a route that is not', () => expect(known.filter((route) => !routes.includes(route))).toEqual([]));
  it('has each route once', () => expect(known).toHaveLength(new Set(known).size));
});

describe('without a session', () => {
  it.each(open)('%s is answered', async (route) => expect([401, 403, 404, 500]).not.toContain((await send(route, places[0]![1])).status));

  it.each(routes.filter((route) => !open.includes(route)))('%s is not', async (route) =>
    expect(await send(route, places[0]![1])).toMatchObject({ status: 401, body: { code: 'session-required' } }),
  );

  it('HEAD asks for a session as GET does', async () => expect(await server.request('HEAD', '/units')).toMatchObject({ status: 401 }));
  it('what is served nowhere is not found', async () => {
    expect(await server.request('GET', '/nothing-here')).toMatchObject({ status: 404, body: { code: 'not-found' } });
    const token = await clerks.get('administrator')!.session();
    expect(await server.request('PATCH', '/units', { token })).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });
});

describe('lists show nothing foreign', () => {
  /**
   * Tasks are there for who has something to do with a new application; the starter rules, published again, move nobody; nobody left
   * difficulty and no department told of anybody.
   */
  const workers: readonly Role[] = ['base_caseworker', 'county_approver'];
  const empty = ['GET /api/policies/:policyId/versions/:version/effects', 'GET /api/dashboards/relapse/households'];
  const mayBeEmpty = (route: string, role: Role) =>
    [...empty, 'GET /api/dashboards/signals/households'].includes(route) || (route === 'GET /api/tasks' && !workers.includes(role));
  const reached: readonly string[] = [units.county, units.township, units.base, units.siblingBase];

  describe.each(Object.keys(unitsShownBy))('%s', (route) => {
    it.each(roles.filter((role) => expectedOf(route, role).own === 'yes'))('to %s, and something of his own', async (role) => {
      const { body } = await ok(send(route, places[0]![1], await clerks.get(role)!.session()));
      const shown: string[] = body.rows.flatMap(unitsShownBy[route]!);
      if (!mayBeEmpty(route, role)) expect(shown.length).toBeGreaterThan(0);
      expect(shown.filter((unit) => !reached.some((code) => unit.startsWith(code)))).toEqual([]);
    });
  });

  const counted = ['households', 'aids', 'watches'];

  it.each(counted)('and counts of %s count nothing foreign', async (list) => {
    const listed = async (clerk: Clerk) => (await ok(clerk.get(`/${list}?limit=200`))).body.rows.length;
    const own = await listed(clerks.get('auditor')!);
    const everywhere = await listed(await city.hire('auditor'));
    expect([own > 0, everywhere > own]).toEqual([true, true]);
    for (const role of roles.filter((each) => expectedOf(`GET /api/${list}/counts`, each).own === 'yes')) {
      expect((await ok(clerks.get(role)!.get(`/${list}/counts`))).body.total).toBe(own);
    }
  });

  /** The units of the rows of a file, whatever else is in it. */
  const unitsIn = async (file: Buffer, ending: string | undefined): Promise<string[]> => {
    if (ending === 'csv') return parse<Record<string, string>>(file, { bom: true, columns: true }).map((row) => row['工会编码']!);
    const workbook = new ExcelJS.Workbook();
    await workbook.xlsx.load(file as never);
    const [head = [], ...rows] = workbook.worksheets[0]!.getSheetValues().filter(Array.isArray);
    return rows.map((row) => String(row[head.indexOf('工会编码')]));
  };

  const EXPORT = /\/export\.(csv|xlsx)$/;
  const unitsExported = routes.filter((route) => EXPORT.test(route) && !route.includes('/:'));

  describe.each(unitsExported)('%s', (route) => {
    it.each(roles.filter((role) => expectedOf(route, role).own === 'yes'))('to %s, and everything of his own', async (role) => {
      const { path, query = {} } = requestTo(route, places[0]![1]);
      const authorization = `Bearer ${await clerks.get(role)!.session()}`;
      const response = await fetch(`${server.url}/api${path}?${new URLSearchParams(query).toString()}`, { headers: { authorization } });
      const exported = await unitsIn(Buffer.from(await response.arrayBuffer()), EXPORT.exec(route)?.[1]);
      const all = new URLSearchParams({ ...query, ...(tables[route] ? {} : { limit: '200' }) }).toString();
      const { body } = await ok(clerks.get(role)!.get(`${path.replace(EXPORT, '')}?${all}`));
      expect(exported.length).toBeGreaterThan(0);
      expect(exported.sort()).toEqual(body[tables[route] ?? 'rows'].map(({ unitId }: { unitId: string }) => unitId).sort());
      expect(exported.filter((unit) => !reached.includes(unit))).toEqual([]);
    });
  });

  it('is asked of every list, count and export there is', () => {
    const isAskedForAll = (route: string) => matrix[route]?.places.sibling === 'yes' && !route.includes('/:');
    const asked = [...Object.keys(unitsShownBy), ...unitsExported, ...counted.map((list) => `GET /api/${list}/counts`), ...endless];
    expect(routes.filter((route) => isAskedForAll(route) && !asked.includes(route) && !ofNoUnit.includes(route))).toEqual([]);
  });
});

describe.each(routes.filter((route) => !open.includes(route)))('%s', (route) => {
  it.each(roles)('as %s', async (role) => expect(await askedAs(role, route)).toEqual(expectedOf(route, role)));
});
