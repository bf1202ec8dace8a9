import { randomUUID } from 'node:crypto';
import { household } from '#domain/household/household';
import type { KnownHousehold } from '#domain/household/household.state';
import { watch } from '#domain/watch/watch';
import { openCase, type Watch, type WatchCase } from '#domain/watch/watch.state';
import { Streams } from '#event-store/streams';
import { ok } from './case-work.js';
import { units, type City, type Clerk } from './city.js';
import type { LegacyFiles } from './legacy-files.js';
import type { Answer, SetClock, TestServer } from './server.js';

/** Who it takes to keep households of one county from falling back. */
export type WatchOffice = Readonly<{
  caseworker: Clerk;
  colleague: Clerk;
  reviewer: Clerk;
  approver: Clerk;
  /** Enters and decides: what he entered himself is not his to decide. */
  both: Clerk;
  auditor: Clerk;
}>;

export const watchOfficeOf = async (city: City): Promise<WatchOffice> => ({
  caseworker: await city.hire('base_caseworker'),
  colleague: await city.hire('base_caseworker'),
  reviewer: await city.hire('township_reviewer'),
  approver: await city.hire('county_approver'),
  both: await city.hireFor([
    { role: 'base_caseworker', unit: units.base },
    { role: 'county_approver', unit: units.county },
  ]),
  auditor: await city.hire('auditor'),
});

type Change = Readonly<Record<string, unknown>>;
type Headers = Readonly<Record<string, string>>;

/** The work on the watch over one household: every step by who takes it. */
export class WatchWork {
  constructor(
    readonly server: TestServer,
    readonly office: WatchOffice,
    readonly householdId: string,
  ) {}

  command(clerk: Clerk, action: string, body: object, headers: Headers = {}): Promise<Answer> {
    return clerk.post(`/watches/${this.householdId}/${action}`, body, headers);
  }

  raise(change: Change = {}, clerk: Clerk = this.office.caseworker): Promise<Answer> {
    const said = { kind: 'sudden_hardship_household', severity: 'yellow', cause: 'critical_illness', source: 'caseworker' };
    return clerk.post('/watches', { householdId: this.householdId, ...said, urgent: false, statement: '突发重病，花费较大', ...change });
  }

  /** Seen at a visit: `worse` raises a case by rule. */
  seen(visitedOn: string, change: Change = {}, headers: Headers = {}): Promise<Answer> {
    const finding = { visitedOn, judgement: 'worse', findings: '男主人住院，家中无收入', ...change };
    return this.command(this.office.caseworker, 'record-visit-finding', finding, headers);
  }

  assign(assignedOn: string, assignees: readonly Clerk[] = [this.office.caseworker]): Promise<Answer> {
    return this.command(this.office.reviewer, 'assign', { assignedOn, assignees: assignees.map(({ accountId }) => accountId) });
  }

  verify(visitedOn: string, change: Change = {}, clerk: Clerk = this.office.caseworker): Promise<Answer> {
    const visitors = [this.office.caseworker, this.office.colleague].map(({ accountId }) => accountId);
    const found = { findings: '情况属实', severity: 'yellow', cause: 'critical_illness', hasLabour: true };
    return this.command(clerk, 'verify', { visitedOn, visitors, ...found, ...change });
  }

  /** Plans one measure. @returns its id beside the answer. */
  async plan(plannedOn: string, change: Change = {}, headers: Headers = {}): Promise<Answer & Readonly<{ measureId: string }>> {
    const measure = { measureId: randomUUID(), kind: 'medical', dueOn: plannedOn, description: '协助报销', ...change };
    const answer = await this.command(this.office.caseworker, 'plan-measures', { plannedOn, measures: [measure] }, headers);
    return { ...answer, measureId: measure.measureId };
  }

  deliver(measureId: string, deliveredOn: string, change: Change = {}): Promise<Answer> {
    return this.command(this.office.caseworker, 'deliver-measure', { measureId, deliveredOn, outcome: '已办结', ...change });
  }

  followUp(followedUpOn: string, change: Change = {}, clerk: Clerk = this.office.caseworker): Promise<Answer> {
    const found = { method: 'visit', findings: '收入稳定', severity: 'yellow', stable: true };
    return this.command(clerk, 'follow-up', { followedUpOn, ...found, ...change });
  }

  clear(clearedOn: string, change: Change = {}, clerk: Clerk = this.office.approver): Promise<Answer> {
    return this.command(clerk, 'clear-risk', { clearedOn, costsSettled: true, explanation: '收入稳定，费用结清', ...change });
  }

  relapse(confirmedOn: string, clerk: Clerk = this.office.approver, headers: Headers = {}): Promise<Answer> {
    return this.command(clerk, 'confirm-relapse', { confirmedOn, circumstances: '再次住院，收入低于标准' }, headers);
  }

  reject(rejectedOn: string, clerk: Clerk = this.office.approver): Promise<Answer> {
    return this.command(clerk, 'reject', { rejectedOn, reasonKind: 'not_at_risk', explanation: '费用已由保险承担' });
  }

  /** The watch as it is shown. */
  async shown(clerk: Clerk = this.office.caseworker, language = 'zh-CN'): Promise<Answer> {
    return ok(clerk.get(`/watches/${this.householdId}`, { 'accept-language': language }));
  }

  /** The household's cases on the board, the latest first, as of the position of an answer. */
  async rows(position: string): Promise<readonly Record<string, unknown>[]> {
    const query = `householdId=${this.householdId}&sort=raisedOn&order=desc&after=${position}`;
    return (await ok(this.office.auditor.get(`/watches?${query}`))).body.rows;
  }

  /** What is to be done next, until when, as the board says. */
  async next(answer: Answer | Promise<Answer>): Promise<readonly unknown[]> {
    const [row] = await this.rows(String((await ok(Promise.resolve(answer))).body.position));
    return [row?.['status'], row?.['nextDuty'], row?.['nextDueOn']];
  }

  /** The watch as decisions know it. */
  async state(): Promise<Watch> {
    return (await this.server.app.get(Streams).load(watch, this.householdId)).state;
  }

  async open(): Promise<WatchCase | undefined> {
    return openCase(await this.state());
  }

  async file(): Promise<KnownHousehold> {
    const { state } = await this.server.app.get(Streams).load(household, this.householdId);
    if (state.status === 'absent') throw new Error('there is no such file');
    return state;
  }
}

/** A household of two in care, taken over from the system before. */
export const householdInCare = async (server: TestServer, office: WatchOffice, legacy: LegacyFiles): Promise<WatchWork> =>
  new WatchWork(server, office, (await legacy.take()).householdId);

/** A household that left difficulty on 1 September 2022, which is then the day of the clock. */
export const householdThatLeft = async (
  server: TestServer,
  office: WatchOffice,
  legacy: LegacyFiles,
  clock: SetClock,
): Promise<WatchWork> => {
  const work = await householdInCare(server, office, legacy);
  clock.set('2022-09-01T02:00:00.000Z');
  const onFile = (clerk: Clerk, action: string, body: object) => ok(clerk.post(`/households/${work.householdId}/${action}`, body));
  for (const month of ['2022-03', '2022-04', '2022-05', '2022-06', '2022-07', '2022-08'])
    await onFile(office.caseworker, 'record-monthly-income', { month, incomeFen: 140_000 });
  const leaving = { leftOn: '2022-09-01', explainedOn: '2022-09-01', causeRemoved: '已返岗，病情稳定' };
  await onFile(office.approver, 'leave-difficulty', leaving);
  return work;
};
