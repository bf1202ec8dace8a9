import type { AidDecision } from '#domain/aid/aid.decision';
import type { AidEventData, AidRequest } from '#domain/aid/aid.events';
import type { ApprovalLevel } from '#domain/aid/aid.terms';
import type { EventMeta } from '#domain/kernel/decider';

/** An event of an aid as `seenIn` takes it. */
export type AidTold = Readonly<{ type: keyof AidEventData; data: unknown; meta?: Partial<EventMeta> }>;

const about = { householdId: 'h1', unitId: 'U1', payeePersonId: 'p1' } as const;

const request: AidRequest = {
  ...about,
  aidId: 'a1',
  item: 'medical_aid',
  form: 'cash',
  amountFen: 300_000,
  fundId: 'f1',
  payeeName: '高娟',
  basis: '2024-03住院',
  costFen: 500_000,
  proposedOn: '2024-03-01',
  urgent: false,
  statement: '住院费用较高',
};

/** A decision about aid of 3,000 yuan that the named levels have to agree to. */
export const decisionFor = (...levels: readonly ApprovalLevel[]): AidDecision => ({
  policyVersion: 'city@2',
  onDate: '2024-03-01',
  household: {
    householdId: 'h1',
    revision: 14,
    status: 'registered',
    origin: 'application',
    temporary: false,
    reopened: false,
    archiveLevel: 'city',
    category: 'deeply_difficult',
    persons: 2,
    noticeClosedOn: '2022-02-25',
    openObjections: 0,
    payeeInHousehold: true,
  },
  fund: {
    fundId: 'f1',
    source: 'local_finance',
    sourceLevel: 'city',
    purpose: 'hardship_aid',
    unitId: 'C1',
    nationalFilesOnly: false,
    validFrom: '2024-01-01',
    validUntil: '2024-12-31',
    availableFen: 5_000_000,
    closed: false,
    covers: true,
  },
  lineMonthlyFen: 63_000,
  limits: [],
  levels,
  documentLevels: levels.filter((level) => level === 'province' || level === 'national'),
  itemsThisYear: [],
});

/** An event of aid `a1` of household `h1`; what is not given is as in an aid of 3,000 yuan that a county grants. */
export const aidEvent = <Type extends keyof AidEventData>(
  type: Type,
  data: Partial<AidEventData[Type]> = {},
  meta: Partial<EventMeta> = {},
): AidTold => ({ type, data: { ...usual[type], ...data }, meta });

const asked = { ...request, round: 1, decision: decisionFor('county'), caps: [] };
const agreement = { level: 'county', by: 'approver-1', approvedOn: '2024-03-04' } as const;

const usual: AidEventData = {
  AidProposed: asked,
  AidRevised: { ...asked, round: 2, proposedOn: '2024-03-03' },
  AidReviewed: { ...about, reviewedOn: '2024-03-02' },
  AidReturned: { ...about, returnedOn: '2024-03-02', explanation: '缺发票' },
  AidApproved: { ...about, ...agreement, decision: decisionFor('county') },
  AidGranted: {
    ...about,
    grantedOn: '2024-03-04',
    item: 'medical_aid',
    form: 'cash',
    amountFen: 300_000,
    fundId: 'f1',
    approvals: [agreement],
  },
  AidRejected: { ...about, rejectedOn: '2024-03-02', reasonKind: 'other_relief' },
  AidCancelled: { ...about, cancelledOn: '2024-03-02', reasonKind: 'asked_by_worker' },
  AidPutInBatch: { ...about, batchId: 'b1', bankName: '演示银行', cardNumber: '9999999236834510221', holderName: '高娟' },
  AidTakenFromBatch: { ...about, batchId: 'b1', cause: 'batch-cancelled' },
  AidPaid: { ...about, batchId: 'b1', paidOn: '2024-03-10', amountFen: 300_000, item: 'medical_aid' },
  AidBounced: { ...about, batchId: 'b1', bouncedOn: '2024-03-10', reason: 'account_closed' },
  AidHandedOver: { ...about, lotId: 'l1', quantity: 2, handedOverOn: '2024-03-09', amountFen: 30_000, item: 'warmth' },
  AidReceiptSigned: { ...about, signedOn: '2024-03-12', proof: 'signature' },
  ClawBackOrdered: { ...about, orderedOn: '2024-04-01', amountFen: 300_000, reasonKind: 'false_statement' },
  ClawBackReceived: {
    ...about,
    recoveryId: 'r1',
    receivedOn: '2024-04-10',
    amountFen: 300_000,
    outstandingFen: 0,
    keptFen: 0,
    voucher: 'V-9',
    fundId: 'f1',
  },
  AidPapersCompleted: { ...about, completedOn: '2024-03-20' },
};

/** One of each, in the order of the union. */
export const everyAidEvent: readonly AidTold[] = (Object.keys(usual) as (keyof AidEventData)[]).map((type) => aidEvent(type));

/** Up to the grant. */
export const grantedAid: readonly AidTold[] = [aidEvent('AidProposed'), aidEvent('AidReviewed'), aidEvent('AidGranted')];

/** Up to the payment. */
export const paidAid: readonly AidTold[] = [...grantedAid, aidEvent('AidPutInBatch'), aidEvent('AidPaid')];
