import { invalidFieldsOf } from './policy.policies.js';
import { starterPolicy, starterRules } from './starter-policy.js';
import { starterWatchRules } from './starter-watch-rules.js';
import type { RiskCondition, RiskRule, WatchRules } from './watch-rules.js';

const faultsOf = (change: object): string[] =>
  invalidFieldsOf({ ...starterPolicy, rules: { ...starterRules, watch: { ...starterWatchRules, ...change } } });

const [first, ...others] = starterWatchRules.rules;
const [medical, ...otherFeeds] = starterWatchRules.feeds;
const withRule = (change: object): Partial<WatchRules> => ({ rules: [{ ...first!, ...change }, ...others] });
const needing = (need: object): Partial<WatchRules> => withRule({ needs: [need] });
const counted = { signal: 'medical_cost', withinDays: 365, heardWithinDays: 365, where: [] };
const sum = (change: object = {}) => needing({ kind: 'signal_sum', ...counted, atLeastFen: 1, ...change });
const count = (change: object = {}) => needing({ kind: 'signal_count', ...counted, atLeast: 1, ...change });
const where = (...tests: object[]) => count({ where: tests });
const withFeed = (change: object): Partial<WatchRules> => ({ feeds: [{ ...medical!, ...change }, ...otherFeeds] });
const withMark = (change: object): Partial<WatchRules> => withFeed({ marks: [{ ...medical!.marks[0]!, ...change }] });
const term = (change: object) => ({ days: 15, counts: 'calendar_days', source: 'of the spec', ...change });
const ruleOf = (ruleId: string): RiskRule => starterWatchRules.rules.find((rule) => rule.ruleId === ruleId)!;

describe('rules of monitoring', () => {
  it('may be those to begin with, or none', () => {
    expect(faultsOf({})).toEqual([]);
    const { watch: _watch, ...rules } = starterRules;
    expect(invalidFieldsOf({ ...starterPolicy, rules })).toEqual([]);
  });

  it.each<[string, object]>([
    ['rules', { rules: Array.from({ length: 201 }, (_, place) => ({ ...first!, ruleId: `r${place}` })) }],
    ['rules.0.ruleId', withRule({ ruleId: 'Ä' })],
    ['rules.1.ruleId', { rules: [first!, { ...first! }] }],
    ['rules.0.title', withRule({ title: ' ' })],
    ['rules.0.scope', withRule({ scope: 'neighbours' })],
    ['rules.0.effect', withRule({ effect: 'fine' })],
    ['rules.0.needs', withRule({ needs: [] })],
    ['rules.0.needs', withRule({ needs: Array.from({ length: 9 }, () => first!.needs[0]!) })],
    ['rules.0.severity', withRule({ severity: 'purple' })],
    ['rules.0.cause', withRule({ cause: 'weather' })],
    ['rules.0.source', withRule({ source: '' })],
    ['rules.0.needs.0.signal', count({ signal: 'rumour' })],
    ['rules.0.needs.0.signal', count({ signal: undefined })],
    ['rules.0.needs.0.withinDays', count({ withinDays: -1 })],
    ['rules.0.needs.0.withinDays', count({ withinDays: 3651 })],
    ['rules.0.needs.0.heardWithinDays', count({ heardWithinDays: 0.5 })],
    ['rules.0.needs.0.atLeastFen', sum({ atLeastFen: 0 })],
    ['rules.0.needs.0.atLeastFen', sum({ atLeastFen: undefined })],
    ['rules.0.needs.0.atLeast', count({ atLeast: 0 })],
    ['rules.0.needs.0.atLeast', count({ atLeast: 1001 })],
    ['rules.0.needs.0.where', count({ where: undefined })],
    ['rules.0.needs.0.where', where({ mark: 'care' })],
    ['rules.0.needs.0.where', where({ mark: 'care', oneOf: [] })],
    ['rules.0.needs.0.where', where({ mark: 'care', oneOf: ['inpatient', 'inpatient'] })],
    ['rules.0.needs.0.where', where({ mark: 'care', oneOf: ['inpatient'], atLeast: 1 })],
    ['rules.0.needs.0.where', where({ mark: 'Care', oneOf: ['inpatient'] })],
    ['rules.0.needs.0.where', where(...Array.from({ length: 9 }, () => ({ mark: 'care', oneOf: ['inpatient'] })))],
    ['rules.0.needs.0.atMostPercentOfLine', needing({ kind: 'net_income', atMostPercentOfLine: 0 })],
    ['rules.0.needs.0.atMostPercentOfLine', needing({ kind: 'net_income', atMostPercentOfLine: 1001 })],
    ['rules.0.needs.0.byDays', needing({ kind: 'verification_overdue', byDays: 0 })],
    ['rules.0.needs.0.sinceDays', needing({ kind: 'aid_ended' })],
    ['feeds.0.feed', withFeed({ feed: 'gossip' })],
    ['feeds.1.feed', { feeds: [medical!, { ...medical! }] }],
    ['feeds.0.department', withFeed({ department: '' })],
    ['feeds.0.needs', withFeed({ needs: 'neighbours' })],
    ['feeds.0.name', withFeed({ name: '' })],
    ['feeds.0.idNumber', withFeed({ idNumber: 'x'.repeat(101) })],
    ['feeds.0.date', withFeed({ date: '' })],
    ['feeds.0.amountYuan', withFeed({ amountYuan: ' ' })],
    ['feeds.0.marks', withFeed({ marks: Array.from({ length: 21 }, (_, place) => ({ mark: `m${place}`, column: '列' })) })],
    ['feeds.0.marks.0.mark', withMark({ mark: '类型' })],
    ['feeds.0.marks.1.mark', withFeed({ marks: [medical!.marks[0]!, medical!.marks[0]!] })],
    ['feeds.0.marks.0.column', withMark({ column: '' })],
    ['feeds.0.marks.0.values', withMark({ values: {} })],
    ['feeds.0.marks.0.values', withMark({ values: { 住院: '' } })],
    ['feeds.0.signalWhenAny', withFeed({ signalWhenAny: [{ mark: 'absent', atLeast: 1 }] })],
    ['verify.days', { verify: term({ days: 0 }) }],
    ['verify.days', { verify: term({ days: 366 }) }],
    ['plan.counts', { plan: term({ counts: 'moons' }) }],
    ['recheck.source', { recheck: term({ source: '' }) }],
    ['escalate.days', { escalate: term({ days: 1.5 }) }],
    ['minimumVisitors', { minimumVisitors: 0 }],
    ['followUpMonths.red', { followUpMonths: { red: 0, yellow: 3, green: 6 } }],
    ['followUpMonths.yellow', { followUpMonths: { red: 2, yellow: 1, green: 6 } }],
    ['followUpMonths.green', { followUpMonths: { red: 1, yellow: 3, green: 2 } }],
    ['stableMonths', { stableMonths: 0 }],
    ['reviewMonths', { reviewMonths: 61 }],
    ['remindDaysBefore', { remindDaysBefore: -1 }],
    ['massRelapseBasisPoints', { massRelapseBasisPoints: 10_001 }],
    ['leadKeepDays', { leadKeepDays: 0 }],
    ['sources.stableMonths', { sources: { ...starterWatchRules.sources, stableMonths: '' } }],
  ])('cannot be decided by where %s is at fault', (field, change) => {
    expect(faultsOf(change)).toContain(`rules.watch.${field}`);
  });

  it.each<[string, boolean, object]>([
    ['a mark of the mapping', true, where({ mark: 'care', oneOf: ['inpatient'] })],
    ['a mark that the mapping lacks', false, where({ mark: 'ward', oneOf: ['inpatient'] })],
    ['a word that no row is kept as', false, where({ mark: 'care', oneOf: ['住院'] })],
    ['a number of a mark that is kept as words', false, where({ mark: 'care', atLeast: 1 })],
    ['amounts, where the file has a column of them', true, sum()],
    ['amounts, where it has none', false, sum({ signal: 'unemployment' })],
    ['any mark of what no department sends', true, count({ signal: 'visit_finding', where: [{ mark: 'judgement', oneOf: ['worse'] }] })],
    ['a feed of which nothing is said', true, { ...where({ mark: 'ward', oneOf: ['x'] }), feeds: [] }],
  ])('of a file may ask for %s: %s', (_name, expected, change) => {
    expect(faultsOf({ rules: starterWatchRules.rules, ...change }).length === 0).toBe(expected);
  });
});

/** The figures of the documents that the starter rules name. */
describe('the rules to begin with', () => {
  const amountOf = (ruleId: string): number[] =>
    ruleOf(ruleId).needs.flatMap((need: RiskCondition) => (need.kind === 'signal_sum' ? [need.atLeastFen] : []));
  it.each([
    ['medical-inpatient', 'any', 2_000_000],
    ['medical-inpatient-left', 'left_difficulty', 500_000],
    ['medical-outpatient-left', 'left_difficulty', 50_000],
    ['schooling-cost', 'any', 1_000_001],
    ['unemployment-and-illness', 'any', 500_000],
  ])('have %s for %s files at %s fen', (ruleId, scope, fen) => {
    expect(ruleOf(ruleId).scope).toBe(scope);
    expect(amountOf(ruleId)).toEqual([fen]);
  });

  it('count 15 days to the visit, six months to steadiness and two visitors', () => {
    const { verify, stableMonths, minimumVisitors, followUpMonths } = starterWatchRules;
    expect(verify).toMatchObject({ days: 15, counts: 'calendar_days' });
    expect({ stableMonths, minimumVisitors, followUpMonths }).toEqual({
      stableMonths: 6,
      minimumVisitors: 2,
      followUpMonths: { red: 1, yellow: 3, green: 6 },
    });
  });
});
