import { aidDecisionFor, type AidSubject } from '../aid/aid-decision-for.js';
import type { AidDecision, AppliedCap, Approval } from '../aid/aid.decision.js';
import type { AidEvent, AidEventData, AidRequest } from '../aid/aid.events.js';
import type { Grant } from '../aid/aid.commands.js';
import { aid } from '../aid/aid.js';
import { entitlement } from '../entitlement/entitlement.js';
import type { EventMeta } from '../kernel/decider.js';
import { starterRules } from '../policy/starter-policy.js';
import { filled, givenFund } from './sample-fund.js';
import { given, inCare } from './sample-household.js';
import { scenario } from './scenario.js';

/** An aid invented for specs: 300 yuan of living aid for the sample household, out of the sample fund, asked for on 1 March 2022. */
export type PastAidEvent = AidEvent & { meta?: Partial<EventMeta> };

export const today = '2022-03-01';

/** Everyone who takes part is somebody else; most specs propose as the caseworker. */
export const givenAid = scenario(aid);
export const givenEntitlement = scenario(entitlement);
export const reviewer = { by: 'reviewer-1', role: 'township_reviewer', unit: 'T1' };
export const countyApprover = { by: 'approver-1', role: 'county_approver', unit: 'C1' };
export const cityOfficer = { by: 'officer-1', role: 'rights_dept_officer', unit: '410400' };
export const payer = { by: 'finance-1', role: 'finance_officer', unit: 'C1' };

export const request = (change: Partial<AidRequest> = {}): AidRequest => ({
  aidId: 'aid-1',
  householdId: 'h1',
  unitId: 'U1',
  item: 'living_aid',
  form: 'cash',
  amountFen: 30_000,
  fundId: 'f1',
  payeePersonId: 'p1',
  payeeName: '高娟',
  basis: '2022-03',
  proposedOn: today,
  urgent: false,
  ...change,
});

/** Goods of the sample lot: ten pieces of 20 yuan each. */
export const goodsRequest = (change: Partial<AidRequest> = {}): AidRequest =>
  request({ form: 'goods', item: 'warmth', amountFen: 20_000, lotId: 'lot-1', quantity: 10, ...change });

export const lotOfRequest = {
  lotId: 'lot-1',
  unitId: 'C1',
  purpose: 'warmth',
  nationalFilesOnly: false,
  unitPriceFen: 2_000,
  covers: true,
} as const;

export const subject = (change: Partial<AidSubject> = {}): AidSubject => ({
  request: request(),
  onDate: today,
  area: '410481',
  rules: starterRules,
  policyVersion: 'pingdingshan@1',
  household: given(...inCare).state(),
  entitlement: entitlement.initial,
  fund: { state: givenFund(...filled()).state(), covers: true },
  ...change,
});

/** The decision on a request for the sample household, and what is different about it here. */
export const decision = (asked: AidRequest = request(), change: Partial<AidDecision> = {}): AidDecision => ({
  ...aidDecisionFor(subject({ request: asked })),
  ...(asked.form === 'goods' && { lot: lotOfRequest }),
  ...change,
});

export const untouched = ({ limits }: AidDecision): AppliedCap[] =>
  limits.map((limit) => ({ ...limit, usedFen: 0, leftFen: limit.limitFen }));

export const aidEvent = <Type extends keyof AidEventData>(type: Type, data: AidEventData[Type], effectiveOn?: string): AidEvent =>
  ({ type, data, ...(effectiveOn !== undefined && { effectiveOn }) }) as unknown as AidEvent;

export const about = { householdId: 'h1', unitId: 'U1', payeePersonId: 'p1' };

export const proposed = (asked: AidRequest = request(), decided = decision(asked)): AidEvent =>
  aidEvent('AidProposed', { ...asked, round: 1, decision: decided, caps: untouched(decided) });

export const revised = (round: number, asked: AidRequest = request(), decided = decision(asked)): AidEvent =>
  aidEvent('AidRevised', { ...asked, round, decision: decided, caps: untouched(decided) });

export const reviewed: PastAidEvent = { ...aidEvent('AidReviewed', { ...about, reviewedOn: today }), meta: reviewer };
export const returned: PastAidEvent = {
  ...aidEvent('AidReturned', { ...about, returnedOn: today, explanation: '缺收入证明' }),
  meta: reviewer,
};

export const approvalBy = ({ by }: Readonly<{ by: string }>, level: Approval['level'] = 'county'): Approval => ({
  level,
  by,
  approvedOn: today,
});

export const approved = (
  who: Readonly<{ by: string; role: string; unit: string }>,
  level: Approval['level'] = 'county',
  decided = decision(),
): PastAidEvent => ({ ...aidEvent('AidApproved', { ...about, ...approvalBy(who, level), decision: decided }), meta: who });

export const grant = (change: Partial<Grant> = {}): Grant => ({
  aidId: 'aid-1',
  round: 1,
  approval: approvalBy(countyApprover),
  decision: decision(),
  ...change,
});

export const granted = (asked: AidRequest = request()): PastAidEvent[] => {
  const { item, form, amountFen, fundId, lotId, quantity } = asked;
  const goods = { ...(lotId !== undefined && { lotId }), ...(quantity !== undefined && { quantity }) };
  const approvals = [approvalBy(countyApprover)];
  const data = { ...about, grantedOn: today, item, form, amountFen, fundId, ...goods, approvals };
  return [
    proposed(asked),
    reviewed,
    approved(countyApprover, 'county', decision(asked)),
    { ...aidEvent('AidGranted', data), meta: countyApprover },
  ];
};

export const card = { bankName: '演示银行', cardNumber: '6222020000000000018', holderName: '高娟' };
export const putInBatch = (batchId = 'b1'): AidEvent => aidEvent('AidPutInBatch', { ...about, batchId, ...card });
export const takenFromBatch = (batchId = 'b1'): AidEvent => aidEvent('AidTakenFromBatch', { ...about, batchId, cause: 'fund-closed' });
export const bounced = (batchId = 'b1'): AidEvent =>
  aidEvent('AidBounced', { ...about, batchId, bouncedOn: today, reason: 'account_closed' });
export const paid = (batchId = 'b1', amountFen = 30_000): AidEvent =>
  aidEvent('AidPaid', { ...about, batchId, paidOn: today, amountFen, item: 'living_aid' });
export const handedOver: AidEvent = aidEvent('AidHandedOver', {
  ...about,
  lotId: 'lot-1',
  quantity: 10,
  handedOverOn: today,
  amountFen: 20_000,
  item: 'warmth',
});
export const receipt: AidEvent = aidEvent('AidReceiptSigned', { ...about, signedOn: today, proof: 'signature' });
export const clawBack = (amountFen = 30_000): AidEvent =>
  aidEvent('ClawBackOrdered', { ...about, orderedOn: today, amountFen, reasonKind: 'false_statement' });
