import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { AidDecision, AppliedCap, Approval } from './aid.decision.js';
import type {
  AidCancellationReason,
  AidForm,
  AidItem,
  AidRejectionReason,
  BounceReason,
  ClawBackReason,
  ReceiptProof,
} from './aid.terms.js';

/**
 * What is asked for. `basis` names what it is for (a month, a school year, a bill's number): the same basis is aided once.
 * Cash names the fund it is to come from, goods the lot and how many pieces.
 */
export type AidRequest = Readonly<{
  aidId: string;
  householdId: string;
  unitId: string;
  item: AidItem;
  form: AidForm;
  amountFen: number;
  fundId: string;
  lotId?: string;
  quantity?: number;
  payeePersonId: string;
  payeeName: string;
  basis: string;
  /** Own-paid part of the cost that the aid is about, where a cap is a share of it. */
  costFen?: number;
  proposedOn: string;
  /** Help first, papers after. */
  urgent: boolean;
  /** Why, in the proposer's words. */
  statement?: string;
}>;

type About = Readonly<{ householdId: string; unitId: string; payeePersonId: string }>;

/** What happens to an aid, by event name: the storage format of `aid-<aidId>`. `round` counts proposals, from 1. */
export type AidEventData = Readonly<{
  /** 申请 with the receipt of the rules it passed and the caps it was counted against. */
  AidProposed: AidRequest & Readonly<{ round: number; decision: AidDecision; caps: readonly AppliedCap[] }>;
  /** Proposed again after a return. */
  AidRevised: AidRequest & Readonly<{ round: number; decision: AidDecision; caps: readonly AppliedCap[] }>;
  AidReviewed: About & Readonly<{ reviewedOn: string }>;
  AidReturned: About & Readonly<{ returnedOn: string; explanation: string }>;
  /** One level agreed. */
  AidApproved: About & Approval & Readonly<{ decision: AidDecision }>;
  /** The last level agreed and the money (or the goods) is set aside. */
  AidGranted: About &
    Readonly<{
      grantedOn: string;
      item: AidItem;
      form: AidForm;
      amountFen: number;
      fundId: string;
      lotId?: string;
      quantity?: number;
      approvals: readonly Approval[];
      /** Urgent aid: the day by which the household's papers have to be complete. */
      papersDueOn?: string;
    }>;
  AidRejected: About & Readonly<{ rejectedOn: string; reasonKind: AidRejectionReason; explanation?: string }>;
  AidCancelled: About & Readonly<{ cancelledOn: string; reasonKind: AidCancellationReason; explanation?: string }>;
  /** It stands on a list for the bank, with the card it goes to. */
  AidPutInBatch: About & Readonly<{ batchId: string; bankName: string; branch?: string; cardNumber: string; holderName: string }>;
  AidTakenFromBatch: About & Readonly<{ batchId: string; cause: string }>;
  AidPaid: About & Readonly<{ batchId: string; paidOn: string; amountFen: number; item: AidItem }>;
  /** The bank sent it back. */
  AidBounced: About & Readonly<{ batchId: string; bouncedOn: string; reason: BounceReason }>;
  /** 慰问品 handed to the household. */
  AidHandedOver: About & Readonly<{ lotId: string; quantity: number; handedOverOn: string; amountFen: number; item: AidItem }>;
  /** 签收. */
  AidReceiptSigned: About & Readonly<{ signedOn: string; proof: ReceiptProof }>;
  /** 追回 was ordered. */
  ClawBackOrdered: About & Readonly<{ orderedOn: string; amountFen: number; reasonKind: ClawBackReason; explanation?: string }>;
  /** Money of it came in; `outstandingFen` is what is still to come, `keptFen` what the household has of the aid after it. */
  ClawBackReceived: About &
    Readonly<{
      recoveryId: string;
      receivedOn: string;
      amountFen: number;
      outstandingFen: number;
      keptFen: number;
      voucher: string;
      fundId: string;
    }>;
  /** The household of an urgent aid was registered with its notice run. */
  AidPapersCompleted: About & Readonly<{ completedOn: string }>;
}>;

export type AidEvent = { [Type in keyof AidEventData]: DomainEvent<Type, AidEventData[Type]> }[keyof AidEventData];

const sealed = (...fields: readonly string[]) => [{ subject: 'payeePersonId', fields }];

/** Sums, days, causes and who decided stay readable after erasure: the books need them. */
export const aidPersonal: PersonalFields<AidEvent> = {
  AidProposed: sealed('payeeName', 'statement'),
  AidRevised: sealed('payeeName', 'statement'),
  AidReviewed: [],
  AidReturned: sealed('explanation'),
  AidApproved: [],
  AidGranted: [],
  AidRejected: sealed('explanation'),
  AidCancelled: sealed('explanation'),
  AidPutInBatch: sealed('bankName', 'branch', 'cardNumber', 'holderName'),
  AidTakenFromBatch: [],
  AidPaid: [],
  AidBounced: [],
  AidHandedOver: [],
  AidReceiptSigned: [],
  ClawBackOrdered: sealed('explanation'),
  ClawBackReceived: [],
  AidPapersCompleted: [],
};
