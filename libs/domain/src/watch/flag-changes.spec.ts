import { clueOn, file, watchRules } from '../testing/sample-watch.js';
import { billOn, rule, sum } from '../testing/sample-judgement.js';
import type { RiskRule, WatchRules } from '../policy/watch-rules.js';
import { flagChanges } from './flag-changes.js';

const rules = (...list: readonly RiskRule[]): WatchRules => ({ ...watchRules, rules: list });
const from = (yuan: number, change: Partial<RiskRule> = {}) => rule([sum({ atLeastFen: yuan * 100 })], change);
const bills = [billOn('s1', '2022-02-20', 1_500_000)];
const changes = (now: WatchRules | undefined, then: WatchRules | undefined): readonly string[] =>
  flagChanges(bills, file(), { from: now, to: then, onDate: clueOn }).map(({ change, judgement }) => `${change} ${judgement.rule.ruleId}`);

describe('flags under other rules', () => {
  it.each<[string, WatchRules | undefined, WatchRules | undefined, readonly string[]]>([
    ['stay where the same rules hold', rules(from(12_000)), rules(from(12_000)), []],
    ['stay where a limit moves below what was heard', rules(from(12_000)), rules(from(15_000)), []],
    ['are dropped where it moves above', rules(from(15_000)), rules(from(15_001)), ['dropped r1']],
    ['are raised where it moves down to it', rules(from(15_001)), rules(from(15_000)), ['raised r1']],
    ['are raised by a new rule', rules(), rules(from(1)), ['raised r1']],
    ['are dropped with their rule', rules(from(1)), rules(), ['dropped r1']],
    ['are other ones by another severity', rules(from(1)), rules(from(1, { severity: 'red' })), ['raised r1', 'dropped r1']],
    ['are other ones by another effect', rules(from(1)), rules(from(1, { effect: 'recheck' })), ['raised r1', 'dropped r1']],
    ['are other ones by another cause', rules(from(1)), rules(from(1, { cause: 'accident' })), ['raised r1', 'dropped r1']],
    ['stay where a rule is called otherwise', rules(from(1)), rules(from(1, { title: '另一个名称' })), []],
    ['are all raised where nothing was said before', undefined, rules(from(1)), ['raised r1']],
    ['are all dropped where nothing is said any more', rules(from(1)), undefined, ['dropped r1']],
    ['are none where neither says anything', undefined, undefined, []],
  ])('%s', (_name, now, then, expected) => expect(changes(now, then)).toEqual(expected));

  it('are told with the figures of the rule by which they hold', () => {
    const [change] = flagChanges(bills, file(), { from: rules(from(15_001)), to: rules(from(14_000)), onDate: clueOn });
    expect(change!.judgement.findings[0]!.figures).toMatchObject({ amountFen: 1_500_000, atLeastFen: 1_400_000 });
  });
});
