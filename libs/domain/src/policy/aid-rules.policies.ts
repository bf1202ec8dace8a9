import { aidItems, approvalLevels } from '../aid/aid.terms.js';
import { fundSources, sourceLevels } from '../fund/fund.terms.js';
import { isCalendarDate } from '../kernel/calendar.js';
import {
  capPeriods,
  procurementKinds,
  sourcedRules,
  type AidRules,
  type ApprovalStep,
  type BannedGoods,
  type Cap,
  type CapLimit,
  type ProcurementRule,
} from './aid-rules.js';
import { isListOf, isText, isWhole, type Check } from './checks.js';
import { difficultyCategories } from './rules.js';

const FEN_MAX = Number.MAX_SAFE_INTEGER;
const CAP_ID = /^[a-z0-9][a-z0-9-]{0,39}$/;
const CAPS_MAX = 200;
const BANNED_MAX = 500;
const SOURCE_MAX = 500;

const isSource = (text: string): boolean => isText(text, SOURCE_MAX);
const isFirst = <Item>(items: readonly Item[], place: number, same: (other: Item) => boolean): boolean => items.findIndex(same) === place;

const isLimit = (limit: CapLimit): boolean => {
  switch (limit.kind) {
    case 'fixed':
      return isWhole(limit.fen, 0, FEN_MAX);
    case 'months_of_line':
      return isWhole(limit.months, 0, 60);
    case 'share_of_cost':
      return isWhole(limit.percent, 0, 100);
  }
};

/** A share is of one cost, so that it limits one aid: summed over a year it would judge one bill by another's. */
const isPeriod = ({ per, limit }: Cap): boolean => capPeriods.includes(per) && (limit.kind !== 'share_of_cost' || per === 'time');

const capChecks = (cap: Cap, place: number, caps: readonly Cap[]): Check[] => {
  const field = `rules.aid.caps.${place}`;
  return [
    [`${field}.capId`, CAP_ID.test(cap.capId) && isFirst(caps, place, ({ capId }) => capId === cap.capId)],
    [`${field}.item`, aidItems.includes(cap.item)],
    [`${field}.per`, isPeriod(cap)],
    [`${field}.limit`, isLimit(cap.limit)],
    [`${field}.categories`, cap.categories === undefined || (cap.categories.length > 0 && isListOf(cap.categories, difficultyCategories))],
    [`${field}.source`, isSource(cap.source)],
  ];
};

const approvalChecks = (step: ApprovalStep, place: number, steps: readonly ApprovalStep[]): Check[] => {
  const field = `rules.aid.approvals.${place}`;
  const known = approvalLevels.includes(step.level) && isFirst(steps, place, ({ level }) => level === step.level);
  return [
    [`${field}.level`, known],
    [`${field}.aboveFen`, isWhole(step.aboveFen, 0, FEN_MAX)],
    [`${field}.source`, isSource(step.source)],
  ];
};

const procurementChecks = ({ kind, upToFen, source }: ProcurementRule, place: number): Check[] => [
  [`rules.aid.procurement.${place}.kind`, procurementKinds.includes(kind)],
  [`rules.aid.procurement.${place}.upToFen`, upToFen === undefined || isWhole(upToFen, 1, FEN_MAX)],
  [`rules.aid.procurement.${place}.source`, isSource(source)],
];

const bannedChecks = ({ category, from, until, source }: BannedGoods, place: number): Check[] => [
  [`rules.aid.bannedGoods.${place}.category`, isText(category, 40)],
  [`rules.aid.bannedGoods.${place}.from`, isCalendarDate(from)],
  [`rules.aid.bannedGoods.${place}.until`, until === undefined || (isCalendarDate(until) && until >= from)],
  [`rules.aid.bannedGoods.${place}.source`, isSource(source)],
];

const urgentChecks = ({ maxFen, termDays, counts, source }: AidRules['urgent']): Check[] => [
  ['rules.aid.urgent.maxFen', isWhole(maxFen, 0, FEN_MAX)],
  ['rules.aid.urgent.termDays', isWhole(termDays, 1, 365)],
  ['rules.aid.urgent.counts', ['working_days', 'calendar_days'].includes(counts)],
  ['rules.aid.urgent.source', isSource(source)],
];

/** Every item is answered for and no other is named. */
const eligibleChecks = (eligible: AidRules['eligible']): Check[] => [
  ['rules.aid.eligible', Object.keys(eligible).every((item) => aidItems.some((known) => known === item))],
  ...aidItems.map((item): Check => [`rules.aid.eligible.${item}`, isListOf(eligible[item] ?? ['absent'], difficultyCategories)]),
];

const itemsPerYearChecks = (itemsPerYear: AidRules['itemsPerYear']): Check[] => [
  ['rules.aid.itemsPerYear', Object.keys(itemsPerYear).every((category) => difficultyCategories.some((known) => known === category))],
  ...Object.entries(itemsPerYear).map(([category, items]): Check => [`rules.aid.itemsPerYear.${category}`, isWhole(items, 0, 100)]),
];

/** Somebody has to agree to every sum, and to more of it not fewer people. */
const everySumIsAgreed = (approvals: readonly ApprovalStep[]): boolean => {
  const inOrder = approvalLevels.flatMap((level) => approvals.filter((step) => step.level === level));
  return inOrder[0]?.aboveFen === 0 && inOrder.every((step, place) => step.aboveFen >= (inOrder[place - 1]?.aboveFen ?? 0));
};

/** What a policy says about aid, field by field; a list or switch without a source of its own has one in `sources`. */
export const aidRuleChecks = (aid: AidRules): Check[] => [
  ['rules.aid.caps', isWhole(aid.caps.length, 0, CAPS_MAX)],
  ...aid.caps.flatMap(capChecks),
  ...aid.approvals.flatMap(approvalChecks),
  ['rules.aid.approvals', everySumIsAgreed(aid.approvals)],
  ...eligibleChecks(aid.eligible),
  ...itemsPerYearChecks(aid.itemsPerYear),
  ['rules.aid.countsAsIncome', isListOf(aid.countsAsIncome, aidItems)],
  ...urgentChecks(aid.urgent),
  ['rules.aid.nationalFilesOnly', isListOf(aid.nationalFilesOnly, sourceLevels)],
  ['rules.aid.carriesOver', isListOf(aid.carriesOver, fundSources)],
  ['rules.aid.procurement', isWhole(aid.procurement.length, 1, 20)],
  ...aid.procurement.flatMap(procurementChecks),
  ['rules.aid.bannedGoods', isWhole(aid.bannedGoods.length, 0, BANNED_MAX)],
  ...aid.bannedGoods.flatMap(bannedChecks),
  ...sourcedRules.map((rule): Check => [`rules.aid.sources.${rule}`, isSource(aid.sources[rule])]),
];
