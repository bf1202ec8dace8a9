import type { Message } from '../kernel/message.js';
import type { AidDecision, AppliedCap, Approval } from './aid.decision.js';
import type { AidRequest } from './aid.events.js';
import type { AidCancellationReason, AidRejectionReason, ApprovalLevel, BounceReason, ClawBackReason, ReceiptProof } from './aid.terms.js';

/** The last level's agreement and the money set aside for it: travels in the reservation, so that either side can complete it. */
export type Grant = Readonly<{ aidId: string; round: number; approval: Approval; decision: AidDecision; papersDueOn?: string }>;

/** What may be asked of an aid, by command name. What was looked up elsewhere (household, fund, policy) comes along in `decision`. */
export type AidCommandData = Readonly<{
  /** `caps` is what the household's entitlement counted it against. */
  ProposeAid: AidRequest & Readonly<{ decision: AidDecision; caps: readonly AppliedCap[] }>;
  /** `round` is the one it opens: the aid's present round and one. */
  ReviseAid: AidRequest & Readonly<{ round: number; decision: AidDecision; caps: readonly AppliedCap[] }>;
  ReviewAid: Readonly<{ reviewedOn: string }>;
  ReturnAid: Readonly<{ returnedOn: string; explanation: string }>;
  /** An agreement below the last level. */
  ApproveAid: Readonly<{ level: ApprovalLevel; approvedOn: string; document?: string; decision: AidDecision }>;
  /** The last level's agreement, once the money (or the goods) is set aside. */
  GrantAid: Grant;
  RejectAid: Readonly<{ rejectedOn: string; reasonKind: AidRejectionReason; explanation?: string }>;
  CancelAid: Readonly<{ cancelledOn: string; reasonKind: AidCancellationReason; explanation?: string }>;
  PutAidInBatch: Readonly<{
    batchId: string;
    cardHolderPersonId: string;
    bankName: string;
    branch?: string;
    cardNumber: string;
    holderName: string;
  }>;
  TakeAidFromBatch: Readonly<{ batchId: string; cause: string }>;
  RecordAidPayment: Readonly<{ batchId: string; paidOn: string }>;
  RecordAidBounce: Readonly<{ batchId: string; bouncedOn: string; reason: BounceReason }>;
  RecordHandOver: Readonly<{ lotId: string; handedOverOn: string }>;
  SignAidReceipt: Readonly<{ signedOn: string; proof: ReceiptProof }>;
  OrderClawBack: Readonly<{ orderedOn: string; amountFen: number; reasonKind: ClawBackReason; explanation?: string }>;
  RecordClawBack: Readonly<{ recoveryId: string; receivedOn: string; amountFen: number; voucher: string }>;
  CompleteAidPapers: Readonly<{ completedOn: string }>;
}>;

export type AidCommand = { [Type in keyof AidCommandData]: Message<Type, AidCommandData[Type]> }[keyof AidCommandData];
