import { itemsOf } from '../fund/fund.terms.js';
import { isCalendarDate } from '../kernel/calendar.js';
import type { AidDecision } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import { sixProjects } from './aid.terms.js';

/** A request as it is judged: with what was looked up for it, on the day `today`. */
export type JudgedAid = Readonly<{ request: AidRequest; decision: AidDecision; today: string }>;

/** The figures of a refusal, or undefined where the aid is allowed. */
type Judgement = (judged: JudgedAid) => Readonly<Record<string, unknown>> | undefined;

/** One of the rules and the code it refuses with. */
export type AidRule = Readonly<{ code: string; judge: Judgement }>;

const hasNotice = ({ household, terms, onDate }: AidDecision): boolean => {
  const { noticeClosedOn, origin, reopened } = household;
  const takenOver = origin === 'import' && !reopened && terms?.importedFilesCountAsNoticed === true;
  return takenOver || (noticeClosedOn !== undefined && noticeClosedOn <= onDate);
};

/** Whether the household's papers are still to be completed: not registered, a temporary file, or its notice not run. */
export const papersOutstanding = (decision: AidDecision): boolean =>
  decision.household.status !== 'registered' || decision.household.temporary || !hasNotice(decision);

/** 先建档、后帮扶 (Pingdingshan 2019). Urgent aid may come while the application runs. */
const registered: Judgement = ({ request, decision: { household } }) => {
  const { status } = household;
  const inTime = status === 'registered' || (request.urgent && status !== 'closed');
  return inTime ? undefined : { status };
};

/** No aid before the public notice ran (a county union's rule); files taken over count as noticed where the policy says so. */
const noticeRun: Judgement = ({ request, decision }) => {
  if (request.urgent || hasNotice(decision)) return undefined;
  const { onDate, household } = decision;
  return { onDate, ...(household.noticeClosedOn !== undefined && { noticeClosedOn: household.noticeClosedOn }) };
};

const noObjection: Judgement = ({ decision: { household } }) =>
  household.openObjections > 0 ? { objections: household.openObjections } : undefined;

/** 实名制: only somebody of the household, by name. */
const payeeKnown: Judgement = ({ decision: { household } }) => {
  const { payeeInHousehold, persons } = household;
  return payeeInHousehold ? undefined : { persons };
};

const aidRulesInForce: Judgement = ({ decision: { terms, policyVersion } }) => (terms ? undefined : { policyVersion });

const classified: Judgement = ({ request, decision: { household } }) =>
  household.category === undefined && !request.urgent ? { householdId: household.householdId } : undefined;

const eligibleCategory: Judgement = ({ request: { item }, decision: { household, terms } }) => {
  const { category } = household;
  const holds = category === undefined || !terms || terms.eligible.includes(category);
  return holds ? undefined : { item, category, eligible: terms.eligible };
};

const urgentWithinLimit: Judgement = ({ request: { urgent, amountFen }, decision: { terms } }) =>
  urgent && terms && amountFen > terms.urgentMaxFen ? { amountFen, limitFen: terms.urgentMaxFen } : undefined;

const wholeAmounts: Judgement = ({ request: { amountFen, costFen } }) => {
  const holds = {
    amountFen: Number.isSafeInteger(amountFen) && amountFen > 0,
    costFen: costFen === undefined || (Number.isSafeInteger(costFen) && costFen >= 0),
  };
  const fields = Object.entries(holds).flatMap(([field, held]) => (held ? [] : [field]));
  return fields.length > 0 ? { fields } : undefined;
};

const realDay: Judgement = ({ request: { proposedOn } }) => (isCalendarDate(proposedOn) ? undefined : { field: 'proposedOn' });

const notAhead: Judgement = ({ request: { proposedOn: on }, today }) => (on > today ? { on, today } : undefined);

/** What it is for has to be named, so that the same thing is not aided twice. */
const basisNamed: Judgement = ({ request: { basis, item } }) => (basis.trim() === '' ? { item } : undefined);

const costNamed: Judgement = ({ request: { item, costFen }, decision: { terms } }) =>
  terms?.needsCost && costFen === undefined ? { item } : undefined;

/** 慰问品 come out of a lot, so many pieces at the price they were bought at; cash comes from no lot. */
const goodsNamed: Judgement = ({ request: { form, lotId, quantity }, decision: { lot } }) => {
  const isCash = form === 'cash' && lotId === undefined && quantity === undefined;
  const isGoods = form === 'goods' && lot !== undefined && lot.lotId === lotId && Number.isSafeInteger(quantity) && Number(quantity) > 0;
  return isCash || isGoods ? undefined : { form, named: lotId !== undefined, known: lot !== undefined };
};

const goodsValued: Judgement = ({ request: { amountFen, quantity = 0 }, decision: { lot } }) => {
  const valueFen = (lot?.unitPriceFen ?? 0) * quantity;
  return lot && amountFen !== valueFen ? { amountFen, valueFen, quantity, unitPriceFen: lot.unitPriceFen } : undefined;
};

/** Different projects of one year: 深度 several, 相对 one (one province's rule; a policy parameter). */
const itemsOfTheYear: Judgement = ({ request: { item }, decision: { itemsThisYear, terms } }) => {
  const limit = terms?.itemsPerYear;
  if (limit === undefined || !sixProjects.includes(item) || itemsThisYear.includes(item)) return undefined;
  const items = itemsThisYear.filter((other) => sixProjects.includes(other));
  return items.length >= limit ? { item, items, limit } : undefined;
};

/** Earlier aid counts as income before another is judged, where the policy says so (Jiangmen 2025 and one more province). */
const belowLineWithAid: Judgement = ({ request: { item }, decision: { incomeWithAid, terms } }) =>
  incomeWithAid && terms && !terms.eligible.includes(incomeWithAid.category) ? { item, ...incomeWithAid } : undefined;

const fundKnown: Judgement = ({ request: { form, fundId }, decision: { fund } }) =>
  form === 'cash' && fund?.fundId !== fundId ? { fundId } : undefined;

/** Money and goods of the household's own unit or of one above it. */
const withinReach: Judgement = ({ request, decision: { fund, lot } }) => {
  const from = fund ?? lot;
  return from && !from.covers ? { fundUnitId: from.unitId, unitId: request.unitId } : undefined;
};

const fundOpen: Judgement = ({ decision: { fund } }) => (fund?.closed ? { fundId: fund.fundId } : undefined);

/** 专款专用 (Pingdingshan 2019, chapter 1). */
const onPurpose: Judgement = ({ request: { item }, decision: { fund, lot } }) => {
  const purpose = (fund ?? lot)?.purpose;
  return purpose && !itemsOf(purpose).includes(item) ? { purpose, item } : undefined;
};

const insidePeriod: Judgement = ({ decision: { fund, onDate: on } }) => {
  if (!fund) return undefined;
  const { validFrom, validUntil } = fund;
  return validFrom <= on && on <= validUntil ? undefined : { on, validFrom, validUntil };
};

/** Central and provincial money only for files of the national level (Pingdingshan 2019); goods bought with it likewise. */
const nationalFile: Judgement = ({ decision: { fund, lot, household } }) => {
  const { archiveLevel } = household;
  const bound = (fund ?? lot)?.nationalFilesOnly === true && archiveLevel !== 'national';
  return bound ? { archiveLevel, ...(fund && { sourceLevel: fund.sourceLevel }) } : undefined;
};

/** Donor wishes and the source's own rules come first (Pingdingshan 2019). */
const withinAidLimit: Judgement = ({ request: { amountFen }, decision: { fund } }) => {
  const limitFen = fund?.perAidMaxFen;
  return limitFen !== undefined && amountFen > limitFen ? { limitFen, amountFen } : undefined;
};

/**
 * The rules of an aid in order of precedence: the household and its payee, the policy, the request itself, earlier aid, and
 * last what it is paid from. The household's caps come after these, then what the fund holds: `refusalOrder`.
 */
export const aidRules: readonly AidRule[] = [
  { code: 'household-not-registered', judge: registered },
  { code: 'notice-not-run', judge: noticeRun },
  { code: 'objection-open', judge: noObjection },
  { code: 'payee-not-in-household', judge: payeeKnown },
  { code: 'no-aid-rules', judge: aidRulesInForce },
  { code: 'classification-missing', judge: classified },
  { code: 'category-not-eligible', judge: eligibleCategory },
  { code: 'urgent-above-limit', judge: urgentWithinLimit },
  { code: 'invalid-amount', judge: wholeAmounts },
  { code: 'invalid-date', judge: realDay },
  { code: 'date-in-future', judge: notAhead },
  { code: 'basis-missing', judge: basisNamed },
  { code: 'cost-missing', judge: costNamed },
  { code: 'goods-not-named', judge: goodsNamed },
  { code: 'goods-value-differs', judge: goodsValued },
  { code: 'items-per-year', judge: itemsOfTheYear },
  { code: 'earlier-aid-lifts-above-line', judge: belowLineWithAid },
  { code: 'fund-absent', judge: fundKnown },
  { code: 'fund-out-of-reach', judge: withinReach },
  { code: 'fund-closed', judge: fundOpen },
  { code: 'off-purpose', judge: onPurpose },
  { code: 'fund-outside-period', judge: insidePeriod },
  { code: 'national-file-required', judge: nationalFile },
  { code: 'above-aid-limit', judge: withinAidLimit },
];

/** Every code that a rule about money can refuse an aid with, in order of precedence, and where it is decided. */
export const refusalOrder: readonly Readonly<{ code: string; decidedIn: 'aid' | 'entitlement' | 'fund' }>[] = [
  ...aidRules.map(({ code }) => ({ code, decidedIn: 'aid' as const })),
  { code: 'double-aid', decidedIn: 'entitlement' },
  { code: 'over-cap', decidedIn: 'entitlement' },
  { code: 'above-household-limit', decidedIn: 'fund' },
  { code: 'fund-overdrawn', decidedIn: 'fund' },
];
