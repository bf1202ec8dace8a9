import { EventStore } from '#event-store/event-store';
import { DeadlinesService } from '../../apps/server/src/deadlines/deadlines.module.js';
import { ok } from '../support/case-work.js';
import { City, units, type Clerk } from '../support/city.js';
import { LegacyFiles } from '../support/legacy-files.js';
import { SetClock, TestServer } from '../support/server.js';
import { WatchWork, watchOfficeOf, type WatchOffice } from '../support/watch-work.js';

const clock = new SetClock('2022-03-01T02:00:00.000Z');

let server: TestServer;
let office: WatchOffice;
let neighbour: Clerk;
let work: WatchWork;
let latest: string;

/** Raised on 1 March, to be visited within 15 days. */
beforeAll(async () => {
  server = await TestServer.start({ clock });
  const city = await City.found(server);
  office = await watchOfficeOf(city);
  neighbour = await city.hire('township_reviewer', units.otherTownship);
  const { householdId } = await new LegacyFiles(server).take({ reverifyDueOn: '2023-01-01' });
  work = new WatchWork(server, office, householdId);
  latest = (await ok(work.raise())).body.position;
});
afterAll(() => server.discard());

/** What days alone bring about: the server does it by itself every minute. */
const on = async (day: string): Promise<void> => {
  clock.set(`${day}T02:00:00.000Z`);
  await server.app.get(DeadlinesService).keep();
  latest = await server.app.get(EventStore).head();
};
const listed = async (clerk: Clerk, query = '') =>
  (await ok(clerk.get(`/tasks?after=${latest}&householdId=${work.householdId}&${query}`))).body;
const visits = async (clerk: Clerk) => (await listed(clerk, 'kind=watch_to_verify')).rows;
const timeline = async (): Promise<readonly string[]> => {
  const { body } = await ok(office.caseworker.get(`/households/${work.householdId}/timeline?after=${latest}&limit=200&order=asc`));
  return body.rows.filter(({ by }: { by: string }) => by === 'system:deadlines').map(({ text }: { text: string }) => text);
};

describe('the visit that a watch case asks for', () => {
  it('is due, with the day and the days left, at the union that keeps the file', async () => {
    await on('2022-03-01');
    expect(await visits(office.caseworker)).toMatchObject([
      { role: 'base_caseworker', watchNumber: 1, unitId: units.base, dueOn: '2022-03-16', daysLeft: 15, state: 'due', escalated: false },
    ]);
    expect((await listed(office.reviewer)).rows).toMatchObject([{ kind: 'watch_to_assign', dueOn: null, state: 'due' }]);
    expect(await timeline()).toEqual([]);
  });

  it('is due soon as many working days before as the policy says, and a reminder is recorded once', async () => {
    for (const day of ['2022-03-10', '2022-03-11', '2022-03-14', '2022-03-14']) await on(day);
    expect(await visits(office.caseworker)).toMatchObject([{ state: 'due_soon', daysLeft: 2 }]);
    expect(await listed(office.caseworker, 'state=due_soon')).toMatchObject({ rows: [{}], open: 1, dueSoon: 1, overdue: 0 });
    expect(await timeline()).toEqual(['2022-03-11提醒：入户核实临期（期限2022-03-16）']);
  });

  it('is overdue from the day after', async () => {
    await on('2022-03-17');
    expect(await listed(office.caseworker, 'state=overdue')).toMatchObject({ rows: [{ daysLeft: -1 }], counts: [{ overdue: 1 }] });
    expect((await timeline()).at(-1)).toBe('2022-03-17提醒：入户核实逾期（期限2022-03-16）');
  });

  it('is a task of the unit above after five working days, shown there and above, and still to whoever had it', async () => {
    await on('2022-03-23');
    expect(await visits(office.reviewer)).toEqual([]);
    await on('2022-03-24');
    expect(await visits(office.reviewer)).toMatchObject([{ unitId: units.township, escalated: true, state: 'overdue', name: '高娟' }]);
    for (const other of [office.caseworker, office.approver]) {
      expect(await visits(other)).toMatchObject([{ unitId: units.township, escalated: true, role: 'base_caseworker' }]);
      expect((await listed(other, `kind=watch_to_verify&unit=${units.base}`)).rows).toHaveLength(1);
    }
    expect((await listed(office.approver, `kind=watch_to_verify&unit=${units.siblingBase}`)).rows).toEqual([]);
    expect(await visits(neighbour)).toEqual([]);
    expect((await timeline()).at(-1)).toBe('2022-03-24入户核实逾期（期限2022-03-16），上报演示甲镇总工会');
  });

  it('goes on to the next level, and back to its own union with what follows once it is done', async () => {
    await on('2022-04-01');
    expect(await visits(office.approver)).toMatchObject([{ unitId: units.county, escalated: true }]);
    latest = (await ok(work.verify('2022-04-01'))).body.position;
    for (const clerk of [office.reviewer, office.approver]) expect(await visits(clerk)).toEqual([]);
    expect((await listed(office.caseworker, 'kind=watch_plan_due')).rows).toMatchObject([{ unitId: units.base, escalated: false }]);
  });

  it('leaves its trace in health and metrics', async () => {
    expect((await server.request('GET', '/health/ready')).body.deadlinesKeptAt).toBe('2022-04-01T02:00:00.000Z');
    const { body } = await office.auditor.get('/metrics');
    expect(String(body)).toContain('nuanliu_deadlines_kept{deed="escalation"} 2');
    expect(String(body)).toContain('nuanliu_deadlines_failed{deed="escalation"} 0');
  });
});
