import { applicationOf, ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { idNumberOf } from '../support/people.js';
import { TestServer } from '../support/server.js';

let server: TestServer;
let city: City;
let administrator: Clerk;
beforeAll(async () => {
  server = await TestServer.start();
  city = await City.found(server);
  administrator = await city.hire('administrator');
});
afterAll(() => server.discard());

const codesOf = (body: { rows: { code: string }[] }): string[] => body.rows.map(({ code }) => code);

describe('the union tree', () => {
  it('takes a new union under an open one, and says so where the parent is unknown', async () => {
    const union = { code: '410481-102', parent: units.county, kind: 'township_union', name: '演示丙镇总工会' };
    const { status, body } = await administrator.post('/units', union);
    expect({ status, stream: body.stream }).toEqual({ status: 201, stream: 'unit-410481-102' });
    const shown = await administrator.get(`/units/410481-102?after=${body.position}`);
    expect(shown).toMatchObject({ status: 200, body: { ...union, status: 'open' } });
    const orphan = { ...union, code: 'X1', parent: 'NOWHERE' };
    expect(await administrator.post('/units', orphan)).toMatchObject({ status: 404, body: { code: 'not-found' } });
  });

  it('refuses a second root, and a code in use', async () => {
    const root = { code: '410500', kind: 'city_union', name: '另一市总工会' };
    expect(await administrator.post('/units', root)).toMatchObject({ status: 404 });
    const again = { code: units.base, parent: units.township, kind: 'base_union', name: '同号工会' };
    expect(await administrator.post('/units', again)).toMatchObject({ status: 409, body: { code: 'unit-already-registered' } });
  });

  it('shows a new name to whoever waits for it', async () => {
    const { body } = await ok(administrator.post(`/units/${units.base}/rename-unit`, { name: '演示重型机械厂工会' }));
    expect(await administrator.get(`/units/${units.base}?after=${body.position}`)).toMatchObject({ body: { name: '演示重型机械厂工会' } });
    expect(await administrator.post(`/units/${units.base}/rename-unit`, { name: ' 前后有空格 ' })).toMatchObject({
      status: 400,
      body: { code: 'validation-failed', fields: [{ pointer: '/name' }] },
    });
  });

  it('refuses a change that was made on an older state', async () => {
    const stale = { 'if-match': '"0"' };
    expect(await administrator.post(`/units/${units.base}/rename-unit`, { name: '旧名' }, stale)).toMatchObject({
      status: 412,
      body: { code: 'stale-revision' },
    });
  });

  it('gives what belongs to a union to whoever it was moved under, at once', async () => {
    const reviewer = await city.hire('township_reviewer', units.otherTownship);
    expect(await reviewer.get(`/units/${units.siblingBase}`)).toMatchObject({ status: 404 });
    await ok(administrator.post(`/units/${units.siblingBase}/move-unit`, { parent: units.otherTownship }));
    expect(await reviewer.get(`/units/${units.siblingBase}`)).toMatchObject({ status: 200 });
    await ok(administrator.post(`/units/${units.siblingBase}/move-unit`, { parent: units.township }));
    expect(await reviewer.get(`/units/${units.siblingBase}`)).toMatchObject({ status: 404 });
  });

  it('never becomes a circle', async () => {
    expect(await administrator.post(`/units/${units.county}/move-unit`, { parent: units.base })).toMatchObject({
      status: 409,
      body: { code: 'unit-cycle' },
    });
  });

  it('lets a county take nothing from its neighbour and give nothing away', async () => {
    const ofCounty = await city.hire('administrator', units.county);
    expect(await ofCounty.post(`/units/${units.otherTownship}/move-unit`, { parent: units.county })).toMatchObject({ status: 404 });
    expect(await ofCounty.post(`/units/${units.township}/move-unit`, { parent: units.otherCounty })).toMatchObject({ status: 404 });
    expect(await ofCounty.post(`/units/${units.siblingBase}/rename-unit`, { name: '演示纺织印染厂工会' })).toMatchObject({ status: 200 });
  });

  it('is listed by parent, kind, status and part of the name', async () => {
    const { position } = (await ok(administrator.post(`/units/${units.siblingBase}/rename-unit`, { name: '演示棉纺厂工会' }))).body;
    const list = async (query: string) => codesOf((await ok(administrator.get(`/units?after=${position}&${query}`))).body);
    expect(await list(`parent=${units.township}`)).toEqual([units.base, units.siblingBase]);
    expect(await list('kind=county_union')).toEqual([units.otherCounty, units.county]);
    expect(await list(`name=${encodeURIComponent('棉纺')}`)).toEqual([units.siblingBase]);
    expect(await list('status=closed')).toEqual([]);
    expect(await administrator.get('/units?kind=club')).toMatchObject({
      status: 400,
      body: { fields: [{ pointer: '/kind', code: 'is-in' }] },
    });
  });
});

describe('dissolving a union', () => {
  it('waits until no union and no open file hang on it', async () => {
    expect(await administrator.post(`/units/${units.otherTownship}/close-unit`)).toMatchObject({
      status: 409,
      body: { code: 'unit-not-empty', details: { openChildren: 1, openHouseholds: 0 } },
    });
    const caseworker = await city.hire('base_caseworker', units.otherBase);
    const applied = await ok(
      caseworker.post('/households', applicationOf(idNumberOf('1980-02-02', 2), { unitId: units.otherBase, appliedOn: '2022-01-17' })),
    );
    const closing = await administrator.post(`/units/${units.otherBase}/close-unit`);
    expect(closing).toMatchObject({ status: 409, body: { code: 'unit-not-empty', details: { openChildren: 0, openHouseholds: 1 } } });
    expect(applied.status).toBe(201);
  });

  it('ends it for good', async () => {
    const { body } = await ok(administrator.post('/units/410481-102/close-unit'));
    expect(await administrator.get(`/units/410481-102?after=${body.position}`)).toMatchObject({ body: { status: 'closed' } });
    expect(await administrator.post('/units/410481-102/rename-unit', { name: '新名' })).toMatchObject({
      status: 409,
      body: { code: 'unit-closed' },
    });
    const below = { code: '410481-102-001', parent: '410481-102', kind: 'base_union', name: '其下工会' };
    expect(await administrator.post('/units', below)).toMatchObject({ status: 409, body: { code: 'parent-closed' } });
  });
});
