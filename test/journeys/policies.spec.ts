import { starterPolicy, starterRules } from '#domain/policy/starter-policy';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { SetClock, TestServer } from '../support/server.js';

let server: TestServer;
let city: City;
let drafter: Clerk;
let publisher: Clerk;
let reader: Clerk;
beforeAll(async () => {
  server = await TestServer.start({ clock: new SetClock('2022-03-01T02:00:00.000Z') });
  city = await City.found(server);
  [drafter, publisher] = [await city.hire('rights_dept_officer'), await city.hire('rights_dept_officer')];
  reader = await city.hire('base_caseworker');
});
afterAll(() => server.discard());

const lines = (monthlyFen: number, area = '4104') => [{ area, effectiveFrom: '2022-01-01', monthlyFen, source: '演示市低保标准文件' }];
const draft = (change: object = {}) => ({
  title: '演示市困难职工认定办法',
  area: '4104',
  effectiveFrom: '2022-02-01',
  rules: { ...starterRules, lines: lines(65_000) },
  ...change,
});
const inForce = (query: string, after = '') => reader.get(`/policies/in-force?unit=${units.base}${query}${after && `&after=${after}`}`);

describe('a policy', () => {
  it('decides from its first day on, once a second person has published it', async () => {
    const drafted = await ok(drafter.post('/policies/city-2022/draft-policy', draft()));
    expect((await inForce('&on=2022-02-01', drafted.body.position)).body).toMatchObject({ policyVersion: 'pingdingshan@1' });
    const own = await drafter.post('/policies/city-2022/publish-policy', { version: 1 });
    expect(own).toMatchObject({ status: 409, body: { code: 'publisher-is-drafter' } });
    const { position } = (await ok(publisher.post('/policies/city-2022/publish-policy', { version: 1 }))).body;
    const before = (await inForce('&on=2022-01-31', position)).body;
    expect(before).toMatchObject({ policyVersion: 'pingdingshan@1', area: '410481', line: { monthlyFen: 63_000 } });
    expect((await inForce('')).body).toMatchObject({
      policyVersion: 'city-2022@1',
      on: '2022-03-01',
      unit: units.base,
      line: { monthlyFen: 65_000, source: '演示市低保标准文件' },
      rules: { windowMonths: 12, deep: { multiplePercent: 100, comparison: '<' } },
    });
  });

  it('keeps every version, and shows who wrote it and who let it be', async () => {
    await ok(publisher.post('/policies/city-2022/draft-policy', draft({ effectiveFrom: '2022-07-01' })));
    const { position } = (await ok(drafter.post('/policies/city-2022/publish-policy', { version: 2 }))).body;
    const listed = await reader.get(`/policies?policyId=city-2022&after=${position}`);
    expect(listed.body.rows).toMatchObject([
      { version: 2, status: 'published', draftedBy: publisher.accountId, publishedBy: drafter.accountId },
      { version: 1, status: 'superseded', supersededFrom: '2022-07-01', supersededBy: 2 },
    ]);
    expect(listed.body.rows[0]).not.toHaveProperty('rules');
    expect((await reader.get('/policies/city-2022/versions/1')).body.rules.lines).toEqual(lines(65_000));
    expect(await reader.get('/policies/city-2022/versions/3')).toMatchObject({ status: 404 });
  });

  it('is discarded as a draft, and withdrawn as a version', async () => {
    await ok(drafter.post('/policies/city-2022/draft-policy', draft({ effectiveFrom: '2023-01-01' })));
    await ok(publisher.post('/policies/city-2022/discard-draft'));
    expect(await publisher.post('/policies/city-2022/publish-policy', { version: 3 })).toMatchObject({
      status: 409,
      body: { code: 'policy-draft-absent' },
    });
    const { position } = (await ok(publisher.post('/policies/city-2022/supersede-policy', { version: 2, from: '2022-10-01' }))).body;
    expect((await inForce('&on=2022-09-30', position)).body).toMatchObject({ policyVersion: 'city-2022@2' });
    expect((await inForce('&on=2022-10-01')).body).toMatchObject({ policyVersion: 'pingdingshan@1' });
  });

  it('that nobody wrote is not found', async () => {
    for (const [action, body] of [
      ['discard-draft', {}],
      ['publish-policy', { version: 1 }],
      ['supersede-policy', { version: 1, from: '2022-10-01' }],
    ] as const) {
      expect(await publisher.post(`/policies/nowhere/${action}`, body)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    }
  });
});

describe('the rules of a county', () => {
  it('are written by its own officers and by those of the city, for that county alone', async () => {
    const ofCounty = await city.hire('rights_dept_officer', units.county);
    const post = (clerk: Clerk, area: string, policyId = `county-${area}`) =>
      clerk.post(`/policies/${policyId}/draft-policy`, draft({ area, rules: { ...starterRules, lines: lines(70_000, area) } }));
    expect(await post(ofCounty, '410481')).toMatchObject({ status: 200 });
    expect(await post(ofCounty, '410402')).toMatchObject({ status: 403, body: { code: 'permission-denied' } });
    expect(await post(ofCounty, '4104')).toMatchObject({ status: 403 });
    expect(await post(drafter, '410402')).toMatchObject({ status: 200 });
    expect(await post(drafter, '4105')).toMatchObject({ status: 403 });
    expect(await post(ofCounty, '410481', 'county-410402')).toMatchObject({ status: 403 });
  });

  it('are not written from a township or an employer, though these carry the county’s code', async () => {
    const ofTownship = await city.hire('rights_dept_officer', units.township);
    expect(await ofTownship.post('/policies/township/draft-policy', draft({ area: '410481' }))).toMatchObject({ status: 403 });
  });

  it('outrank those of the city, for the units of the county', async () => {
    const { position } = (await ok(publisher.post('/policies/county-410481/publish-policy', { version: 1 }))).body;
    expect((await inForce('', position)).body).toMatchObject({ policyVersion: 'county-410481@1', line: { monthlyFen: 70_000 } });
    expect(await reader.get(`/policies/in-force?unit=${units.otherBase}`)).toMatchObject({ status: 404 });
  });
});

describe('the rules of aid', () => {
  it('are read as they were written, each figure with its source', async () => {
    const { body } = await inForce('&on=2022-02-01');
    expect(body.rules.aid).toEqual(starterRules.aid);
  });

  it('may be left out of a draft', async () => {
    const { aid: _aid, ...rules } = starterRules;
    const { position } = (await ok(drafter.post('/policies/without-aid/draft-policy', draft({ rules })))).body;
    const { body } = await reader.get(`/policies/without-aid/versions/1?after=${position}`);
    expect(body.rules).not.toHaveProperty('aid');
    await ok(drafter.post('/policies/without-aid/discard-draft'));
  });
});

describe('the rules of monitoring', () => {
  it('are shown as they were written, with the columns of every department and the source of every figure', async () => {
    const { position } = (await ok(drafter.post('/policies/monitoring/draft-policy', draft()))).body;
    const { body } = await ok(reader.get(`/policies/monitoring/versions/1?after=${position}`));
    expect(body.rules.watch).toEqual(starterRules.watch);
    expect(body.rules.watch.feeds).toHaveLength(8);
  });

  it('may be left out of a draft', async () => {
    const { watch: _watch, ...rules } = starterRules;
    const { position } = (await ok(drafter.post('/policies/monitoring/draft-policy', draft({ rules })))).body;
    const { body } = await ok(reader.get(`/policies/monitoring/versions/1?after=${position}`));
    expect(body.rules).not.toHaveProperty('watch');
    await ok(drafter.post('/policies/monitoring/discard-draft'));
  });
});

describe('a draft from outside', () => {
  const { rules } = starterPolicy;
  const monitored = (change: object) => ({ rules: { ...rules, watch: { ...rules.watch, ...change } } });
  const [flagged] = rules.watch?.rules ?? [];
  const [mapping] = rules.watch?.feeds ?? [];
  const values = (given: unknown) => monitored({ feeds: [{ ...mapping, marks: [{ ...mapping?.marks[0], values: given }] }] });
  it.each<[string, object, string]>([
    ['a field of a line that nobody knows', { rules: { ...rules, lines: [{ ...lines(1)[0], note: 'x' }] } }, '/rules/lines/0/note'],
    ['an amount that is no whole fen', { rules: { ...rules, lines: lines(1.5) } }, '/rules/lines/0/monthlyFen'],
    [
      'an operator in place of a number',
      { rules: { ...rules, deep: { ...rules.deep, multiplePercent: { $gt: 0 } } } },
      '/rules/deep/multiplePercent',
    ],
    ['a comparison that is none', { rules: { ...rules, relative: { ...rules.relative, comparison: '=' } } }, '/rules/relative/comparison'],
    ['no lines at all', { rules: { ...rules, lines: [] } }, '/rules/lines'],
    ['a list in place of the rules', { rules: [] }, '/rules'],
    ['a list in place of a line', { rules: { ...rules, lines: [[]] } }, '/rules/lines'],
    ['a list in place of a comparison', { rules: { ...rules, exit: [] } }, '/rules/exit'],
    [
      'a cap on no item',
      { rules: { ...rules, aid: { ...rules.aid, caps: [{ ...rules.aid?.caps[0], item: 'gifts' }] } } },
      '/rules/aid/caps/0/item',
    ],
    ['no source of a list', { rules: { ...rules, aid: { ...rules.aid, sources: {} } } }, '/rules/aid/sources/carriesOver'],
    ['an item nobody is asked about', { rules: { ...rules, aid: { ...rules.aid, eligible: {} } } }, '/rules/aid/eligible/warmth'],
    ['a rule for nobody', monitored({ rules: [{ ...flagged, scope: 'neighbours' }] }), '/rules/watch/rules/0/scope'],
    ['a rule of no conditions', monitored({ rules: [{ ...flagged, needs: [] }] }), '/rules/watch/rules/0/needs'],
    [
      'an operator in place of a limit',
      monitored({ rules: [{ ...flagged, needs: [{ ...flagged?.needs[0], atLeastFen: { $gt: 0 } }] }] }),
      '/rules/watch/rules/0/needs/0/atLeastFen',
    ],
    ['a column that is no word', monitored({ feeds: [{ ...mapping, date: 7 }] }), '/rules/watch/feeds/0/date'],
    ['a list in place of words', values(['inpatient']), '/rules/watch/feeds/0/marks/0/values'],
    ['an object in place of a word', values({ 住院: { $ne: '' } }), '/rules/watch/feeds/0/marks/0/values'],
    ['no rhythm of follow-ups', monitored({ followUpMonths: {} }), '/rules/watch/followUpMonths/red'],
    ['no source of the mappings', monitored({ sources: {} }), '/rules/watch/sources/feeds'],
    ['a step that is none', { rules: { ...rules, requiredSteps: ['coffee'] } }, '/rules/requiredSteps'],
    ['a day that is none', { effectiveFrom: '2022-02-30' }, '/effectiveFrom'],
    ['an area that is none', { area: '41048' }, '/area'],
  ])('with %s is refused, and says where', async (_, change, pointer) => {
    const { status, body } = await drafter.post('/policies/hostile/draft-policy', draft(change));
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'validation-failed' });
    expect(body.fields.map((field: { pointer: string }) => field.pointer)).toContain(pointer);
  });

  it('whose categories are out of order is refused by the domain', async () => {
    const answer = await drafter.post(
      '/policies/hostile/draft-policy',
      draft({ rules: { ...rules, relative: { multiplePercent: 50, comparison: '<' } } }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid-rules', details: { fields: ['rules.relative.multiplePercent'] } } });
  });

  it('whose cap could not be kept is refused by the domain', async () => {
    const share = { ...rules.aid?.caps[0], per: 'household_year', limit: { kind: 'share_of_cost', percent: 80 } };
    const answer = await drafter.post(
      '/policies/hostile/draft-policy',
      draft({ rules: { ...rules, aid: { ...rules.aid, caps: [share] } } }),
    );
    expect(answer).toMatchObject({ status: 409, body: { code: 'invalid-rules', details: { fields: ['rules.aid.caps.0.per'] } } });
  });

  it('whose monitoring could not be decided by is refused by the domain, condition by condition', async () => {
    const needs = [{ kind: 'signal_count', signal: 'unemployment' }, { kind: 'net_income' }];
    const { status, body } = await drafter.post('/policies/hostile/draft-policy', draft(monitored({ rules: [{ ...flagged, needs }] })));
    expect({ status, code: body.code }).toEqual({ status: 409, code: 'invalid-rules' });
    const missing = ['0.withinDays', '0.heardWithinDays', '0.where', '0.atLeast', '1.atMostPercentOfLine'];
    expect(body.details.fields).toEqual(missing.map((field) => `rules.watch.rules.0.needs.${field}`));
  });

  it('whose name is none is refused, whatever it reaches for', async () => {
    for (const policyId of ['Ünïcode', 'a b', '__proto__', 'x'.repeat(41)]) {
      expect((await drafter.post(`/policies/${encodeURIComponent(policyId)}/draft-policy`, draft())).status).toBe(409);
    }
  });
});
