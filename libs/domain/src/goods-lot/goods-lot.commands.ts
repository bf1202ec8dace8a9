import type { ArchiveLevel } from '../household/household.terms.js';
import type { Message } from '../kernel/message.js';
import type { BannedGoods, ProcurementRule } from '../policy/aid-rules.js';
import type { PolicyVersion } from '../policy/rules.js';
import type { Purchase, WriteOffReason } from './goods-lot.events.js';

/** What may be asked of a lot of goods. Rules of the day come along. */
export type GoodsLotCommandData = Readonly<{
  ProcureGoods: Purchase &
    Readonly<{
      /** Declared by the buyer: goods given in somebody's commercial interest are refused. */
      commercialSponsor: boolean;
      bannedGoods: readonly BannedGoods[];
      procurement: readonly ProcurementRule[];
      policyVersion: PolicyVersion;
      nationalFilesOnly: boolean;
    }>;
  RecordDelivery: Readonly<{ deliveredOn: string; quantity: number }>;
  RecordSupplierPayment: Readonly<{ paidOn: string; voucher: string }>;
  /** `archiveLevel` is the household's: goods bought with money that is bound to national files go to those alone. */
  ReserveStock: Readonly<{
    aidId: string;
    householdId: string;
    quantity: number;
    archiveLevel?: ArchiveLevel;
    grant?: Readonly<Record<string, unknown>>;
  }>;
  ReleaseStock: Readonly<{ aidId: string; cause: string }>;
  /** `decidedBy` are all who proposed, reviewed or approved the aid: none of them hands over what he decided on. */
  IssueGoods: Readonly<{ aidId: string; issuedOn: string; decidedBy: readonly string[] }>;
  WriteOffStock: Readonly<{ writeOffId: string; quantity: number; reasonKind: WriteOffReason; writtenOffOn: string; document: string }>;
  CancelProcurement: Readonly<{ cancelledOn: string; document: string }>;
}>;

export type GoodsLotCommand = { [Type in keyof GoodsLotCommandData]: Message<Type, GoodsLotCommandData[Type]> }[keyof GoodsLotCommandData];
