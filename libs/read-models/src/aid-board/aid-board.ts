import type { Approval, AidDecision } from '#domain/aid/aid.decision';
import type { AidEventData } from '#domain/aid/aid.events';
import type { AidStatus } from '#domain/aid/aid.state';
import type { AidForm, AidItem, ApprovalLevel } from '#domain/aid/aid.terms';
import type { FundPurpose, FundSource, SourceLevel } from '#domain/fund/fund.terms';
import type { ArchiveLevel } from '#domain/household/household.terms';
import type { DifficultyCategory, PolicyVersion } from '#domain/policy/rules';
import { aidIdOf, foldAidWith, type AidFolds, type AidSeen } from '../aid-folds.js';
import type { Collection, View } from '../view.js';

/** One aid as it stands. Its card is not here: only the aid itself knows it, sealed. */
export type AidRow = Readonly<{
  aidId: string;
  householdId: string;
  unitId: string;
  item: AidItem;
  form: AidForm;
  status: AidStatus;
  /** The bank's latest word is that the money came back. */
  bounced: boolean;
  amountFen: number;
  /** What reached the household, whatever came back of it later. */
  paidFen: number;
  /** 追回: what was ordered and what came in of it. */
  clawBackFen: number;
  recoveredFen: number;
  fundId: string;
  /** Of the fund as the latest decision saw it; null for goods, whose fund paid at their purchase. */
  source: FundSource | null;
  sourceLevel: SourceLevel | null;
  purpose: FundPurpose | null;
  lotId: string | null;
  quantity: number | null;
  payeePersonId: string;
  payeeName: string;
  basis: string;
  urgent: boolean;
  category: DifficultyCategory | null;
  archiveLevel: ArchiveLevel;
  policyVersion: PolicyVersion;
  /** Who has to agree, who did in this round, and whose turn it is (null before the review and after the last). */
  levels: readonly ApprovalLevel[];
  approved: readonly ApprovalLevel[];
  approvals: number;
  nextLevel: ApprovalLevel | null;
  round: number;
  year: number;
  /** Account that made the first proposal. */
  proposedBy: string;
  proposedOn: string;
  grantedOn: string | null;
  paidOn: string | null;
  receiptSignedOn: string | null;
  papersDueOn: string | null;
  papersCompletedOn: string | null;
  batchId: string | null;
  lastChangedAt: string;
}>;

type Asked = AidEventData['AidProposed'];

const decidedFrom = ({ household, fund, policyVersion, levels }: AidDecision) => ({
  category: household.category ?? null,
  archiveLevel: household.archiveLevel,
  source: fund?.source ?? null,
  sourceLevel: fund?.sourceLevel ?? null,
  purpose: fund?.purpose ?? null,
  policyVersion,
  levels,
});

const noAgreement = { approved: [], approvals: 0, nextLevel: null } as const;

const askedFor = (asked: Asked) => ({
  householdId: asked.householdId,
  unitId: asked.unitId,
  item: asked.item,
  form: asked.form,
  amountFen: asked.amountFen,
  fundId: asked.fundId,
  lotId: asked.lotId ?? null,
  quantity: asked.quantity ?? null,
  payeePersonId: asked.payeePersonId,
  payeeName: asked.payeeName,
  basis: asked.basis,
  urgent: asked.urgent,
  round: asked.round,
  year: Number(asked.proposedOn.slice(0, 4)),
  proposedOn: asked.proposedOn,
  ...decidedFrom(asked.decision),
  ...noAgreement,
});

const proposed = ({ data, stream, meta }: Extract<AidSeen, { type: 'AidProposed' }>): AidRow => ({
  aidId: aidIdOf(stream),
  ...askedFor(data),
  status: 'proposed',
  bounced: false,
  paidFen: 0,
  clawBackFen: 0,
  recoveredFen: 0,
  proposedBy: meta.by,
  grantedOn: null,
  paidOn: null,
  receiptSignedOn: null,
  papersDueOn: null,
  papersCompletedOn: null,
  batchId: null,
  lastChangedAt: meta.at,
});

const agreed = (levels: readonly ApprovalLevel[], approved: readonly ApprovalLevel[]) => ({
  levels,
  approved,
  approvals: approved.length,
  nextLevel: levels.find((level) => !approved.includes(level)) ?? null,
});

const levelsOf = (approvals: readonly Approval[]): readonly ApprovalLevel[] => approvals.map(({ level }) => level);

const ended = (row: AidRow, status: AidStatus): AidRow => ({ ...row, status, nextLevel: null });

const reached = (row: AidRow, paidFen: number, paidOn: string): AidRow => ({ ...row, status: 'paid', paidFen, paidOn });

const folds: AidFolds<AidRow> = {
  AidRevised: (row, data) => ({ ...row, ...askedFor(data), status: 'proposed' }),
  AidReviewed: (row) => ({ ...row, status: 'reviewed', ...agreed(row.levels, []) }),
  AidReturned: (row) => ({ ...row, status: 'returned', ...noAgreement }),
  AidApproved: (row, { level, decision }) => {
    const decided = decidedFrom(decision);
    return { ...row, ...decided, ...agreed(decided.levels, [...row.approved.filter((known) => known !== level), level]) };
  },
  AidGranted: (row, { grantedOn, approvals, amountFen, papersDueOn }) => ({
    ...row,
    status: 'granted',
    ...agreed(row.levels, levelsOf(approvals)),
    nextLevel: null,
    grantedOn,
    amountFen,
    papersDueOn: papersDueOn ?? null,
  }),
  AidRejected: (row) => ended(row, 'rejected'),
  AidCancelled: (row) => ended(row, 'cancelled'),
  AidPutInBatch: (row, { batchId }) => ({ ...row, status: 'in_batch', batchId }),
  AidTakenFromBatch: (row) => ({ ...row, status: 'granted', batchId: null }),
  AidPaid: (row, { amountFen, paidOn }) => ({ ...reached(row, amountFen, paidOn), bounced: false }),
  AidBounced: (row) => ({ ...row, status: 'granted', bounced: true, batchId: null }),
  AidHandedOver: (row, { amountFen, handedOverOn }) => reached(row, amountFen, handedOverOn),
  AidReceiptSigned: (row, { signedOn }) => ({ ...row, status: 'received', receiptSignedOn: signedOn }),
  ClawBackOrdered: (row, { amountFen }) => ({ ...row, status: 'claw_back_ordered', clawBackFen: amountFen }),
  ClawBackReceived: (row, { amountFen, outstandingFen }) => ({
    ...row,
    status: outstandingFen === 0 ? 'clawed_back' : row.status,
    recoveredFen: row.recoveredFen + amountFen,
  }),
  AidPapersCompleted: (row, { completedOn }) => ({ ...row, papersCompletedOn: completedOn }),
};

const fold = (row: AidRow | null, event: AidSeen): AidRow | null => {
  if (event.type === 'AidProposed') return proposed(event);
  return row && { ...foldAidWith(folds, row, event), lastChangedAt: event.meta.at };
};

/** Every order the board offers, for all units in reach and within one unit. */
export const aidSorts = ['lastChangedAt', 'proposedOn', 'paidOn', 'amountFen'] as const;

const collection: Collection<AidRow> = {
  name: 'aid-board',
  key: ({ aidId }) => aidId,
  fields: {
    aidId: 'string',
    householdId: 'string',
    unitId: 'string',
    item: 'string',
    form: 'string',
    status: 'string',
    bounced: 'boolean',
    amountFen: 'number',
    fundId: 'string',
    source: 'string',
    sourceLevel: 'string',
    purpose: 'string',
    lotId: 'string',
    payeePersonId: 'string',
    payeeName: 'string',
    urgent: 'boolean',
    category: 'string',
    archiveLevel: 'string',
    policyVersion: 'string',
    nextLevel: 'string',
    year: 'number',
    proposedBy: 'string',
    proposedOn: 'string',
    grantedOn: 'string',
    paidOn: 'string',
    receiptSignedOn: 'string',
    papersDueOn: 'string',
    papersCompletedOn: 'string',
    batchId: 'string',
    lastChangedAt: 'string',
  },
  indexes: [
    ...aidSorts.map((sort) => [sort]),
    // `paidOn` within a unit is the publicity list of a period.
    ...aidSorts.map((sort) => ['unitId', sort]),
    ['unitId', 'status', 'lastChangedAt'],
    // One for each field that the board is counted by: counting then reads the index and no rows.
    ['status', 'lastChangedAt'],
    ['item', 'lastChangedAt'],
    ['fundId', 'lastChangedAt'],
    ['householdId', 'proposedOn'],
    ['batchId', 'lastChangedAt'],
    ['lotId', 'lastChangedAt'],
    ['urgent', 'papersDueOn'],
  ],
  text: ['payeeName'],
};

/** 帮扶台账: a row for each aid from proposal to receipt, with what it waits for. */
export const aidBoard: View<AidRow, AidSeen> = {
  collection,
  version: 1,
  categories: ['aid'],
  keysOf: ({ stream }) => [aidIdOf(stream)],
  fold,
};
