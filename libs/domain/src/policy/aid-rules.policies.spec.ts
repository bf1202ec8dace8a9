import type { AidRules, Cap } from './aid-rules.js';
import { invalidFieldsOf } from './policy.policies.js';
import { starterAidRules } from './starter-aid-rules.js';
import { starterPolicy, starterRules } from './starter-policy.js';

const faultsOf = (change: Partial<AidRules>): string[] =>
  invalidFieldsOf({ ...starterPolicy, rules: { ...starterRules, aid: { ...starterAidRules, ...change } } });

const [living, medical, ...others] = starterAidRules.caps;
const [county, city, ...higher] = starterAidRules.approvals;
const withCap = (change: Record<string, unknown>): Partial<AidRules> => ({ caps: [{ ...living, ...change } as Cap, ...others] });
const urgent = (change: Partial<AidRules['urgent']>): Partial<AidRules> => ({ urgent: { ...starterAidRules.urgent, ...change } });
const bought = (change: object): Partial<AidRules> => ({
  procurement: [{ kind: 'inquiry', source: 'of the spec', ...change }] as AidRules['procurement'],
});
const banned = (change: object): Partial<AidRules> => ({
  bannedGoods: [{ category: '烟', from: '2022-01-01', source: 'of the spec', ...change }],
});

describe('rules of aid', () => {
  it('may be those to begin with, or none', () => {
    expect(faultsOf({})).toEqual([]);
    const { aid: _aid, ...rules } = starterRules;
    expect(invalidFieldsOf({ ...starterPolicy, rules })).toEqual([]);
  });

  it.each<[string, Partial<AidRules>]>([
    ['caps.0.capId', withCap({ capId: 'Ä' })],
    ['caps.1.capId', { caps: [living!, { ...living! }] }],
    ['caps.0.item', withCap({ item: 'gifts' })],
    ['caps.0.per', withCap({ per: 'month' })],
    ['caps.0.per', { caps: [{ ...medical!, per: 'household_year' }] }],
    ['caps.0.limit', withCap({ limit: { kind: 'fixed', fen: -1 } })],
    ['caps.0.limit', withCap({ limit: { kind: 'fixed', fen: 0.5 } })],
    ['caps.0.limit', withCap({ limit: { kind: 'months_of_line', months: 61 } })],
    ['caps.0.limit', withCap({ limit: { kind: 'share_of_cost', percent: 101 }, per: 'time' })],
    ['caps.0.categories', withCap({ categories: [] })],
    ['caps.0.categories', withCap({ categories: ['poor'] })],
    ['caps.0.source', withCap({ source: ' ' })],
    ['caps', { caps: Array.from({ length: 201 }, (_, place) => ({ ...living!, capId: `c${place}` })) }],
    ['approvals.1.level', { approvals: [county!, { ...county! }] }],
    ['approvals.0.source', { approvals: [{ ...county!, source: '' }] }],
    ['approvals', { approvals: [] }],
    ['approvals', { approvals: [{ ...county!, aboveFen: 1 }] }],
    ['approvals', { approvals: [county!, { ...city!, aboveFen: 9_000_000 }, ...higher] }],
    ['eligible.warmth', { eligible: { ...starterAidRules.eligible, warmth: ['poor' as 'not_eligible'] } }],
    ['eligible', { eligible: { ...starterAidRules.eligible, gifts: [] } as AidRules['eligible'] }],
    ['itemsPerYear.not_eligible', { itemsPerYear: { not_eligible: -1 } }],
    ['itemsPerYear', { itemsPerYear: { poor: 1 } as AidRules['itemsPerYear'] }],
    ['countsAsIncome', { countsAsIncome: ['warmth', 'warmth'] }],
    ['urgent.maxFen', urgent({ maxFen: -1 })],
    ['urgent.termDays', urgent({ termDays: 0 })],
    ['urgent.counts', urgent({ counts: 'moons' as 'working_days' })],
    ['urgent.source', urgent({ source: '' })],
    ['nationalFilesOnly', { nationalFilesOnly: ['village' as 'base'] }],
    ['carriesOver', { carriesOver: ['lottery' as 'union_funds'] }],
    ['procurement', { procurement: [] }],
    ['procurement.0.kind', bought({ kind: 'gift' })],
    ['procurement.0.upToFen', bought({ upToFen: 0 })],
    ['procurement.0.source', bought({ source: '' })],
    ['bannedGoods.0.category', banned({ category: '' })],
    ['bannedGoods.0.from', banned({ from: '2022-02-30' })],
    ['bannedGoods.0.until', banned({ until: '2021-12-31' })],
    ['bannedGoods.0.source', banned({ source: '' })],
    ['sources.carriesOver', { sources: { ...starterAidRules.sources, carriesOver: '' } }],
  ])('are refused naming %s', (field, change) => expect(faultsOf(change)).toEqual([`rules.aid.${field}`]));

  it('name an item that is not answered for', () => {
    const { warmth: _warmth, ...eligible } = starterAidRules.eligible;
    expect(faultsOf({ eligible: eligible as AidRules['eligible'] })).toEqual(['rules.aid.eligible.warmth']);
  });

  it.each<Partial<AidRules>>([
    withCap({ limit: { kind: 'fixed', fen: 0 } }),
    withCap({ limit: { kind: 'months_of_line', months: 60 } }),
    withCap({ limit: { kind: 'share_of_cost', percent: 100 }, per: 'time' }),
    { caps: [] },
    { approvals: [county!] },
    { approvals: [county!, { ...city!, aboveFen: 0 }] },
    { itemsPerYear: { deeply_difficult: 0, not_eligible: 100 } },
    urgent({ maxFen: 0, termDays: 365 }),
    bought({ upToFen: 1 }),
    banned({ until: '2022-01-01' }),
  ])('may stand exactly at their limits: %j', (change) => expect(faultsOf(change)).toEqual([]));
});

describe('the rules to begin with', () => {
  it('give every figure and every list its source', () => {
    const { caps, approvals, procurement, bannedGoods, urgent: early, sources } = starterAidRules;
    const named = [...caps, ...approvals, ...procurement, ...bannedGoods, early].map(({ source }) => source);
    expect([...named, ...Object.values(sources)].filter((source) => source.length < 4)).toEqual([]);
  });

  it('forbid central money to go into the next year and bind it to national files', () => {
    expect(starterAidRules.carriesOver).not.toContain('central_finance');
    expect(starterAidRules.nationalFilesOnly).toEqual(['central', 'provincial']);
  });
});
