import type { DomainEvent, PersonalFields } from '../kernel/message.js';
import type { ProcurementKind } from '../policy/aid-rules.js';
import type { PolicyVersion } from '../policy/rules.js';

/** Who sold the goods; a company, by its unified social credit code. */
export type Supplier = Readonly<{ name: string; creditCode: string }>;

/** 慰问品 of one kind, bought at one price from one supplier with the money of one fund. */
export type Purchase = Readonly<{
  lotId: string;
  unitId: string;
  fundId: string;
  category: string;
  description: string;
  quantity: number;
  unitPriceFen: number;
  supplier: Supplier;
  procurementKind: ProcurementKind;
  /** Contract, inquiry record or tender number. */
  document: string;
  procuredOn: string;
}>;

export const writeOffReasons = ['expired', 'damaged', 'lost', 'returned_to_supplier'] as const;
export type WriteOffReason = (typeof writeOffReasons)[number];

/** Pieces after the event; value is pieces times the price. */
export type Stock = Readonly<{ onHand: number; reserved: number; issued: number; writtenOff: number }>;

type Counted = Readonly<{ quantity: number; stock: Stock }>;

/** What happens to a lot of goods: the storage format of `goodsLot-<lotId>`. */
export type GoodsLotEventData = Readonly<{
  /** Bought: its money is reserved in the fund. */
  GoodsProcured: Purchase & Readonly<{ totalFen: number; policyVersion: PolicyVersion; nationalFilesOnly: boolean }>;
  /** Counted in by somebody who did not buy them. */
  GoodsDelivered: Counted & Readonly<{ deliveredOn: string }>;
  SupplierPaid: Readonly<{ paidOn: string; voucher: string; amountFen: number; fundId: string }>;
  /** Set aside for an aid; `grant` as in a fund's reservation. */
  StockReserved: Counted & Readonly<{ aidId: string; householdId: string; grant?: Readonly<Record<string, unknown>> }>;
  StockReleased: Counted & Readonly<{ aidId: string; cause: string }>;
  GoodsIssued: Counted & Readonly<{ aidId: string; householdId: string; issuedOn: string }>;
  StockWrittenOff: Counted & Readonly<{ writeOffId: string; reasonKind: WriteOffReason; writtenOffOn: string; document: string }>;
  ProcurementCancelled: Readonly<{ cancelledOn: string; document: string; fundId: string }>;
}>;

export type GoodsLotEvent = { [Type in keyof GoodsLotEventData]: DomainEvent<Type, GoodsLotEventData[Type]> }[keyof GoodsLotEventData];

export const goodsLotPersonal: PersonalFields<GoodsLotEvent> = {
  GoodsProcured: [],
  GoodsDelivered: [],
  SupplierPaid: [],
  StockReserved: [],
  StockReleased: [],
  GoodsIssued: [],
  StockWrittenOff: [],
  ProcurementCancelled: [],
};
