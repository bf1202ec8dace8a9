import type { AidEventData } from '#domain/aid/aid.events';
import type { ApprovalLevel } from '#domain/aid/aid.terms';
import { aidIdOf, type AidSeen } from '../aid-folds.js';
import { aidTaskRoles, closes, opens, subject, type AidTaskKind, type Change, type Subject } from './task-row.js';

const approvalOf = {
  county: 'aid_approval_waiting_county',
  city: 'aid_approval_waiting_city',
  province: 'aid_approval_waiting_province',
  national: 'aid_approval_waiting_national',
} as const satisfies Record<ApprovalLevel, AidTaskKind>;

const approvals = Object.values(approvalOf);
const kinds = Object.keys(aidTaskRoles) as AidTaskKind[];

type Changes = { readonly [Type in keyof AidEventData]: (data: AidEventData[Type]) => readonly Change[] };

const allClose = (): readonly Change[] => kinds.map((kind) => closes(kind));

/** The lowest level that has to agree is known now, and its turn comes with the review. */
const proposed = ({ unitId, decision: { levels } }: AidEventData['AidProposed']): readonly Change[] => [
  closes('aid_correction_waiting'),
  opens('aid_review_waiting', unitId),
  ...levels.slice(0, 1).map((level): Change => ({ kind: approvalOf[level], does: 'prepare', unitId })),
];

const reachedHousehold = ({ unitId }: Readonly<{ unitId: string }>): readonly Change[] => [
  closes('goods_to_hand_over'),
  opens('receipt_to_sign', unitId),
];

const changes: Changes = {
  AidProposed: proposed,
  AidRevised: proposed,
  AidReviewed: () => [closes('aid_review_waiting'), ...approvals.map((kind) => opens(kind))],
  AidReturned: ({ unitId }) => [
    closes('aid_review_waiting'),
    ...approvals.map((kind): Change => ({ kind, does: 'forget' })),
    opens('aid_correction_waiting', unitId),
  ],
  // Levels agree from the lowest up: the next one is the one after this.
  AidApproved: ({ unitId, level, decision: { levels } }) => [
    closes(approvalOf[level]),
    ...levels.slice(levels.indexOf(level) + 1, levels.indexOf(level) + 2).map((next) => opens(approvalOf[next], unitId)),
  ],
  AidGranted: ({ unitId, form, papersDueOn }) => [
    ...approvals.map((kind) => closes(kind)),
    opens(form === 'cash' ? 'aid_to_pay' : 'goods_to_hand_over', unitId),
    ...(papersDueOn === undefined ? [] : [opens('urgent_papers_due', unitId, papersDueOn)]),
  ],
  AidRejected: allClose,
  AidCancelled: allClose,
  AidPutInBatch: () => [closes('aid_to_pay'), closes('bounced_to_mend')],
  AidTakenFromBatch: ({ unitId }) => [opens('aid_to_pay', unitId)],
  AidPaid: reachedHousehold,
  AidBounced: ({ unitId }) => [opens('bounced_to_mend', unitId)],
  AidHandedOver: reachedHousehold,
  AidReceiptSigned: () => [closes('receipt_to_sign')],
  // Nobody signs for what he has to give back.
  ClawBackOrdered: ({ unitId }) => [closes('receipt_to_sign'), opens('claw_back_outstanding', unitId)],
  ClawBackReceived: ({ outstandingFen, keptFen }) => [
    ...(outstandingFen === 0 ? [closes('claw_back_outstanding')] : []),
    ...(keptFen === 0 ? [closes('urgent_papers_due')] : []),
  ],
  AidPapersCompleted: () => [closes('urgent_papers_due')],
};

const changesFor = <Type extends keyof AidEventData>({ type, data }: Readonly<{ type: Type; data: AidEventData[Type] }>) =>
  changes[type](data);

/** What an event of an aid changes in its duties. */
export const changesOfAid = (event: AidSeen): readonly Change[] => changesFor(event);

export const aidOf = ({ stream, data }: AidSeen): Subject => {
  const aidId = aidIdOf(stream);
  return subject(aidId, { householdId: data.householdId, aidId });
};
