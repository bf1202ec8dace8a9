import { aidEvent, decisionFor, type AidTold } from '../support/aid-history.js';
import { batchEvent } from '../support/batch-history.js';
import { applicationOf, CaseWork, officeOf, ok, type Office } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { idNumberOf } from '../support/people.js';
import { SetClock, TestServer } from '../support/server.js';
import { tell } from '../support/told.js';

const clock = new SetClock('2022-01-17T02:00:00.000Z');

let server: TestServer;
let city: City;
let office: Office;
let work: CaseWork;
let latest: string;

beforeAll(async () => {
  server = await TestServer.start({ clock });
  city = await City.found(server);
  office = await officeOf(city);
});
afterAll(() => server.discard());

const tasksOf = async (clerk: Clerk, query = '') => (await ok(clerk.get(`/tasks?after=${latest}&${query}`))).body;
const kindsOf = async (clerk: Clerk, query = ''): Promise<readonly string[]> =>
  (await tasksOf(clerk, query)).rows.map(({ kind }: { kind: string }) => kind);

describe('the tasks of a file on its way', () => {
  it('begin with the survey, due in the days that the policy gives, at the base union', async () => {
    work = await CaseWork.apply(server, office, applicationOf(idNumberOf('1974-03-16', 2)));
    latest = (await ok(work.authorise('2022-01-17'))).body.position;
    expect(await tasksOf(office.caseworker)).toEqual({
      rows: [
        {
          taskId: `${work.householdId}:survey_due`,
          kind: 'survey_due',
          role: 'base_caseworker',
          householdId: work.householdId,
          aidId: null,
          batchId: null,
          leadId: null,
          watchNumber: null,
          references: [],
          item: null,
          amountFen: null,
          title: null,
          fileNumber: 'F-2022-001',
          name: '高娟',
          unitId: units.base,
          unitName: '演示机械厂工会',
          escalated: false,
          dueOn: '2022-01-22',
          daysLeft: 5,
          state: 'due',
          urgency: 'soon',
          openedAt: '2022-01-17T02:00:00.000Z',
        },
      ],
      open: 1,
      dueSoon: 0,
      overdue: 0,
      counts: [{ kind: 'survey_due', open: 1, dueSoon: 0, overdue: 0 }],
    });
  });

  it('are each shown to the role that does them', async () => {
    expect(await kindsOf(office.matcher)).toEqual(['data_match_waiting']);
    expect(await kindsOf(office.approver)).toEqual(['classification_due']);
    expect(await kindsOf(office.reviewer)).toEqual([]);
  });

  it('are overdue from the day after, whatever else happens', async () => {
    clock.set('2022-01-22T15:59:00.000Z');
    expect((await tasksOf(office.caseworker)).rows[0]).toMatchObject({ urgency: 'soon', state: 'due_soon', daysLeft: 0 });
    clock.set('2022-01-22T16:00:00.000Z');
    expect(await tasksOf(office.caseworker)).toMatchObject({
      ...{ overdue: 1, dueSoon: 0, counts: [{ overdue: 1 }] },
      rows: [{ urgency: 'overdue', state: 'overdue', daysLeft: -1 }],
    });
  });

  it('go on to the next one when a step is done', async () => {
    await ok(work.survey('2022-01-19'));
    latest = (await ok(work.post('2022-01-22'))).body.position;
    expect(await kindsOf(office.caseworker)).toEqual(['notice_to_close']);
  });

  it('move with the file to its new union', async () => {
    await ok(work.match('2022-01-21'));
    clock.set('2022-02-10T02:00:00.000Z');
    const move = { toUnitId: units.siblingBase, transferredOn: '2022-02-10', reasonKind: 'moved' };
    latest = (await ok(work.command(office.approver, 'transfer-household', move))).body.position;
    expect(await kindsOf(office.caseworker)).toEqual([]);
    expect(await kindsOf(await city.hire('base_caseworker', units.siblingBase))).toEqual(['notice_to_close']);
  });
});

describe('the tasks of an aid and of a payment batch', () => {
  const at = '2022-02-10T02:00:00.000Z';
  const [aidId, batchId] = ['5a3f0f7e-8d0a-4f5c-9b61-0d9f2a7c1b11', '0c6d1a52-4a3e-4c0b-8e0e-7f1d2b3c4d22'];
  const levels = decisionFor('county', 'city');
  const tellOf = async (...events: readonly AidTold[]) => {
    const data = { householdId: work.householdId, unitId: units.base };
    latest = (
      await tell(
        server,
        'aid',
        aidId,
        events.map((event) => ({ ...event, data: { ...(event.data as object), ...data } })),
        at,
      )
    ).position;
  };

  it('are shown to who reviews, then to the level whose turn it is and to no other', async () => {
    const [county, cityOfficer] = [await city.hire('county_approver'), await city.hire('rights_dept_officer', units.city)];
    const seenBy = async () =>
      Promise.all(
        [office.reviewer, county, cityOfficer].map(async (clerk) => (await kindsOf(clerk)).filter((kind) => kind.startsWith('aid_'))),
      );
    await tellOf(aidEvent('AidProposed', { aidId, decision: levels }));
    expect(await seenBy()).toEqual([['aid_review_waiting'], [], []]);
    await tellOf(aidEvent('AidReviewed'));
    expect(await seenBy()).toEqual([[], ['aid_approval_waiting_county'], []]);
    await tellOf(aidEvent('AidApproved', { decision: levels }));
    expect(await seenBy()).toEqual([[], [], ['aid_approval_waiting_city']]);
  });

  it('say which aid it is, of whom and of how much', async () => {
    const { rows } = await tasksOf(await city.hire('rights_dept_officer', units.city));
    expect(rows).toEqual([
      {
        taskId: `${aidId}:aid_approval_waiting_city`,
        kind: 'aid_approval_waiting_city',
        role: 'rights_dept_officer',
        householdId: work.householdId,
        aidId,
        batchId: null,
        leadId: null,
        watchNumber: null,
        references: [],
        item: 'medical_aid',
        amountFen: 300_000,
        title: null,
        fileNumber: 'F-2022-001',
        name: '高娟',
        unitId: units.base,
        unitName: '演示机械厂工会',
        escalated: false,
        dueOn: null,
        daysLeft: null,
        state: 'due',
        urgency: 'undated',
        openedAt: at,
      },
    ]);
  });

  it('say which list it is, of no household', async () => {
    const drafted = batchEvent('BatchDrafted', { batchId, unitId: units.county });
    latest = (await tell(server, 'paymentBatch', batchId, [drafted, batchEvent('BatchFrozen')], at)).position;
    const financeOfficer = await city.hire('finance_officer');
    expect((await tasksOf(financeOfficer)).rows).toMatchObject([
      { kind: 'batch_to_sign_off', householdId: null, aidId: null, batchId, name: null, title: '三月第一批', unitId: units.county },
    ]);
    expect(await kindsOf(office.matcher, 'kind=batch_to_sign_off')).toEqual([]);
  });
});

describe('a list of many tasks', () => {
  let caseworker: Clerk;
  beforeAll(async () => {
    const legacy = new LegacyFiles(server);
    caseworker = await city.hire('base_caseworker', units.otherBase);
    // Three that are overdue, one for next week, one for next year, and two applications without a day for their classification.
    for (const reverifyDueOn of ['2022-02-01', '2022-01-05', '2022-02-09', '2022-02-12', '2023-01-01']) {
      await legacy.take({ unitId: units.otherBase, reverifyDueOn });
    }
    for (const sequence of [20, 22]) {
      const application = applicationOf(idNumberOf('1960-01-01', sequence), { unitId: units.otherBase, fileNumber: `N-${sequence}` });
      latest = (await ok(caseworker.post('/households', application))).body.position;
    }
  });

  it('puts the most urgent first', async () => {
    const { rows, open, overdue, counts } = await tasksOf(caseworker);
    expect(rows.map(({ dueOn }: { dueOn: string }) => dueOn)).toEqual([
      '2022-01-05',
      '2022-01-22',
      '2022-01-22',
      '2022-02-01',
      '2022-02-09',
      '2022-02-12',
      '2023-01-01',
    ]);
    expect([open, overdue]).toEqual([7, 5]);
    expect(counts).toEqual([
      { kind: 'survey_due', open: 2, dueSoon: 0, overdue: 2 },
      { kind: 'reverification_due', open: 5, dueSoon: 1, overdue: 3 },
    ]);
  });

  it.each([
    ['urgency=overdue', 5],
    ['urgency=soon', 1],
    ['urgency=later', 1],
    ['urgency=undated', 0],
    ['kind=reverification_due', 5],
    ['kind=reverification_due&urgency=overdue', 3],
    ['kind=survey_due&kind=reverification_due', 7],
    ['state=overdue', 5],
    ['state=due_soon', 1],
    ['state=due', 1],
    ['state=due&urgency=soon', 0],
    ['state=due&urgency=later', 1],
    ['state=overdue&kind=survey_due', 2],
    ['role=base_caseworker', 7],
    ['role=county_approver', 0],
    ['unit=410402-101-001', 7],
  ])('is filtered by %s, and so are its counts', async (query, count) => {
    const { rows, open } = await tasksOf(caseworker, query);
    expect([rows.length, open]).toEqual([count, count]);
  });

  it('is narrowed to one file', async () => {
    const { householdId } = (await tasksOf(caseworker)).rows[0];
    expect(await kindsOf(caseworker, `householdId=${householdId}`)).toEqual(['reverification_due']);
  });

  it('of somebody with several roles has the tasks of each where he holds it, and of no other, over pages of any length', async () => {
    const many = await city.hireFor([
      { role: 'base_caseworker', unit: units.otherTownship },
      { role: 'county_approver', unit: units.otherCounty },
      { role: 'service_centre_officer', unit: units.county },
    ]);
    const whole = (await tasksOf(many)).rows;
    const undated = whole.filter(({ dueOn }: { dueOn: string | null }) => dueOn === null);
    expect(undated.map(({ kind }: { kind: string }) => kind)).toEqual(['classification_due', 'classification_due']);
    expect(whole.slice(-2)).toEqual(undated);
    expect(whole).toHaveLength(9);
    for (const limit of [1, 2, 4, 7, 8, 9]) {
      const paged = [];
      let cursor = '';
      do {
        const { rows, next } = await tasksOf(many, `limit=${limit}${cursor}`);
        paged.push(...rows);
        cursor = next ? `&cursor=${next}` : '';
      } while (cursor);
      expect(paged).toEqual(whole);
    }
  });

  it('shows a neighbour nothing', async () => {
    expect(await kindsOf(await city.hire('base_caseworker', units.base))).toEqual([]);
    expect((await office.caseworker.get(`/tasks?unit=${units.otherBase}`)).status).toBe(404);
  });

  it('is empty for who has no part in the work, and not for who sees no case', async () => {
    expect(await kindsOf(await city.hire('auditor'))).toEqual([]);
    expect((await (await city.hire('dashboard_viewer')).get('/tasks')).status).toBe(403);
  });

  it.each([
    'cursor=nonsense',
    'kind=anything',
    'urgency=high',
    'state=late',
    'role=auditor',
    'householdId=1',
    'leadId=1',
    'watchNumber=0',
    'limit=0',
  ])('refuses %s', async (query) => expect((await caseworker.get(`/tasks?${query}`)).status).toBe(400));
});
