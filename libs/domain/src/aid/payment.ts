import type { Context } from '../kernel/decider.js';
import { effective, requirePositive, requireText } from '../kernel/guards.js';
import { ERASED } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import type { AidCommandData } from './aid.commands.js';
import type { AidEvent } from './aid.events.js';
import type { Aid, KnownAid } from './aid.state.js';
import { aboutOf, standing, stages, known, requireSincePayment } from './guards.js';

type Data = AidCommandData;

/** 实名卡: only a card of the payee, in the payee's own name (统一打卡发放). */
const requireOwnCard = ({ request }: KnownAid, { cardHolderPersonId, holderName }: Data['PutAidInBatch']): void => {
  require(request.payeeName !== ERASED, 'person-erased');
  require(cardHolderPersonId === request.payeePersonId && holderName === request.payeeName, 'card-not-of-payee', {
    sameHolder: cardHolderPersonId === request.payeePersonId,
  });
};

/**
 * On one list at a time; on the same list once, though it left it meanwhile.
 * @throws {Refusal} `aid-absent`, `aid-in-another-batch`, `aid-not-granted`, `aid-not-cash`, `person-erased`, `card-not-of-payee`
 */
export const putAidInBatch = (data: Data['PutAidInBatch'], state: Aid): AidEvent[] => {
  const { batchId, bankName, branch, cardNumber, holderName } = data;
  const { batchIds, status, batchId: standsOn } = known(state);
  if (batchIds.includes(batchId)) return [];
  require(status !== 'in_batch', 'aid-in-another-batch', { batchId: standsOn });
  const aid = standing(state, stages.granted);
  require(aid.request.form === 'cash', 'aid-not-cash', { form: aid.request.form });
  requireOwnCard(aid, data);
  const card = { bankName, ...(branch !== undefined && { branch }), cardNumber, holderName };
  return [{ type: 'AidPutInBatch', data: { ...aboutOf(aid), batchId, ...card } }];
};

/** @throws {Refusal} `aid-absent`, `aid-not-in-batch` (paid from it already) */
export const takeAidFromBatch = ({ batchId, cause }: Data['TakeAidFromBatch'], state: Aid): AidEvent[] => {
  if (known(state).batchId !== batchId) return [];
  const aid = standing(state, stages.inBatch);
  return [{ type: 'AidTakenFromBatch', data: { ...aboutOf(aid), batchId, cause } }];
};

const onBatch = (state: Aid, batchId: string): KnownAid => {
  const aid = standing(state, stages.inBatch);
  require(aid.batchId === batchId, 'aid-in-another-batch', { batchId: aid.batchId });
  return aid;
};

/** The bank's word, whose day the list has judged. @throws {Refusal} `aid-absent`, `aid-not-in-batch`, `aid-in-another-batch` */
export const recordAidPayment = ({ batchId, paidOn }: Data['RecordAidPayment'], state: Aid, context: Context): AidEvent[] => {
  const { paidOn: before, batchId: paidFrom } = known(state);
  if (before !== undefined && paidFrom === batchId) return [];
  const aid = onBatch(state, batchId);
  const { amountFen, item } = aid.request;
  return [{ type: 'AidPaid', data: { ...aboutOf(aid), batchId, paidOn, amountFen, item }, ...effective(paidOn, context) }];
};

/** The bank's word. @throws {Refusal} `aid-absent`, `aid-not-in-batch`, `aid-in-another-batch` */
export const recordAidBounce = (data: Data['RecordAidBounce'], state: Aid, context: Context): AidEvent[] => {
  if (known(state).bouncedBatchIds.includes(data.batchId)) return [];
  const aid = onBatch(state, data.batchId);
  return [{ type: 'AidBounced', data: { ...aboutOf(aid), ...data }, ...effective(data.bouncedOn, context) }];
};

/** Goods left the lot, which has judged the day. @throws {Refusal} `aid-absent`, `aid-not-granted`, `lot-differs` */
export const recordHandOver = ({ lotId, handedOverOn }: Data['RecordHandOver'], state: Aid, context: Context): AidEvent[] => {
  const { lotId: granted, quantity } = known(state).request;
  require(granted === lotId && quantity !== undefined, 'lot-differs', { lotId });
  if (known(state).paidOn !== undefined) return [];
  const aid = standing(state, stages.granted);
  const { amountFen, item } = aid.request;
  const data = { ...aboutOf(aid), lotId, quantity, handedOverOn, amountFen, item };
  return [{ type: 'AidHandedOver', data, ...effective(handedOverOn, context) }];
};

/** 签收. @throws {Refusal} `aid-absent`, `aid-not-paid`, dates, `date-before-payment` */
export const signAidReceipt = ({ signedOn, proof }: Data['SignAidReceipt'], state: Aid, context: Context): AidEvent[] => {
  if (known(state).status === 'received') return [];
  const aid = standing(state, stages.paid);
  requireSincePayment(aid, signedOn, context);
  return [{ type: 'AidReceiptSigned', data: { ...aboutOf(aid), signedOn, proof }, ...effective(signedOn, context) }];
};

/**
 * 追回, at most what was paid (a county union's rule: false application -> money taken back).
 * @throws {Refusal} `aid-absent`, `aid-not-paid`, `invalid-amount`, `claw-back-above-payment`, dates, `explanation-missing` for `other`
 */
export const orderClawBack = (data: Data['OrderClawBack'], state: Aid, context: Context): AidEvent[] => {
  const aid = standing(state, stages.withHousehold);
  const { orderedOn, amountFen, reasonKind, explanation } = data;
  requirePositive({ amountFen });
  require(amountFen <= aid.paidFen, 'claw-back-above-payment', { amountFen, paidFen: aid.paidFen });
  requireSincePayment(aid, orderedOn, context);
  if (reasonKind === 'other') requireText(explanation, 'explanation');
  return [{ type: 'ClawBackOrdered', data: { ...aboutOf(aid), ...data }, ...effective(orderedOn, context) }];
};

/** @throws {Refusal} `aid-absent`, `claw-back-not-ordered`, `invalid-amount`, `recovery-above-order`, dates, `explanation-missing` (voucher) */
export const recordClawBack = (data: Data['RecordClawBack'], state: Aid, context: Context): AidEvent[] => {
  const { recoveryId, receivedOn, amountFen, voucher } = data;
  const aid = known(state);
  const { clawBack } = aid;
  if (!clawBack) throw new Refusal('claw-back-not-ordered', { status: aid.status });
  if (clawBack.recoveryIds.includes(recoveryId)) return [];
  requirePositive({ amountFen });
  const dueFen = clawBack.orderedFen - clawBack.recoveredFen;
  require(amountFen <= dueFen, 'recovery-above-order', { amountFen, dueFen });
  requireSincePayment(aid, receivedOn, context);
  requireText(voucher, 'voucher');
  const keptFen = aid.paidFen - clawBack.recoveredFen - amountFen;
  const sums = { amountFen, outstandingFen: dueFen - amountFen, keptFen };
  const received = { ...aboutOf(aid), recoveryId, receivedOn, ...sums, voucher, fundId: aid.request.fundId };
  return [{ type: 'ClawBackReceived', data: received, ...effective(receivedOn, context) }];
};
