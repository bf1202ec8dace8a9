import type { Fund, KnownFund } from '../fund/fund.state.js';
import type { FundPurpose } from '../fund/fund.terms.js';
import type { GoodsLot } from '../goods-lot/goods-lot.state.js';
import type { Household, KnownHousehold } from '../household/household.state.js';
import { itemsClaimed, paidSince } from '../entitlement/claims.js';
import type { Entitlement } from '../entitlement/entitlement.state.js';
import { addMonths } from '../kernel/calendar.js';
import { ERASED } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';
import { lineFor } from '../policy/classification.js';
import type { PolicyVersion, Rules } from '../policy/rules.js';
import type { AidDecision, AidTerms, FundStanding, HouseholdStanding, IncomeWithAid, LotStanding } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import { documentLevelsFor, incomeWithAid, levelsFor, limitsFor, needsCost, type LimitQuestion } from './caps.js';

/**
 * Everything a decision about aid is made of, as it was loaded. `onDate` is the day that is decided for (proposal, approval),
 * `area` the region code of the household's unit. `covers`: the fund's (the lot's) unit is the household's own or one above.
 * Goods name their `lot` and the purpose of the fund that paid for it.
 */
export type AidSubject = Readonly<{
  request: AidRequest;
  onDate: string;
  area: string;
  rules: Rules;
  policyVersion: PolicyVersion;
  household: Household;
  entitlement: Entitlement;
  fund?: Readonly<{ state: Fund; covers: boolean }>;
  lot?: Readonly<{ state: GoodsLot; purpose: FundPurpose; covers: boolean }>;
}>;

const MONTHS_OF_INCOME = 12;

const isPayee = ({ facts: { principal, members } }: KnownHousehold, personId: string): boolean =>
  [principal, ...members].some((person) => person.personId === personId && person.name !== ERASED);

const householdStanding = (household: KnownHousehold, payeePersonId: string): HouseholdStanding => {
  const { householdId, revision, status, facts, steps } = household;
  const { origin, temporary, archiveLevel, classification, members } = facts;
  const noticeClosedOn = steps.notice?.closed?.on;
  return {
    householdId,
    revision,
    status,
    origin,
    temporary,
    archiveLevel,
    ...(classification && { category: classification.category }),
    persons: members.length + 1,
    ...(noticeClosedOn !== undefined && { noticeClosedOn }),
    openObjections: steps.objections.filter((objection) => objection.status !== 'dismissed').length,
    reopened: household.reopenedOn !== undefined,
    payeeInHousehold: isPayee(household, payeePersonId),
  };
};

/** The figures of a fund that a decision keeps. */
export const fundStanding = (fund: KnownFund, covers: boolean): FundStanding => {
  const { fundId, source, sourceLevel, purpose, unitId, nationalFilesOnly, validFrom, validUntil, availableFen, conditions } = fund;
  const { perAidMaxFen } = conditions;
  return {
    ...{ fundId, source, sourceLevel, purpose, unitId, nationalFilesOnly, validFrom, validUntil },
    ...(perAidMaxFen !== undefined && { perAidMaxFen }),
    availableFen,
    closed: fund.status === 'closed',
    covers,
  };
};

const lotStanding = ({ state, purpose, covers }: NonNullable<AidSubject['lot']>): LotStanding | undefined => {
  if (state.status === 'absent') return undefined;
  const { lotId, unitId, unitPriceFen } = state.purchase;
  return { lotId, unitId, purpose, nationalFilesOnly: state.nationalFilesOnly, unitPriceFen, covers };
};

/** Where it comes from: money of a fund, or goods of a lot. */
const originOf = ({ request: { form }, fund, lot }: AidSubject): Pick<AidDecision, 'fund' | 'lot'> => {
  if (form === 'cash') return fund && fund.state.status !== 'absent' ? { fund: fundStanding(fund.state, fund.covers) } : {};
  const standing = lot && lotStanding(lot);
  return standing ? { lot: standing } : {};
};

const termsOf = ({ aid }: Rules, asked: LimitQuestion): AidTerms | undefined => {
  if (!aid) return undefined;
  const { item, category } = asked;
  const itemsPerYear = category && aid.itemsPerYear[category];
  return {
    eligible: aid.eligible[item],
    ...(itemsPerYear !== undefined && { itemsPerYear }),
    urgentMaxFen: aid.urgent.maxFen,
    importedFilesCountAsNoticed: aid.importedFilesCountAsNoticed,
    needsCost: needsCost(aid, asked),
  };
};

/** Aid of the last twelve months that counts as income, where there was any. */
const earlierAid = (subject: AidSubject, household: KnownHousehold): IncomeWithAid | undefined => {
  const { rules, policyVersion, entitlement, request, onDate } = subject;
  const { classification } = household.facts;
  const after = addMonths(onDate, -MONTHS_OF_INCOME);
  const earlierAidFen = paidSince(entitlement, { items: rules.aid?.countsAsIncome ?? [], after, until: onDate, except: request.aidId });
  return classification && earlierAidFen > 0 ? incomeWithAid(classification.inputs, earlierAidFen, rules, policyVersion) : undefined;
};

/**
 * The receipt of a decision: all that the rules of aid look at, as it stands now. Make it anew for every proposal, revision
 * and approval; `aidRules` judge it.
 * @throws {Refusal} `household-not-registered` where there is no file, `no-line-for-date`
 */
export const aidDecisionFor = (subject: AidSubject): AidDecision => {
  const { request, onDate, area, rules, policyVersion, household, entitlement } = subject;
  if (household.status === 'absent') throw new Refusal('household-not-registered', { status: household.status });
  const category = household.facts.classification?.category;
  const { item, amountFen, costFen } = request;
  const asked = { item, area, onDate, ...(category && { category }), ...(costFen !== undefined && { costFen }) };
  const terms = termsOf(rules, asked);
  const income = earlierAid(subject, household);
  const approvals = { approvals: rules.aid?.approvals ?? [] };
  return {
    policyVersion,
    onDate,
    household: householdStanding(household, request.payeePersonId),
    ...originOf(subject),
    ...(terms && { terms }),
    lineMonthlyFen: lineFor(rules, area, onDate).monthlyFen,
    limits: limitsFor(rules, asked),
    levels: levelsFor(approvals, amountFen),
    documentLevels: documentLevelsFor(approvals, amountFen),
    ...(income && { incomeWithAid: income }),
    itemsThisYear: itemsClaimed(entitlement, { year: Number(request.proposedOn.slice(0, 4)), except: request.aidId }),
  };
};
