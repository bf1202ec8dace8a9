import type { EventMeta } from '../kernel/decider.js';
import { addDays } from '../kernel/calendar.js';
import type { Of } from '../kernel/message.js';
import type { RiskCondition, RiskRule, WatchRules } from '../policy/watch-rules.js';
import type { FileStanding, WatchCommand, WatchCommandData, WatchTerms } from '../watch/watch.commands.js';
import type { Measure, Signal, WatchEvent, WatchEventData } from '../watch/watch.events.js';
import { openCase } from '../watch/watch.state.js';
import { watch } from '../watch/watch.js';
import { scenario } from './scenario.js';

/** The day of the clue in most specs, and a day long after everything that happens in them. */
export const clueOn = '2022-03-01';
export const today = '2023-12-29';

export const givenWatch = scenario(watch, { at: `${today}T02:00:00.000Z`, today });

/** Who took which part, so that nobody decides on what he entered. */
export const caseworker = { by: 'caseworker-1' };
export const approver = { by: 'approver-1', role: 'county_approver', unit: 'C1' };
export const reaction = { by: 'system:reactions', role: 'system', unit: 'C1' };

const counted = { withinDays: 365, heardWithinDays: 365, where: [] };
const illness: RiskCondition = { kind: 'signal_sum', signal: 'medical_cost', atLeastFen: 500_000, ...counted };
const joblessness: RiskCondition = { kind: 'signal_count', signal: 'unemployment', atLeast: 1, ...counted };
const secondHome: RiskCondition = {
  ...{ kind: 'signal_count', signal: 'property', atLeast: 1 },
  ...{ ...counted, where: [{ mark: 'homes', atLeast: 2 }] },
};

const rule = (ruleId: string, needs: readonly RiskCondition[], change: Partial<RiskRule>): RiskRule => ({
  ruleId,
  title: `规则 ${ruleId}`,
  scope: 'any',
  effect: 'watch',
  needs,
  severity: 'yellow',
  cause: 'critical_illness',
  source: 'of the spec',
  ...change,
});

/** Few rules, one of each sort: sums, counts, both together, a new check of the file, and facts that nobody tells. */
export const sampleRules: readonly RiskRule[] = [
  rule('illness', [illness], {}),
  rule('jobless', [joblessness], { severity: 'green', cause: 'laid_off' }),
  rule('ill-and-jobless', [illness, joblessness], { severity: 'red' }),
  rule('disaster', [{ kind: 'signal_count', signal: 'disaster', atLeast: 1, ...counted }], { severity: 'red', cause: 'natural_disaster' }),
  rule('second-home', [secondHome], { effect: 'recheck', severity: 'green', cause: 'other' }),
  rule('aid-over', [{ kind: 'aid_ended', sinceDays: 90 }], { severity: 'green', cause: 'other' }),
];

const source = 'of the spec';

export const watchRules: WatchRules = {
  rules: sampleRules,
  feeds: [],
  importedFilesCountAsAuthorised: true,
  verify: { days: 15, counts: 'working_days', source },
  minimumVisitors: 2,
  plan: { days: 10, counts: 'working_days', source },
  recheck: { days: 30, counts: 'calendar_days', source },
  followUpMonths: { red: 1, yellow: 3, green: 6 },
  stableMonths: 6,
  reviewMonths: 12,
  remindDaysBefore: 3,
  escalate: { days: 5, counts: 'working_days', source },
  massRelapseBasisPoints: 500,
  leadKeepDays: 90,
  sources: {
    feeds: source,
    importedFilesCountAsAuthorised: source,
    minimumVisitors: source,
    followUpMonths: source,
    stableMonths: source,
    reviewMonths: source,
    remindDaysBefore: source,
    massRelapseBasisPoints: source,
    leadKeepDays: source,
  },
};

export const policyVersion = 'pingdingshan@3';

export const terms = (onDate = clueOn, rules: readonly RiskRule[] = sampleRules): WatchTerms => ({
  rules: { ...watchRules, rules },
  policyVersion,
  onDate,
  verifyDueOn: addDays(onDate, 21),
  recheckDueOn: addDays(onDate, 30),
});

/** A household that left difficulty. */
export const file = (change: Partial<FileStanding> = {}): FileStanding => ({
  householdId: 'h1',
  unitId: 'U1',
  principalPersonId: 'p1',
  status: 'left_difficulty',
  mainCause: 'critical_illness',
  ...change,
});

export const signal = (signalId: string, kind: Signal['kind'], change: Partial<Signal> = {}): Signal => ({
  signalId,
  personId: 'p2',
  kind,
  department: '市医疗保障局',
  happenedOn: '2022-02-20',
  receivedOn: clueOn,
  figures: { marks: {} },
  ...change,
});

/** A bill of so much, by which alone the sample rules see an illness from 5,000 yuan on. */
export const bill = (signalId: string, amountFen: number, change: Partial<Signal> = {}): Signal =>
  signal(signalId, 'medical_cost', { figures: { amountFen, marks: { care: 'inpatient' } }, ...change });

export const command = <Type extends keyof WatchCommandData>(type: Type, data: WatchCommandData[Type]): Of<WatchCommand, Type> =>
  ({ type, data }) as Of<WatchCommand, Type>;

export const receive = (heard: Signal, judged: WatchTerms = terms(heard.receivedOn), about: FileStanding = file()) =>
  command('ReceiveSignal', { signal: heard, file: about, terms: judged });

export type PastWatchEvent = WatchEvent & { meta?: Partial<EventMeta> };

export const happened = <Type extends keyof WatchEventData>(
  type: Type,
  data: WatchEventData[Type],
  effectiveOn?: string,
  meta: Partial<EventMeta> = caseworker,
): PastWatchEvent => ({ type, data, ...(effectiveOn !== undefined && { effectiveOn }), meta }) as unknown as PastWatchEvent;

/** As a decision answers them: without who recorded them. */
export const answer = (...events: readonly PastWatchEvent[]): readonly WatchEvent[] =>
  events.map(({ meta: _meta, ...event }) => event as unknown as WatchEvent);

export const about = { householdId: 'h1', unitId: 'U1', personId: 'p1' };
export const ofCase = { ...about, watchNumber: 1 };

export const raise = (change: Partial<WatchCommandData['RaiseWatch']> = {}) =>
  command('RaiseWatch', {
    ...{ file: file(), terms: terms(), kind: 'unstable_exit_household', severity: 'yellow', cause: 'critical_illness' },
    ...{ source: 'caseworker', urgent: false, statement: '住院两个月，收入中断' },
    ...change,
  });

export const raised = (change: Partial<WatchEventData['WatchRaised']> = {}): PastWatchEvent => {
  const { raisedOn = clueOn } = change;
  return happened(
    'WatchRaised',
    {
      ...{ ...ofCase, kind: 'unstable_exit_household', severity: 'yellow', cause: 'critical_illness', source: 'caseworker', urgent: false },
      ...{ raisedOn, verifyDueOn: addDays(raisedOn, 21), reviewDueOn: `${Number(raisedOn.slice(0, 4)) + 1}${raisedOn.slice(4)}` },
      statement: '住院两个月，收入中断',
      ...change,
    },
    raisedOn,
  );
};

const visit = {
  visitedOn: '2022-03-10',
  visitors: ['caseworker-1', 'caseworker-2'],
  findings: '住院费用仍在发生',
  severity: 'yellow',
  cause: 'critical_illness',
  hasLabour: true,
} as const;

export const verify = (change: Partial<WatchCommandData['VerifyWatch']> = {}) =>
  command('VerifyWatch', { ...visit, minimumVisitors: 2, planDueOn: '2022-03-24', ...change });

export const verified = (change: Partial<WatchEventData['WatchVerified']> = {}): PastWatchEvent =>
  happened(
    'WatchVerified',
    { ...ofCase, ...visit, withinTerm: true, planDueOn: '2022-03-24', ...change },
    change.visitedOn ?? '2022-03-10',
  );

export const measure = (measureId: string, change: Partial<Measure> = {}): Measure => ({
  measureId,
  kind: 'medical',
  dueOn: '2022-04-15',
  description: '申请医疗救助',
  ...change,
});

export const plan = (change: Partial<WatchCommandData['PlanMeasures']> = {}) =>
  command('PlanMeasures', {
    ...{ plannedOn: '2022-03-15', measures: [measure('m1')], followUpMonths: watchRules.followUpMonths },
    ...change,
  });

export const planned = (change: Partial<WatchEventData['MeasuresPlanned']> = {}): PastWatchEvent =>
  happened(
    'MeasuresPlanned',
    { ...ofCase, plannedOn: '2022-03-15', measures: [measure('m1')], followUpDueOn: '2022-06-15', ...change },
    change.plannedOn ?? '2022-03-15',
  );

export const deliver = (change: Partial<WatchCommandData['DeliverMeasure']> = {}) =>
  command('DeliverMeasure', { measureId: 'm1', deliveredOn: '2022-04-01', outcome: '已报销', ...change });

export const delivered = (measureId = 'm1', deliveredOn = '2022-04-01'): PastWatchEvent =>
  happened('MeasureDelivered', { ...ofCase, measureId, deliveredOn, outcome: '已报销' }, deliveredOn);

export const followUp = (followedUpOn: string, change: Partial<WatchCommandData['FollowUp']> = {}) =>
  command('FollowUp', {
    ...{ followedUpOn, method: 'visit', findings: '收入稳定', severity: 'green', stable: true },
    ...{ followUpMonths: watchRules.followUpMonths, ...change },
  });

export const followedUp = (followedUpOn: string, nextDueOn: string, change: Partial<WatchEventData['FollowedUp']> = {}): PastWatchEvent =>
  happened(
    'FollowedUp',
    { ...ofCase, followedUpOn, method: 'visit', findings: '收入稳定', severity: 'green', stable: true, nextDueOn, ...change },
    followedUpOn,
  );

export const clear = (change: Partial<WatchCommandData['ClearRisk']> = {}) =>
  command('ClearRisk', {
    ...{ clearedOn: '2022-12-15', costsSettled: true, stableMonths: 6, explanation: '收入稳定，费用已结清', policyVersion },
    ...change,
  });

export const cleared = happened(
  'RiskCleared',
  {
    ...ofCase,
    ...{ clearedOn: '2022-12-15', stableSince: '2022-06-15', stableMonths: 6, explanation: '收入稳定，费用已结清', policyVersion },
  },
  '2022-12-15',
  approver,
);

export const confirmRelapse = (change: Partial<WatchCommandData['ConfirmRelapse']> = {}) =>
  command('ConfirmRelapse', { confirmedOn: '2022-04-20', circumstances: '收入低于标准', fileStatus: 'left_difficulty', ...change });

export const relapsed = happened(
  'RelapseConfirmed',
  { ...ofCase, confirmedOn: '2022-04-20', circumstances: '收入低于标准' },
  '2022-04-20',
  approver,
);

/** A case on its way: planned, its measure delivered, stable from June to December, looked at on time and at the end of it. */
export const nearlyCleared: readonly PastWatchEvent[] = [
  raised(),
  verified(),
  planned(),
  delivered(),
  followedUp('2022-06-15', '2022-12-15'),
  followedUp('2022-12-15', '2023-06-15'),
];

/** What is due after a history, in the order of days: `<duty> [<measureId>] <day>`. */
export const dueAfter = (...history: readonly PastWatchEvent[]): readonly string[] =>
  (openCase(givenWatch(...history).state())?.due ?? []).map(({ duty, reference, dueOn }) =>
    [duty, ...(reference === undefined ? [] : [reference]), dueOn].join(' '),
  );
