import ExcelJS from 'exceljs';
import { policy } from '#domain/policy/policy';
import { starterPolicy } from '#domain/policy/starter-policy';
import { bill, raise, receive, terms, verify } from '#domain/testing/sample-watch';
import type { FileStanding } from '#domain/watch/watch.commands';
import { Directory } from '../../apps/server/src/platform/directory.js';
import { ok } from '../support/case-work.js';
import { units } from '../support/city.js';
import { countBy, counted, DashboardWork, standingOf } from '../support/dashboard-work.js';
import type { TakenOver } from '../support/legacy-files.js';

let work: DashboardWork;

beforeAll(async () => {
  work = await DashboardWork.start('2022-03-01');
});
afterAll(() => work.server.discard());

describe('a spring in figures', () => {
  const files: TakenOver[] = [];

  beforeAll(async () => {
    const places = [units.base, units.base, units.siblingBase, units.otherBase, units.county];
    for (const unitId of places) files.push(await work.legacy.take({ unitId, name: '欧阳小明' }));
    const [ill, moving, , other] = files.map(standingOf) as [FileStanding, FileStanding, FileStanding, FileStanding];
    const heard = { happenedOn: '2022-03-10', receivedOn: '2022-03-10' };
    work.on('2022-03-10');
    await work.watched(ill.householdId, receive(bill('signal-1', 600_000, heard), terms('2022-03-10'), ill));
    await work.watched(other.householdId, receive(bill('signal-2', 100_000, heard), terms('2022-03-10'), other));
    const sudden = { kind: 'sudden_hardship_household', terms: terms('2022-03-10') } as const;
    await work.watched(moving.householdId, raise({ ...sudden, file: moving, severity: 'red', urgent: true }));
    work.clock.set('2022-03-31T15:59:59.000Z');
    await work.watched(ill.householdId, verify({ visitedOn: '2022-03-25', planDueOn: '2022-04-08', severity: 'green', cause: 'laid_off' }));
    work.clock.set('2022-03-31T16:00:00.000Z');
    await work.watched(
      moving.householdId,
      { type: 'MoveWatch', data: { toUnitId: units.otherBase, movedOn: '2022-04-01' } },
      'system:test',
    );
    work.on('2022-05-20');
    const rejected = { rejectedOn: '2022-05-20', reasonKind: 'not_at_risk', explanation: '已核实' } as const;
    await work.watched(moving.householdId, { type: 'RejectWatch', data: rejected }, 'approver-1');
    await work.caughtUp();
  });

  it('shows a day as it ended, with the county a case was in then', async () => {
    const march = await work.read('risk?asOf=2022-03-31');
    expect(march).toMatchObject({ asOf: '2022-03-31', households: 2, cases: 2, overdue: 0, files: 5, alarms: [] });
    expect([counted(march.kind), counted(march.severity), counted(march.cause), counted(march.status)]).toEqual([
      { sudden_hardship_household: 2 },
      { red: 1, green: 1 },
      { critical_illness: 1, laid_off: 1 },
      { raised: 1, verified: 1 },
    ]);
    expect(march.counties).toMatchObject(
      [
        { unitId: units.city, households: 0, files: 0, perThousand: null, whole: true },
        { unitId: units.otherCounty, households: 0, files: 1, perThousand: 0 },
        { unitId: units.county, unitName: '演示甲县总工会', households: 2, files: 4, perThousand: 500 },
      ].sort((one, other) => (one.unitId < other.unitId ? -1 : 1)),
    );
    const april = await work.read('risk?asOf=2022-04-01');
    expect(april.counties.map(({ households }: { households: number }) => households).sort()).toEqual([0, 1, 1]);
  });

  it('shows what a base union and a county see of it, unit by unit', async () => {
    const county = await work.read(`risk?asOf=2022-03-31&unit=${units.county}`);
    expect(county.units).toMatchObject([
      { unitId: units.county, directly: true, households: 0, files: 1 },
      { unitId: units.township, directly: false, households: 2, red: 1, yellow: 0, green: 1, files: 3, perThousand: 666.7 },
    ]);
    const caseworker = await work.city.hire('base_caseworker', units.base);
    const own = await work.read('risk?asOf=2022-04-01', caseworker);
    expect(own).toMatchObject({ households: 1, files: 2, units: [{ unitId: units.base, directly: true, households: 1 }] });
    expect(own.counties).toMatchObject([{ unitId: units.county, whole: false, households: 1, files: 2 }]);
    expect((await caseworker.get(`/dashboards/risk?unit=${units.siblingBase}`)).status).toBe(404);
  });

  it('counts what was late by the day, and nothing twice', async () => {
    const overdue = async (day: string) => (await work.read(`risk?asOf=${day}`)).overdue;
    expect([await overdue('2022-03-31'), await overdue('2022-04-01'), await overdue('2022-04-09'), await overdue('2022-05-20')]).toEqual([
      0, 1, 2, 1,
    ]);
    const visits = (day: string) => work.read(`verification?asOf=${day}`);
    expect((await visits('2022-03-30')).visits).toEqual({ withinTerm: 0, late: 0, due: 2, overdue: 0, none: 0 });
    expect((await visits('2022-04-10')).visits).toEqual({ withinTerm: 1, late: 0, due: 0, overdue: 1, none: 0 });
    expect(await visits('2022-05-20')).toMatchObject({ cases: 2, visits: { withinTerm: 1, late: 0, due: 0, overdue: 0, none: 1 } });
    const [waiting] = (await work.read('risk/households?asOf=2022-04-10&visit=overdue')).rows;
    expect(waiting).toMatchObject({ householdId: files[1]!.householdId, overdue: true, verifyDueOn: '2022-03-31' });
  });

  it('tells the course month by month', async () => {
    const { openBefore, months } = await work.read('risk/course?asOf=2022-05-20&months=3');
    const nothing = { raised: 0, cleared: 0, relapsed: 0, rejected: 0, turnedIntoCase: 0, ended: 0, movedIn: 0, movedOut: 0 };
    expect([openBefore, months]).toEqual([
      0,
      [
        { month: '2022-03', ...nothing, raised: 2, open: 2 },
        { month: '2022-04', ...nothing, open: 2 },
        { month: '2022-05', ...nothing, rejected: 1, open: 1 },
      ],
    ]);
    const own = await work.read(`risk/course?asOf=2022-05-20&months=3&unit=${units.county}`);
    expect(own.months[1]).toEqual({ month: '2022-04', ...nothing, movedOut: 1, open: 1 });
    const [ended] = (await work.read('risk/households?asOf=2022-05-20&endedIn=2022-05')).rows;
    expect(ended).toMatchObject({ status: 'rejected', unitId: units.otherBase, watchedFrom: '2022-03-10', watchedUntil: '2022-05-20' });
  });

  it('says which department told of what, and what came of it', async () => {
    const signals = await work.read('signals?asOf=2022-03-31');
    const figures = { month: '2022-03', department: '市医疗保障局', kind: 'medical_cost', kindText: '医疗费用', received: 2, flagged: 1 };
    expect(signals).toEqual({ asOf: '2022-03-31', received: 2, flagged: 1, rows: [figures] });
    expect((await work.read('signals?asOf=2022-03-09')).rows).toEqual([]);
    const told = await work.read(`signals/households?asOf=2022-03-31&flagged=true&department=${encodeURIComponent('市医疗保障局')}`);
    expect(told.rows).toMatchObject([{ householdId: files[0]!.householdId, name: '欧***', flagged: true, happenedOn: '2022-03-10' }]);
    expect(told.rows[0].events.map(({ type }: { type: string }) => type)).toEqual(['SignalReceived', 'FlagRaised']);
  });

  it('leads to the events behind a case as they stood then, and to no name', async () => {
    const [row] = (await work.read('risk/households?asOf=2022-03-20&severity=yellow')).rows;
    expect(row).toMatchObject({
      householdId: files[0]!.householdId,
      name: '欧***',
      fileNumber: files[0]!.row.fileNumber,
      status: 'raised',
    });
    expect(row.events.map(({ type }: { type: string }) => type)).toEqual(['SignalReceived', 'FlagRaised', 'WatchRaised']);
    const later = (await work.read('risk/households?asOf=2022-03-31&severity=green')).rows[0];
    expect(later.events.at(-1)).toMatchObject({ stream: `watch-${files[0]!.householdId}`, revision: 3, type: 'WatchVerified' });
    for (const secret of files.flatMap(({ secrets }) => secrets)) expect(JSON.stringify([row, later])).not.toContain(secret);
  });

  it('speaks the reader’s language', async () => {
    const { body, headers } = await ok(work.leader.get(work.shown('risk?asOf=2022-03-31'), { 'accept-language': 'en' }));
    expect(headers.get('content-language')).toBe('en');
    expect(body.severity[0]).toEqual({ value: 'red', text: 'red', count: 1 });
    expect((await work.read('risk?asOf=2022-03-31')).severity[0].text).toBe('红');
  });

  it('shows counts to who may see counts, and no household', async () => {
    const viewer = await work.city.hire('dashboard_viewer');
    for (const path of ['risk', 'risk/course', 'verification', 'relapse', 'signals']) {
      const text = JSON.stringify(await work.read(path, viewer));
      for (const { householdId } of files) expect(text).not.toContain(householdId);
    }
    for (const path of ['risk/households', 'relapse/households', 'signals/households', 'risk/households/export.xlsx']) {
      expect(await viewer.get(`/dashboards/${path}`)).toMatchObject({ status: 403, body: { code: 'permission-denied' } });
    }
  });

  it('refuses a day that is still to come, and takes today', async () => {
    for (const path of [
      'risk',
      'risk/course',
      'risk/households',
      'verification',
      'relapse',
      'relapse/households',
      'signals',
      'signals/households',
    ]) {
      const { status, body } = await work.leader.get(`/dashboards/${path}?asOf=2022-05-21`, { 'accept-language': 'zh-CN' });
      expect([status, body.code, body.fields]).toMatchObject([
        400,
        'validation-failed',
        [{ pointer: '/asOf', code: 'day-to-come', detail: '不能晚于今天' }],
      ]);
    }
    expect((await work.read('risk')).asOf).toBe('2022-05-20');
  });

  it('knows of nothing at either end of the calendar', async () => {
    for (const path of ['risk/course?months=60', 'verification?months=60', 'signals?months=60', 'relapse?', 'risk?']) {
      expect((await work.leader.get(`/dashboards/${path}&asOf=0001-01-01`)).status).toBe(200);
    }
    for (const path of ['risk/households?raisedIn=9999-12', 'risk/households?endedIn=0000-01', 'signals/households?month=9999-12']) {
      expect((await work.read(path)).rows).toEqual([]);
    }
  });

  it('opens no household of another unit', async () => {
    const caseworker = await work.city.hire('base_caseworker', units.otherBase);
    const rows = async (path: string) => (await work.read(path, caseworker)).rows.map((row: { unitId: string }) => row.unitId);
    expect(await rows('risk/households?asOf=2022-03-31')).toEqual([]);
    expect(await rows('risk/households?asOf=2022-04-01')).toEqual([units.otherBase]);
    expect(await rows('signals/households?asOf=2022-03-31')).toEqual([units.otherBase]);
    expect(await rows('relapse/households?asOf=2022-03-31')).toEqual([]);
  });

  it('exports each number as a number', async () => {
    const sheetOf = async (path: string) => {
      const authorization = `Bearer ${await work.leader.session()}`;
      const response = await fetch(`${work.server.url}/api/dashboards/${path}`, { headers: { authorization } });
      const workbook = new ExcelJS.Workbook();
      await workbook.xlsx.load(Buffer.from(await response.arrayBuffer()) as never);
      return workbook.worksheets[0]!.getSheetValues().slice(1) as unknown[][];
    };
    const [head, ...rows] = await sheetOf(`risk/export.xlsx?asOf=2022-03-31&unit=${units.county}`);
    expect(head!.slice(1, 6)).toEqual(['工会编码', '工会名称', '仅本级', '监测户数', '其中逾期']);
    expect(rows.map((row) => row.slice(1))).toEqual([
      [units.county, '演示甲县总工会', '是', 0, 0, 0, 0, 0, 1],
      [units.township, '演示甲镇总工会', '否', 2, 0, 1, 0, 1, 3],
    ]);
    const [, first] = await sheetOf('risk/households/export.xlsx?asOf=2022-03-31&severity=red');
    expect(first!.slice(4, 9)).toEqual(['欧***', 1, '突发严重困难户', '红', '患重特大疾病']);
    expect(first!.find((cell) => cell instanceof Date)).toEqual(new Date('2022-03-31T00:00:00Z'));
  });
});

describe('closed files that fell back', () => {
  const inOtherCounty = async (county: string, day: string) =>
    (await work.read(`relapse?asOf=${day}`)).counties.find(({ unitId }: { unitId: string }) => unitId === county);

  beforeAll(async () => {
    work.on('2022-06-01');
    const rules = { ...starterPolicy.rules, watch: { ...starterPolicy.rules.watch!, massRelapseBasisPoints: 2_500 } };
    const draft = { policyId: 'other-county', title: '演示乙区', area: '410402', effectiveFrom: '2022-06-10', rules };
    const streams = work.streams;
    await streams.handle(policy, 'other-county', { type: 'DraftPolicy', data: draft }, work.contextOf('system:test'));
    const published = { type: 'PublishPolicy', data: { policyId: 'other-county', version: 1 } } as const;
    const { position } = await streams.handle(policy, 'other-county', published, work.contextOf('system:test'));
    await work.server.app.get(Directory).reached(position);
    const five: TakenOver[] = [];
    for (let count = 0; count < 5; count += 1)
      five.push(await work.legacy.take({ unitId: units.otherBase, at: '2022-06-01T02:00:00.000Z' }));
    for (const file of five.slice(0, 4)) await work.leaves(file, '2022-06-01');
    work.on('2022-06-08');
    await work.fallsBack(five[0]!, '2022-06-07');
    work.on('2022-06-20');
    await work.leaves(five[4]!, '2022-06-20');
    work.on('2022-06-25');
    await work.fallsBack(five[1]!, '2022-06-25');
    work.on('2023-06-30');
    await work.caughtUp();
  });

  it('alarm at the share that the policy of the day names, and not below it', async () => {
    const at = (day: string) => inOtherCounty(units.otherCounty, day);
    const of = { whole: true, unitName: '演示乙区总工会' };
    expect(await at('2022-06-07')).toMatchObject({
      ...of,
      closed: 4,
      reopened: 0,
      rateBasisPoints: 0,
      alarmBasisPoints: 300,
      alarm: false,
    });
    expect(await at('2022-06-09')).toMatchObject({ closed: 4, reopened: 1, rateBasisPoints: 2_500, alarmBasisPoints: 300, alarm: true });
    expect(await at('2022-06-10')).toMatchObject({ closed: 4, reopened: 1, rateBasisPoints: 2_500, alarmBasisPoints: 2_500, alarm: true });
    expect(await at('2022-06-20')).toMatchObject({ closed: 5, reopened: 1, rateBasisPoints: 2_000, alarmBasisPoints: 2_500, alarm: false });
    expect(await at('2022-06-25')).toMatchObject({ closed: 5, reopened: 2, rateBasisPoints: 4_000, alarm: true });
    expect((await work.read('risk?asOf=2022-06-25')).alarms).toMatchObject([{ unitId: units.otherCounty, closed: 5, reopened: 2 }]);
    expect((await work.read('risk?asOf=2022-06-20')).alarms).toEqual([]);
  });

  it('are forgotten by the rate after twelve months', async () => {
    expect(await inOtherCounty(units.otherCounty, '2023-06-07')).toMatchObject({ closed: 5, reopened: 2 });
    expect(await inOtherCounty(units.otherCounty, '2023-06-08')).toMatchObject({ closed: 4, reopened: 1 });
    expect(await inOtherCounty(units.otherCounty, '2023-06-25')).toMatchObject({ closed: 3, reopened: 0, alarm: false });
  });

  it('never alarm for a part of a county', async () => {
    const part = await work.read(`relapse?asOf=2022-06-25&unit=${units.otherBase}`);
    expect(part.counties).toMatchObject([{ unitId: units.otherCounty, whole: false, closed: 5, reopened: 2, alarm: false }]);
  });

  it('open to the households and the events', async () => {
    const rows = await work.everyRow(`relapse/households?asOf=2022-06-25&county=${units.otherCounty}`);
    expect(countBy(rows, ({ reopenedOn }) => String(reopenedOn))).toEqual({ null: 3, '2022-06-07': 1, '2022-06-25': 1 });
    const [first] = await work.everyRow('relapse/households?asOf=2022-06-24&reopened=true');
    expect(first).toMatchObject({ leftOn: '2022-06-01', reopenedOn: '2022-06-07', unitId: units.otherBase, name: '高*' });
    expect((first!.events as { type: string }[]).map(({ type }) => type)).toEqual(['HouseholdLeftDifficulty', 'HouseholdReopened']);
    expect(await work.everyRow('relapse/households?asOf=2022-06-07&reopened=true')).toEqual([]);
  });
});
