import type { Answer } from '../kernel/guards.js';
import type { BannedGoods } from '../policy/aid-rules.js';
import { isCreditCode } from './credit-code.js';
import type { GoodsLotCommandData } from './goods-lot.commands.js';

/** A purchase as it is judged, with what it costs in all. */
export type JudgedPurchase = GoodsLotCommandData['ProcureGoods'] & Readonly<{ totalFen: number }>;

type PurchaseRule = (purchase: JudgedPurchase) => Answer;

/** Goods handed out for somebody's advertisement are no help (慰问 must not become 商业活动; notice, part three). */
export const noCommercialSponsor: PurchaseRule = ({ commercialSponsor }) =>
  commercialSponsor ? { code: 'commercial-sponsor', details: {} } : undefined;

const kindOfGoods = (category: string): string => category.normalize('NFKC').replace(/\s/g, '').toLowerCase();

const bannedOn = (banned: BannedGoods, on: string): boolean => banned.from <= on && (banned.until === undefined || on <= banned.until);

/** Policy parameter `bannedGoods`: decided by the day of the purchase, the last day of a ban included. */
export const notBanned: PurchaseRule = ({ category, procuredOn, bannedGoods }) => {
  const ban = bannedGoods.find((banned) => kindOfGoods(banned.category) === kindOfGoods(category) && bannedOn(banned, procuredOn));
  return ban && { code: 'banned-goods', details: { ...ban, procuredOn } };
};

/** Policy parameter `procurement`: a kind without a sum may buy for any. */
export const procurementKindAllowed: PurchaseRule = ({ procurementKind, procurement, totalFen }) => {
  const allowed = procurement.filter(({ upToFen }) => upToFen === undefined || totalFen <= upToFen).map(({ kind }) => kind);
  if (allowed.includes(procurementKind)) return undefined;
  return { code: 'procurement-kind-not-allowed', details: { procurementKind, totalFen, allowed: [...new Set(allowed)] } };
};

/** GB 32100: a company is recorded by a code that can be right. */
export const supplierIsNamed: PurchaseRule = ({ supplier }) =>
  isCreditCode(supplier.creditCode) ? undefined : { code: 'invalid-credit-code', details: {} };

/** All rules of a purchase, in order of precedence. */
export const purchaseRules: readonly PurchaseRule[] = [noCommercialSponsor, notBanned, procurementKindAllowed, supplierIsNamed];
