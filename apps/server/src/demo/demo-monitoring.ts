import { addDays, addMonths } from '#domain/kernel/calendar';
import { demoAccountId } from './demo-accounts.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoCases } from './demo-cases.js';
import type { DemoDesk } from './demo-desk.js';
import type { BoardRow } from './demo-households.js';
import type { DemoPerson } from './demo-people.js';
import { DemoWatch, type NewWatch } from './demo-watch.js';

const CITY = '410400';
const OFFICER = 'city:service_centre_officer';
/** New cases and leads are looked for once in so many days. */
const LOOK_EVERY_DAYS = 7;
const URGENT_EVERY_MONTHS = 3;
const REPORT_EVERY_MONTHS = 4;

type Page<Row> = Readonly<{ rows: readonly Row[]; next?: string }>;
type NewLead = Readonly<{ leadId: string; source: string }>;

/** 监测台账 and 线索台账 as the city's people go through them, and what they hear from households themselves. */
export class DemoMonitoring {
  private readonly watch: DemoWatch;
  private readonly known = new Set<string>();
  private leads = 0;

  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
    cases: DemoCases,
  ) {
    this.watch = new DemoWatch(desk, agenda, cases);
  }

  /** Puts down the days on which somebody looks what is new. */
  plan(firstDay: string): void {
    for (let day = firstDay; day <= this.agenda.today; day = addDays(day, LOOK_EVERY_DAYS)) {
      this.agenda.on(day, 'look', () => this.look(day), 'afternoon');
    }
  }

  /** 特急: a caseworker hears of an accident, and help comes before the papers. */
  planUrgent(firstDay: string, households: readonly BoardRow[]): void {
    for (const [index, { householdId, fileNumber }] of households.entries()) {
      const day = addMonths(addDays(firstDay, 9), index * URGENT_EVERY_MONTHS);
      const body = {
        ...{ householdId, kind: 'sudden_hardship_household', severity: 'red', cause: 'accident', source: 'caseworker', urgent: true },
        statement: '家中主要劳动力因工地事故重伤,急需手术费用',
      };
      this.agenda.on(
        day,
        `urgent ${fileNumber}`,
        async () => void (await this.desk.send(OFFICER, '/watches', body, `demo-urgent-${fileNumber}`)),
      );
    }
  }

  /** 自主申报: households tell what has changed; one is told to bring it to its file. */
  planReports(firstDay: string, people: readonly (DemoPerson & Readonly<{ unitCode: string }>)[]): void {
    for (const [index, { name, idNumber, unitCode }] of people.entries()) {
      const day = addMonths(addDays(firstDay, 40), index * REPORT_EVERY_MONTHS);
      const body = { unitCode, name, idNumber, phone: '19900000000', change: 'illness', words: '家人住院,开支很大,想申请帮助' };
      this.agenda.on(day, `report ${index}`, () => this.desk.sendOpenly('/self-reports', body, `demo-report-${index}`));
    }
  }

  private async look(day: string): Promise<void> {
    const watches = await this.desk.journal.once(`demo-look-watches-${day}`, () => this.newWatches());
    for (const watch of watches) {
      if (this.known.has(keyOf(watch))) continue;
      this.known.add(keyOf(watch));
      this.watch.plan(watch);
    }
    const leads = await this.desk.journal.once(`demo-look-leads-${day}`, () => this.openLeads());
    for (const lead of leads) if (!this.known.has(lead.leadId)) this.planLead(lead, day);
  }

  /** Raised and not yet visited; in an order that is the same each time. */
  private async newWatches(): Promise<readonly NewWatch[]> {
    await this.desk.catchUp();
    const rows = await this.all<NewWatch>('/watches?open=true&status=raised');
    return rows
      .map(({ householdId, watchNumber, kind, severity, cause, urgent, raisedOn }) => ({
        ...{ householdId, watchNumber, kind, severity, cause, urgent, raisedOn },
      }))
      .sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  }

  private async openLeads(): Promise<readonly NewLead[]> {
    const rows = await this.all<NewLead>('/leads?state=open');
    return rows.map(({ leadId, source }) => ({ leadId, source })).sort((one, other) => (one.leadId < other.leadId ? -1 : 1));
  }

  private async all<Row>(path: string): Promise<readonly Row[]> {
    const found: Row[] = [];
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: Page<Row> = await this.desk.read('rights_dept_officer', `${path}&limit=200${cursor}`);
      found.push(...page.rows);
      cursor = page.next === undefined ? undefined : `&cursor=${encodeURIComponent(page.next)}`;
    }
    return found;
  }

  /** A household's own report is brought to its file; of a department's clues some are looked into, some come to nothing, most run out. */
  private planLead({ leadId, source }: NewLead, day: string): void {
    this.known.add(leadId);
    this.leads += 1;
    const on = addDays(day, 3);
    const act = (action: string, body: object) =>
      this.agenda.on(
        on,
        `lead ${leadId}`,
        async () => void (await this.desk.send(OFFICER, `/leads/${leadId}/${action}`, body, `demo-lead-${leadId}-${action}`)),
      );
    if (source === 'self_report') return act('link', { linkedOn: on });
    if (this.leads % 4 === 1) return act('dismiss', { reasonKind: 'not_a_worker', dismissedOn: on });
    if (this.leads % 4 === 2) act('assign', { assignees: [demoAccountId('service_centre_officer', CITY)], assignedOn: on });
  }
}

const keyOf = ({ householdId, watchNumber }: NewWatch): string => `${householdId} ${watchNumber}`;
