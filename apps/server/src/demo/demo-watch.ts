import { addDays, addMonths, daysBetween } from '#domain/kernel/calendar';
import { starterWatchRules } from '#domain/policy/starter-watch-rules';
import type { MeasureKind, Severity } from '#domain/watch/watch.terms';
import { uuidFrom } from '#event-store/request';
import { demoAccountId, type DemoSeat } from './demo-accounts.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoCases } from './demo-cases.js';
import type { DemoDesk } from './demo-desk.js';

const CITY = '410400';
const OFFICER = 'city:service_centre_officer';
const APPROVER = 'city:county_approver';
const officerId = demoAccountId('service_centre_officer', CITY);
const visitors = [officerId, demoAccountId('township_reviewer', CITY)];
const { followUpMonths, stableMonths, reviewMonths } = starterWatchRules;

/** A case as the board shows it when it is new. */
export type NewWatch = Readonly<{
  householdId: string;
  watchNumber: number;
  kind: string;
  severity: Severity;
  cause: string;
  urgent: boolean;
  raisedOn: string;
}>;

/** What becomes of a case. */
type Course = 'cleared' | 'rejected' | 'visited_late' | 'without_labour' | 'forgotten' | 'relapsed' | 'waiting';
const COURSES: readonly Course[] = [
  ...(['cleared', 'cleared', 'rejected', 'cleared', 'visited_late'] as const),
  ...(['cleared', 'without_labour', 'cleared', 'rejected', 'cleared'] as const),
];
/** Of those who left difficulty and came under watch, every so manieth falls back. */
const RELAPSES_ONE_IN = 6;
/** Of those raised so shortly before the day of loading, nobody has visited most yet; who is forgotten is so for no longer than that. */
const NEW_DAYS = 30;
const FORGOTTEN_DAYS = 200;
const FORGOTTEN_ONE_IN = 6;

const MEASURES: Readonly<Record<string, MeasureKind>> = {
  critical_illness: 'medical',
  laid_off: 'employment',
  natural_disaster: 'housing',
  child_schooling: 'schooling',
  no_work_capacity: 'social_insurance',
};

type Look = Readonly<{ on: string; severity: Severity; stable: boolean }>;

/** Looks at a household from the plan on, up to a day: it does better after the second one. */
const looksUntil = (last: string, plannedOn: string, found: Severity): readonly Look[] => {
  const looks: Look[] = [];
  const next = (from: string, severity: Severity) => addDays(addMonths(from, followUpMonths[severity]), -3);
  let severity = found;
  for (let on = next(plannedOn, severity); on <= last; on = next(on, severity)) {
    if (looks.length > 0 && severity === 'red') severity = 'yellow';
    looks.push({ on, severity, stable: severity === 'green' || looks.length > 0 });
  }
  return looks;
};

/** Cleared when it has done well for as long as the policy asks, and was looked at on the day before. */
const looksToClearing = (plannedOn: string, found: Severity): Readonly<{ looks: readonly Look[]; clearedOn: string }> => {
  const { on: stableSince, severity } = looksUntil(addMonths(plannedOn, 24), plannedOn, found).find(({ stable }) => stable)!;
  const clearedOn = addDays(addMonths(stableSince, stableMonths), 5);
  const before = looksUntil(addDays(clearedOn, -20), plannedOn, found);
  return { looks: [...before, { on: addDays(clearedOn, -1), severity, stable: true }], clearedOn };
};

/** What the city's people do about cases under watch, from the clue to their end. */
export class DemoWatch {
  private taken = 0;
  private unstable = 0;

  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
    private readonly cases: DemoCases,
  ) {}

  /** Puts down what becomes of a new case; of those raised late in the course only the first steps come to pass. */
  plan(watch: NewWatch): void {
    const course = this.courseOf(watch);
    const on = (days: number) => addDays(watch.raisedOn, days);
    if (course === 'rejected') return this.planRejection(watch, on(9));
    this.step(watch, on(2), OFFICER, 'assign', { assignees: [officerId], assignedOn: on(2) });
    if (course === 'waiting') return;
    const visitedOn = on(course === 'visited_late' ? 26 : 5 + (this.taken % 7));
    const plannedOn = watch.urgent ? on(1) : addDays(visitedOn, 6);
    if (watch.urgent) this.planMeasures(watch, plannedOn);
    this.planVisit(watch, visitedOn, course);
    if (!watch.urgent) this.planMeasures(watch, plannedOn);
    if (course === 'relapsed') return this.planRelapse(watch, addDays(plannedOn, 75 + (this.unstable % 4) * 15));
    this.planLooks(watch, course, plannedOn);
  }

  private courseOf({ kind, urgent, raisedOn }: NewWatch): Course {
    const age = daysBetween(raisedOn, this.agenda.today);
    this.taken += 1;
    if (urgent) return 'cleared';
    if (age <= NEW_DAYS) return this.taken % 3 === 0 ? 'cleared' : 'waiting';
    if (kind === 'unstable_exit_household') {
      this.unstable += 1;
      if (this.unstable % RELAPSES_ONE_IN === 1) return 'relapsed';
    }
    if (age <= FORGOTTEN_DAYS && this.taken % FORGOTTEN_ONE_IN === 0) return 'forgotten';
    return COURSES[this.taken % COURSES.length]!;
  }

  private planRejection(watch: NewWatch, rejectedOn: string): void {
    const reasonKind = (['not_at_risk', 'already_helped', 'not_confirmed'] as const)[this.taken % 3]!;
    this.step(watch, rejectedOn, APPROVER, 'reject', {
      rejectedOn,
      reasonKind,
      explanation: '电话核实:费用已由医保和单位报销,生活未受影响',
    });
  }

  private planVisit(watch: NewWatch, visitedOn: string, course: Course): void {
    const { severity, cause } = watch;
    const findings = course === 'without_labour' ? '家中无劳动力,靠遗属补助生活' : '入户核实:支出较大,收入不稳定,情况属实';
    const found = { visitedOn, visitors, findings, severity, cause, hasLabour: course !== 'without_labour' };
    this.step(watch, visitedOn, OFFICER, 'verify', found);
  }

  private planMeasures(watch: NewWatch, plannedOn: string): void {
    const measure = (index: number, kind: MeasureKind, days: number, description: string, department?: string) => ({
      ...{
        measureId: uuidFrom('demo measure', watch.householdId, watch.watchNumber, index),
        kind,
        dueOn: addDays(plannedOn, days),
        description,
      },
      ...(department !== undefined && { department }),
    });
    const measures = [
      measure(0, MEASURES[watch.cause] ?? 'visit', watch.urgent ? 7 : 30, '按致困原因落实帮扶'),
      measure(1, 'referral', 45, '转介主管部门', '民政局'),
    ];
    this.step(watch, plannedOn, OFFICER, 'plan-measures', { plannedOn, measures });
    for (const [index, { measureId }] of measures.entries()) {
      const deliveredOn = addDays(plannedOn, watch.urgent ? 2 + index * 20 : 18 + index * 12);
      const delivered = { measureId, deliveredOn, outcome: '已落实' };
      this.step(watch, deliveredOn, OFFICER, 'deliver-measure', delivered, String(index));
    }
  }

  /** 返困: the household does worse at the next look, and its file is opened again. */
  private planRelapse(watch: NewWatch, confirmedOn: string): void {
    const followedUpOn = addDays(confirmedOn, -20);
    const look = { followedUpOn, method: 'visit', findings: '再次住院,借款增加,收入低于低保标准', severity: 'red', stable: false };
    this.step(watch, followedUpOn, OFFICER, 'follow-up', look);
    // Not by who approves the file when it comes back.
    this.step(watch, confirmedOn, 'rights_dept_officer', 'confirm-relapse', {
      confirmedOn,
      circumstances: '医疗支出反复,主要劳动力失业,重新陷入困难',
    });
    this.cases.planAnew(watch.householdId, confirmedOn);
  }

  private planLooks(watch: NewWatch, course: Course, plannedOn: string): void {
    const { looks, clearedOn } = looksToClearing(plannedOn, watch.severity);
    const reviewedOn = addDays(addMonths(watch.raisedOn, reviewMonths), 2);
    if (course === 'forgotten') return this.planEach(watch, looks.slice(0, 1));
    const isKept = course === 'without_labour';
    this.planEach(watch, isKept ? looksUntil(this.agenda.today, plannedOn, watch.severity) : looks);
    if (isKept || clearedOn > reviewedOn) this.planReview(watch, reviewedOn);
    if (isKept) return;
    this.planClearing(watch, clearedOn);
  }

  /** Cleared on the day, or later where a warning came meanwhile: then it is looked at anew for as long. */
  private planClearing(watch: NewWatch, clearedOn: string, warnings = 0): void {
    const { householdId, watchNumber, severity } = watch;
    this.agenda.on(clearedOn, `watch ${householdId}`, async () => {
      const key = `demo-watch-${householdId}-${watchNumber}-stable${warnings}`;
      if (await this.desk.journal.once(key, () => this.isStable(watch, clearedOn))) {
        const cleared = { clearedOn, costsSettled: true, explanation: '收入连续六个月稳定高于标准,费用已结清' };
        return this.step(watch, clearedOn, APPROVER, 'clear-risk', cleared);
      }
      const again = looksToClearing(clearedOn, severity);
      this.planEach(watch, again.looks, `again${warnings}-`);
      this.planClearing(watch, again.clearedOn, warnings + 1);
    });
  }

  private async isStable({ householdId }: NewWatch, today: string): Promise<boolean> {
    const { open } = await this.desk.read<{ open?: { stableSince?: string } }>(APPROVER, `/watches/${householdId}`);
    return open?.stableSince !== undefined && addMonths(open.stableSince, stableMonths) < today;
  }

  private planEach(watch: NewWatch, looks: readonly Look[], part = ''): void {
    for (const [index, { on, severity, stable }] of looks.entries()) {
      const method = index % 2 === 0 ? 'visit' : 'phone';
      const findings = stable ? '收入稳定,费用可控' : '费用仍较高,继续关注';
      this.step(watch, on, OFFICER, 'follow-up', { followedUpOn: on, method, findings, severity, stable }, `${part}${index}`);
    }
  }

  private planReview(watch: NewWatch, reviewedOn: string): void {
    this.step(watch, reviewedOn, OFFICER, 'keep-under-watch', { reviewedOn, explanation: '监测满一年,逐户核查后继续监测' });
  }

  private step({ householdId, watchNumber }: NewWatch, day: string, by: DemoSeat, action: string, body: object, part = ''): void {
    this.agenda.on(day, `watch ${householdId}`, async () => {
      await this.desk.send(by, `/watches/${householdId}/${action}`, body, `demo-watch-${householdId}-${watchNumber}-${action}${part}`);
    });
  }
}
