import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAll, requirePast, requirePositive, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { FundCommandData, FundOpening } from './fund.commands.js';
import type { FundEvent } from './fund.events.js';
import { covered, typeFitsSource } from './fund.policies.js';
import type { Fund, KnownFund, Receipt } from './fund.state.js';
import { isRepeat, known, requireConditions, requireOpen, requireOpening } from './guards.js';
import { moved } from './postings.js';

type Data = FundCommandData;

const openedAs = ({ fundId, source, sourceLevel, purpose, unitId, year, validFrom, validUntil, ...rest }: KnownFund): FundOpening => {
  const { openedWith: conditions, carriesOver, openedForNationalFilesOnly: nationalFilesOnly } = rest;
  return { fundId, source, sourceLevel, purpose, unitId, year, validFrom, validUntil, conditions, carriesOver, nationalFilesOnly };
};

/** @throws {Refusal} `fund-already-open` where it was opened otherwise, `invalid-date`, `period-reversed`, `invalid-year`, `invalid-amount` */
export const openFund = (data: Data['OpenFund'], fund: Fund): FundEvent[] => {
  if (fund.status !== 'absent') {
    require(sameValue(openedAs(fund), data), 'fund-already-open', { status: fund.status });
    return [];
  }
  requireOpening(data);
  return [{ type: 'FundOpened', data }];
};

const receiptOf = ({ fundType, amountFen, voucher, receivedOn, donor }: Data['ReceiveAmount']): Receipt => ({
  fundType,
  amountFen,
  voucher,
  receivedOn,
  ...(donor && { donorId: donor.donorId }),
});

/**
 * 收入. A donor's word binds the whole fund from then on.
 * @throws {Refusal} `fund-absent`, `id-used-otherwise`, `fund-closed`, `invalid-amount`, dates, `explanation-missing` without a voucher,
 * `fund-type-mismatch`
 */
export const receiveAmount = (data: Data['ReceiveAmount'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { receiptId, amountFen, receivedOn, voucher, conditions } = data;
  if (isRepeat(fund.receipts.get(receiptId), receiptOf(data), 'receiptId')) return [];
  requireOpen(fund);
  requirePositive({ amountFen, receivedFen: fund.receivedFen + amountFen });
  requireConditions(conditions ?? {});
  requirePast(receivedOn, context);
  requireText(voucher, 'voucher');
  requireAll([() => typeFitsSource(fund, data)], fund);
  return [{ type: 'AmountReceived', data: { ...data, ...moved(fund, 'AmountReceived', amountFen) }, ...effective(receivedOn, context) }];
};

/**
 * 退回 to whoever gave it. What comes back to a closed fund leaves it the same way.
 * @throws {Refusal} `fund-absent`, `id-used-otherwise`, `invalid-amount`, dates, `explanation-missing` without voucher or payee, `fund-overdrawn`
 */
export const returnAmount = (data: Data['ReturnAmount'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { returnId, amountFen, returnedOn, voucher, payee } = data;
  if (isRepeat(fund.returns.get(returnId), { amountFen, voucher, returnedOn }, 'returnId')) return [];
  requirePositive({ amountFen });
  requirePast(returnedOn, context);
  requireText(voucher, 'voucher');
  requireText(payee, 'payee');
  requireAll([() => covered(fund, amountFen)], fund);
  return [{ type: 'AmountReturned', data: { ...data, ...moved(fund, 'AmountReturned', amountFen) }, ...effective(returnedOn, context) }];
};

/**
 * Closed is what is used up: what is left goes back, down or on first.
 * @throws {Refusal} `fund-absent`, `fund-closed` on another day, dates, `transfer-on-its-way`, `fund-not-empty`
 */
export const closeFund = ({ closedOn }: Data['CloseFund'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  if (fund.closedOn === closedOn) return [];
  requireOpen(fund);
  requirePast(closedOn, context);
  const { onTheirWayFen, availableFen, reservedFen, committedFen } = fund;
  require(onTheirWayFen === 0, 'transfer-on-its-way', { onTheirWayFen });
  require(availableFen + reservedFen + committedFen === 0, 'fund-not-empty', { availableFen, reservedFen, committedFen });
  return [{ type: 'FundClosed', data: { closedOn }, ...effective(closedOn, context) }];
};
