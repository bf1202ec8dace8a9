import type { RiskRule, WatchRules } from '../policy/watch-rules.js';
import { judge, type Judgement } from './judgement.js';
import type { FileStanding } from './watch.commands.js';
import type { KnownSignal } from './watch.state.js';

/** What other rules would make of the same household. */
export type FlagChange = Readonly<{ change: 'raised' | 'dropped'; judgement: Judgement }>;

/** Rules of monitoring to compare; absent where a policy says nothing about it, and no flag is raised under it. */
export type RulesCompared = Readonly<{ from: WatchRules | undefined; to: WatchRules | undefined; onDate: string }>;

/** What a flag of a rule leads to. A rule that holds as before and leads to something else drops one flag and raises another. */
const outcomeOf = ({ ruleId, effect, severity, cause }: RiskRule): string => [ruleId, effect, severity, cause].join(' ');

/** Flags that hold under one set of rules and not under the other, by rule id; judged from the same signals and the same file. */
export const flagChanges = (signals: Iterable<KnownSignal>, file: FileStanding, compared: RulesCompared): readonly FlagChange[] => {
  const heard = [...signals];
  const judged = (rules: WatchRules | undefined) => (rules ? judge(heard, file, { rules, onDate: compared.onDate }) : []);
  const [before, after] = [judged(compared.from), judged(compared.to)];
  const missingIn = (others: readonly Judgement[]) => {
    const outcomes = new Set(others.map(({ rule }) => outcomeOf(rule)));
    return ({ rule }: Judgement) => !outcomes.has(outcomeOf(rule));
  };
  return [
    ...after.filter(missingIn(before)).map((judgement) => ({ change: 'raised' as const, judgement })),
    ...before.filter(missingIn(after)).map((judgement) => ({ change: 'dropped' as const, judgement })),
  ];
};
