import { randomUUID } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { AidWork, aidOfficeOf } from '../support/aid-work.js';
import { ok } from '../support/case-work.js';
import { City, units } from '../support/city.js';
import { eventually } from '../support/eventually.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { SetClock, TestServer, type Answer } from '../support/server.js';
import { householdInCare, householdThatLeft, watchOfficeOf, type WatchOffice, type WatchWork } from '../support/watch-work.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');
const on = (day: string): string => {
  clock.set(`${day}T02:00:00.000Z`);
  return day;
};

let server: TestServer;
let city: City;
let office: WatchOffice;
let legacy: LegacyFiles;
beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await watchOfficeOf(city);
  legacy = new LegacyFiles(server);
});
afterAll(() => server.discard());

const inCare = (): Promise<WatchWork> => householdInCare(server, office, legacy);
const left = (): Promise<WatchWork> => householdThatLeft(server, office, legacy, clock);

const refused = (code: string, details: object = {}) => ({
  status: 409,
  body: { code, ...(Object.keys(details).length > 0 && { details }) },
});

describe('a case raised by a rule', () => {
  it('comes with what was seen at a visit, once however often that is sent, and says why in both languages', async () => {
    const work = await left();
    on('2022-09-20');
    const headers = { 'idempotency-key': `seen-${work.householdId}` };
    const first = await ok(work.seen('2022-09-19', { amountFen: 1_234_500 }, headers));
    expect((await ok(work.seen('2022-09-19', { amountFen: 1_234_500 }, headers))).body).toEqual(first.body);
    expect(await work.next(first)).toEqual(['raised', 'verification', '2022-10-05']);
    const { body, headers: said } = await work.shown();
    expect(said.get('etag')).toBe(`"${body.revision}"`);
    expect(body).toMatchObject({
      name: '高*',
      open: { watchNumber: 1, kind: 'unstable_exit_household', source: 'rule', severity: 'yellow', raisedOn: '2022-09-20' },
      past: [],
      signals: [
        {
          kind: 'visit_finding',
          department: '工会',
          happenedOn: '2022-09-19',
          receivedOn: '2022-09-20',
          figures: { amountFen: 1_234_500, marks: { judgement: 'worse' }, words: '男主人住院，家中无收入' },
        },
      ],
      flags: [{ flagNumber: 1, watchNumber: 1, ruleId: 'visit-finding', policyVersion: 'pingdingshan@1' }],
    });
    expect(body.flags[0].sentence).toBe(
      '2022-09-20预警：走访发现生活状况变差（规则visit-finding，政策pingdingshan@1）。' +
        '365天内走访发现1条（2022-09-19至2022-09-19），达到1条。依据：监测记录第0条。',
    );
    const english = (await work.shown(office.caseworker, 'en')).body.flags[0].sentence;
    expect(english).toContain('1 of seen at a visit within 365 days (2022-09-19 to 2022-09-19), at least 1.');
    // Who reads but does not work on the case sees figures and not what was written down freely.
    const { signals } = (await work.shown(office.auditor)).body;
    expect(signals[0].figures).toEqual({ amountFen: 1_234_500, marks: { judgement: 'worse' }, words: '•••' });
  });

  it('gets help first once somebody calls it urgent, and the visit stays due; what is not needed is given up', async () => {
    const work = await left();
    on('2022-09-20');
    expect(await work.next(work.seen('2022-09-20'))).toEqual(['raised', 'verification', '2022-10-05']);
    expect(await work.plan('2022-09-20')).toMatchObject(refused('watch-not-verified'));
    const urgent = { markedOn: '2022-09-20', explanation: '家中断粮' };
    const marked = await ok(work.command(office.caseworker, 'mark-urgent', urgent));
    expect((await work.rows(marked.body.position))[0]).toMatchObject({ source: 'rule', urgent: true });
    const [helped, spared] = [await work.plan('2022-09-20'), await work.plan('2022-09-20', { dueOn: '2022-09-30' })];
    await ok(work.deliver(helped.measureId, '2022-09-20'));
    const drop = { measureId: spared.measureId, droppedOn: '2022-09-21', explanation: '亲属已接济' };
    on('2022-09-21');
    const dropped = work.command(office.caseworker, 'drop-measure', drop);
    expect(await work.next(dropped)).toEqual(['planned', 'verification', '2022-10-05']);
    expect(await work.deliver(spared.measureId, '2022-09-21')).toMatchObject(refused('measure-dropped', { droppedOn: '2022-09-21' }));
    expect(await work.next(work.verify('2022-09-21'))).toEqual(['planned', 'follow_up', '2022-12-20']);
    const { open } = (await work.shown(office.auditor)).body;
    expect(open.course.map(({ type }: { type: string }) => type)).toEqual([
      ...['WatchRaised', 'WatchMarkedUrgent', 'MeasuresPlanned', 'MeasuresPlanned', 'MeasureDelivered'],
      ...['MeasureDropped', 'WatchVerified'],
    ]);
    expect(open.course[1].data.explanation).toBe('•••');
  });

  it('raises nothing anew by a signal that was taken back', async () => {
    const work = await left();
    on('2022-09-20');
    await ok(work.seen('2022-09-19'));
    const { signalId } = (await work.shown()).body.signals[0];
    const withdraw = (id: string) => work.command(office.caseworker, 'withdraw-signal', { signalId: id, explanation: '走错人家' });
    expect(await withdraw(randomUUID())).toMatchObject(refused('signal-unknown'));
    await ok(withdraw(signalId));
    await ok(work.reject('2022-09-20'));
    await ok(work.seen('2022-09-20', { judgement: 'unchanged' }));
    expect((await work.shown()).body).toMatchObject({
      past: [{ status: 'rejected' }],
      signals: [{ withdrawn: true }, { withdrawn: false }],
    });
    expect(await work.open()).toBeUndefined();
    expect(await work.seen('2022-09-20', { personId: randomUUID() })).toMatchObject(refused('person-not-in-household'));
  });
});

describe('a case raised by a caseworker', () => {
  it('goes from the visit over an aid and follow-ups in rhythm to the risk cleared, by somebody else, after six stable months', async () => {
    const work = await inCare();
    on('2022-03-10');
    const aids = new AidWork(server, await aidOfficeOf(city), '2022-03-20');
    expect(await work.raise({ kind: 'unstable_exit_household' })).toMatchObject(refused('kind-does-not-fit-file'));
    expect(await work.next(work.raise())).toEqual(['raised', 'verification', '2022-03-25']);
    expect(await work.raise()).toMatchObject(refused('watch-already-open', { watchNumber: 1 }));

    const stranger = await city.hire('base_caseworker', units.otherBase);
    expect(await work.assign('2022-03-10', [stranger])).toMatchObject(refused('assignee-out-of-reach', { unable: 1 }));
    await ok(work.assign('2022-03-10'));
    expect(await work.plan('2022-03-10')).toMatchObject(refused('watch-not-verified'));
    expect(await work.verify('2022-03-10', { visitors: [office.caseworker.accountId] })).toMatchObject(
      refused('too-few-visitors', { visitors: 1, minimumVisitors: 2 }),
    );
    expect(await work.verify('2022-03-10', { visitors: [randomUUID(), randomUUID()] })).toMatchObject(
      refused('visitor-unknown', { unknown: 2 }),
    );
    on('2022-03-14');
    expect(await work.next(work.verify('2022-03-14', {}, office.both))).toEqual(['verified', 'plan', '2022-03-28']);

    on('2022-03-20');
    const fundId = await aids.fund(1_000_000);
    const { principal } = (await work.file()).facts;
    const aidId = await aids.granted({ householdId: work.householdId, payeePersonId: principal.personId, fundId });
    const other = (await legacy.take()).row;
    const foreign = await aids.granted({ householdId: other.householdId, payeePersonId: other.principal.personId, fundId });
    expect(await work.plan('2022-03-20', { kind: 'aid', aidId: foreign })).toMatchObject(refused('aid-of-another-household'));
    const plan = await work.plan('2022-03-20', { kind: 'aid', aidId, dueOn: '2022-04-20', description: '生活救助' });
    expect(await work.next(plan)).toEqual(['planned', 'measure', '2022-04-20']);
    await aids.pay(aidId, '2022-03-20');
    await eventually(async () =>
      expect((await work.open())?.measures.get(plan.measureId)).toMatchObject({ deliveredOn: '2022-03-20', aidId }),
    );
    const planned = (await work.shown()).body;
    expect(planned.open.due).toMatchObject([{ duty: 'follow_up', dueOn: '2022-06-20' }, { duty: 'yearly_review' }]);

    on('2022-06-13');
    expect(await work.followUp('2022-06-13', { severity: 'red' })).toMatchObject(
      refused('stable-yet-worse', { severity: 'red', previous: 'yellow' }),
    );
    await ok(work.followUp('2022-06-13', { severity: 'red', stable: false }));
    // Red means a look every month, yellow every three, green every six.
    const rhythm: readonly (readonly [string, string, string])[] = [
      ['2022-06-20', 'red', '2022-07-20'],
      ['2022-07-20', 'yellow', '2022-10-20'],
      ['2022-10-20', 'green', '2023-04-20'],
    ];
    for (const [day, severity, next] of rhythm) {
      on(day);
      const due = (await ok(work.followUp(day, { severity }))).body.position;
      expect((await work.rows(due))[0]).toMatchObject({ severity, lastFollowUpOn: day, stableSince: '2022-06-20' });
      expect((await work.open())?.due).toContainEqual(expect.objectContaining({ duty: 'follow_up', dueOn: next }));
    }
    on('2022-12-19');
    expect(await work.clear('2022-12-19', {}, office.both)).toMatchObject(refused('four-eyes'));
    expect(await work.clear('2022-12-19', {}, office.caseworker)).toMatchObject({ status: 403 });
    expect(await work.clear('2022-12-19')).toMatchObject(
      refused('not-stable-long-enough', { stableSince: '2022-06-20', stableMonths: 6, clearableOn: '2022-12-20' }),
    );
    on('2022-12-20');
    expect(await work.clear('2022-12-20', { costsSettled: false })).toMatchObject(refused('costs-not-settled'));
    expect(await work.clear('2022-12-20')).toMatchObject(
      refused('not-looked-at-since', { lookedAtFrom: '2022-12-20', lastFollowUpOn: '2022-10-20' }),
    );
    await ok(work.followUp('2022-12-20', { severity: 'green' }));
    expect(await work.next(work.clear('2022-12-20'))).toEqual(['cleared', null, null]);
    const { past } = (await work.shown()).body;
    expect(past[0].course.map(({ type }: { type: string }) => type)).toEqual([
      ...['WatchRaised', 'WatchAssigned', 'WatchVerified', 'MeasuresPlanned', 'MeasureDelivered'],
      ...['FollowedUp', 'FollowedUp', 'FollowedUp', 'FollowedUp', 'FollowedUp', 'RiskCleared'],
    ]);
  });

  it('is never cleared where nobody in the household can work, and is kept after a year', async () => {
    const work = await inCare();
    on('2022-03-10');
    await ok(work.raise({ source: 'household' }));
    await ok(work.verify('2022-03-10', { hasLabour: false, severity: 'green' }));
    const { measureId } = await work.plan('2022-03-10');
    await ok(work.deliver(measureId, '2022-03-10'));
    for (const day of ['2022-09-10', '2023-03-10']) await ok(work.followUp(on(day), { severity: 'green' }));
    expect(await work.clear('2023-03-10')).toMatchObject(refused('household-without-labour'));
    const kept = await ok(work.command(office.caseworker, 'keep-under-watch', { reviewedOn: '2023-03-10', explanation: '仍需关注' }));
    expect((await work.open())?.due).toContainEqual(expect.objectContaining({ duty: 'yearly_review', dueOn: '2024-03-10' }));
    expect(await work.next(kept)).toEqual(['planned', 'follow_up', '2023-09-10']);
  });

  it('gets help first where it is urgent, and the visit stays due', async () => {
    const work = await inCare();
    on('2022-03-10');
    await ok(work.raise({ urgent: true, severity: 'red' }));
    const plan = await work.plan('2022-03-10', { kind: 'other', description: '临时生活费' });
    expect(await work.next(work.deliver(plan.measureId, '2022-03-10'))).toEqual(['planned', 'verification', '2022-03-25']);
    on('2022-03-26');
    const late = await ok(work.verify('2022-03-26'));
    expect((await work.shown()).body.open.course.at(-1)).toMatchObject({ type: 'WatchVerified', data: { withinTerm: false } });
    expect(await work.next(late)).toEqual(['planned', 'follow_up', '2022-04-10']);
  });

  it('is rejected for a reason, by somebody who entered nothing of it, and can be raised again', async () => {
    const work = await inCare();
    on('2022-03-10');
    await ok(work.raise({}, office.both));
    expect(await work.reject('2022-03-10', office.both)).toMatchObject(refused('four-eyes'));
    expect(await work.next(work.reject('2022-03-10'))).toEqual(['rejected', null, null]);
    expect(await work.verify('2022-03-10')).toMatchObject(refused('watch-not-open', { status: 'rejected' }));
    const again = await ok(work.raise());
    expect((await work.rows(again.body.position)).map(({ watchId }) => watchId).sort()).toEqual([
      `${work.householdId}~1`,
      `${work.householdId}~2`,
    ]);
  });
});

describe('who may do what', () => {
  it('is asked at every step: stale, out of reach, without the right', async () => {
    const work = await inCare();
    on('2022-03-10');
    const before = await work.shown();
    expect(before.body).toMatchObject({ revision: -1, past: [], signals: [], flags: [] });
    expect([before.body.open, before.headers.get('etag')]).toEqual([undefined, null]);
    const { revision } = (await ok(work.raise())).body;
    const asked = { assignedOn: '2022-03-10', assignees: [office.caseworker.accountId] };
    await ok(work.command(office.reviewer, 'assign', asked, { 'if-match': `"${revision}"` }));
    expect(await work.command(office.reviewer, 'assign', asked, { 'if-match': `"${revision}"` })).toMatchObject({
      status: 412,
      body: { code: 'stale-revision' },
    });
    const [stranger, viewer] = [await city.hire('base_caseworker', units.otherBase), await city.hire('dashboard_viewer')];
    expect(await work.verify('2022-03-10', {}, stranger)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    expect(await work.raise({ householdId: randomUUID() })).toMatchObject({ status: 404 });
    expect(await work.verify('2022-03-10', {}, office.auditor)).toMatchObject({ status: 403 });
    expect(await viewer.get(`/watches/${work.householdId}`)).toMatchObject({ status: 403 });
    expect((await ok(viewer.get('/watches/counts'))).body.total).toBeGreaterThan(0);
    expect((await ok(stranger.get('/watches/counts'))).body.total).toBe(0);
  });
});

describe('the list of cases', () => {
  const listed = async (query: string, clerk = office.auditor): Promise<Answer['body']['rows']> =>
    (await ok(clerk.get(`/watches?limit=200&${query}`))).body.rows;

  it('is filtered, sorted, counted and exported with names masked', async () => {
    const work = await inCare();
    on('2022-03-10');
    const { position } = (await ok(work.raise({ severity: 'red', cause: 'natural_disaster', urgent: true }))).body;
    const mine = await city.hire('base_caseworker');
    await ok(work.assign('2022-03-10', [mine]));
    on('2022-03-26');
    const filter = 'cause=natural_disaster&severity=red&open=true&urgent=true&overdue=true&nextDuty=verification&source=caseworker';
    const all = `after=${position}&unit=${units.base}&${filter}`;
    expect(await listed(all)).toMatchObject([{ householdId: work.householdId, name: '高*', overdue: true, nextDueOn: '2022-03-25' }]);
    expect(await listed('cause=natural_disaster&overdue=false')).toEqual([]);
    await eventually(async () =>
      expect(await listed('assignee=me', mine)).toMatchObject([{ householdId: work.householdId, assigneeNames: [mine.username] }]),
    );
    expect(await listed('assignee=me', office.auditor)).toEqual([]);

    const days = (await listed('sort=nextDueOn')).map(({ nextDueOn }: { nextDueOn: string | null }) => nextDueOn ?? '9999');
    expect(days).toEqual([...days].sort());
    const ranks = (await listed('sort=severity&open=true')).map(({ severity }: { severity: string }) => severity);
    expect(ranks).toEqual([...ranks].sort((one, other) => 'red yellow green'.indexOf(one) - 'red yellow green'.indexOf(other)));

    const counts = (await ok(office.auditor.get('/watches/counts?open=true'))).body;
    const open = await listed('open=true');
    expect(counts.total).toBe(open.length);
    expect(counts.overdue).toBe(open.filter(({ overdue }: { overdue: boolean }) => overdue).length);
    for (const { value, count } of counts.severity)
      expect(count).toBe(open.filter(({ severity }: { severity: string }) => severity === value).length);

    const authorization = `Bearer ${await office.auditor.session()}`;
    const file = await fetch(`${server.url}/api/watches/export.csv?${filter}`, { headers: { authorization } });
    const rows = parse<Record<string, string>>(await file.text(), { bom: true, columns: true });
    expect(rows).toMatchObject([{ 工会编码: units.base, 户主: '高*', 风险等级: '红', 下一事项: '入户核实', 逾期: '是' }]);
  });
});
