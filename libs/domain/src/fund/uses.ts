import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAll, requireAmounts, requirePast, requirePositive, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import type { FundCommandData } from './fund.commands.js';
import type { FundEvent, FundUse, MoneyMoved } from './fund.events.js';
import { insidePeriod, reservationRules } from './fund.policies.js';
import type { Fund, FundUseRecord, KnownFund } from './fund.state.js';
import { isRepeat, known, requireOpen, useOf } from './guards.js';
import { moved } from './postings.js';

type Data = FundCommandData;

const useFrom = ({ useKind, useId, item, householdId }: FundUse): FundUse => ({
  useKind,
  useId,
  item,
  ...(householdId !== undefined && { householdId }),
});

const movedFor = (fund: KnownFund, type: MoneyMoved, use: FundUse, amountFen: number) => ({
  ...useFrom(use),
  ...moved(fund, type, amountFen),
});

/** Paid money is out of the fund for good, but for what is recovered. @throws {Refusal} `already-paid` */
const requireUnpaid = ({ stage, useId, amountFen }: FundUseRecord): void =>
  require(stage !== 'paid', 'already-paid', { useId, paidFen: amountFen });

/** The same wish again, as far as the record still knows: approvals are kept until the money is committed. */
const isStanding = (use: FundUseRecord, wish: Data['ReserveAmount']): boolean =>
  sameValue([useFrom(use), use.amountFen], [useFrom(wish), wish.amountFen]) &&
  (use.grant === undefined || sameValue(use.grant, wish.grant));

/**
 * 预留. Released money may be set aside again, paid money never: at most one payment for a use.
 * @throws {Refusal} `fund-absent`, `already-paid`, `already-reserved` where it was for something else, `fund-closed`, `invalid-amount`,
 * dates, `household-missing` for an aid, then the codes of `reservationRules`
 */
export const reserveAmount = (data: Data['ReserveAmount'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { amountFen, reservedOn, useId, useKind, householdId, grant } = data;
  const before = fund.uses.get(useId);
  if (before) requireUnpaid(before);
  if (before && before.stage !== 'released') {
    require(isStanding(before, data), 'already-reserved', { useId, stage: before.stage, reservedFen: before.amountFen });
    return [];
  }
  requireOpen(fund);
  requirePositive({ amountFen });
  requirePast(reservedOn, context);
  require(useKind !== 'aid' || householdId !== undefined, 'household-missing', { useId });
  requireAll(reservationRules, { fund, wish: data });
  const reservation = { ...movedFor(fund, 'AmountReserved', data, amountFen), reservedOn, ...(grant && { grant }) };
  return [{ type: 'AmountReserved', data: reservation, ...effective(reservedOn, context) }];
};

/** How much of a use is above what is to stay; none of one that is released, or set aside anew since. */
const releasable = (use: FundUseRecord | undefined, { keepFen = 0, reservedRevision }: Data['ReleaseReservation']): number => {
  if (!use || use.stage === 'released') return 0;
  const isMeant = reservedRevision === undefined || reservedRevision === use.reservedRevision;
  return isMeant ? Math.max(0, use.amountFen - keepFen) : 0;
};

/**
 * Nothing more than `keepFen` set aside, or another reservation by now, is already so.
 * @throws {Refusal} `fund-absent`, `invalid-amount`, `already-paid`, `already-committed`, `explanation-missing` without a cause
 */
export const releaseReservation = (data: Data['ReleaseReservation'], state: Fund): FundEvent[] => {
  const fund = known(state);
  const { useId, cause, keepFen = 0 } = data;
  requireAmounts({ keepFen });
  const use = fund.uses.get(useId);
  const amountFen = releasable(use, data);
  if (!use || amountFen === 0) return [];
  requireUnpaid(use);
  require(use.stage === 'reserved', 'already-committed', { useId, reference: use.reference });
  requireText(cause, 'cause');
  return [{ type: 'ReservationReleased', data: { ...movedFor(fund, 'ReservationReleased', use, amountFen), cause } }];
};

/** What was committed for this reference once is not committed for it again, whatever became of it. */
const wasCommittedFor = ({ stage, reference: standing, withdrawn }: FundUseRecord, reference: string): boolean =>
  withdrawn.includes(reference) || (standing === reference && (stage === 'committed' || stage === 'paid'));

/**
 * 列支.
 * @throws {Refusal} `fund-absent`, `use-unknown`, `already-paid`, `already-committed` for another reference, `not-reserved`, dates,
 * `explanation-missing` without a reference, `fund-outside-period`
 */
export const commitAmount = (data: Data['CommitAmount'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { useId, committedOn, reference } = data;
  const use = useOf(fund, useId);
  if (wasCommittedFor(use, reference)) return [];
  requireUnpaid(use);
  require(use.stage !== 'committed', 'already-committed', { useId, reference: use.reference });
  require(use.stage === 'reserved', 'not-reserved', { useId, stage: use.stage });
  requirePast(committedOn, context);
  requireText(reference, 'reference');
  requireAll([() => insidePeriod(fund, committedOn)], fund);
  const commitment = { ...movedFor(fund, 'AmountCommitted', use, use.amountFen), committedOn, reference };
  return [{ type: 'AmountCommitted', data: commitment, ...effective(committedOn, context) }];
};

/**
 * Bounced, or its list was cancelled: set aside as before. Nothing committed, or for another reference by now, is already so.
 * @throws {Refusal} `fund-absent`, `use-unknown`, `already-paid`, `explanation-missing` without a cause
 */
export const withdrawCommitment = (data: Data['WithdrawCommitment'], state: Fund): FundEvent[] => {
  const fund = known(state);
  const { useId, cause, reference } = data;
  const use = useOf(fund, useId);
  if ((reference ?? use.reference) !== use.reference) return [];
  requireUnpaid(use);
  if (use.stage !== 'committed') return [];
  requireText(cause, 'cause');
  return [{ type: 'CommitmentWithdrawn', data: { ...movedFor(fund, 'CommitmentWithdrawn', use, use.amountFen), cause } }];
};

/**
 * 支付: a fact from the bank, recorded though the fund's period is over by then.
 * @throws {Refusal} `fund-absent`, `use-unknown`, `already-paid` with another voucher, `not-committed` (or for another reference), dates,
 * `explanation-missing` without a voucher
 */
export const payAmount = (data: Data['PayAmount'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { useId, paidOn, voucher, reference } = data;
  const use = useOf(fund, useId);
  if (use.stage === 'paid' && use.voucher === voucher) return [];
  requireUnpaid(use);
  const isMeant = use.stage === 'committed' && (reference ?? use.reference) === use.reference;
  require(isMeant, 'not-committed', { useId, stage: use.stage, ...(use.reference !== undefined && { reference: use.reference }) });
  requirePast(paidOn, context);
  requireText(voucher, 'voucher');
  const payment = { ...movedFor(fund, 'AmountPaid', use, use.amountFen), paidOn, voucher };
  return [{ type: 'AmountPaid', data: payment, ...effective(paidOn, context) }];
};

/**
 * 追回: money that came back is a fact, also after the fund was closed.
 * @throws {Refusal} `fund-absent`, `use-unknown`, `id-used-otherwise`, `not-paid`, `invalid-amount`, dates, `explanation-missing` without a
 * voucher, `above-payment`
 */
export const recoverPayment = (data: Data['RecoverPayment'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const { useId, recoveryId, amountFen, recoveredOn, voucher } = data;
  const use = useOf(fund, useId);
  if (isRepeat(fund.recoveries.get(recoveryId), { useId, amountFen, voucher, recoveredOn }, 'recoveryId')) return [];
  require(use.stage === 'paid', 'not-paid', { useId, stage: use.stage });
  requirePositive({ amountFen });
  requirePast(recoveredOn, context);
  requireText(voucher, 'voucher');
  const { amountFen: paidFen, recoveredFen } = use;
  require(recoveredFen + amountFen <= paidFen, 'above-payment', { paidFen, recoveredFen, amountFen });
  const recovery = { ...movedFor(fund, 'PaymentRecovered', use, amountFen), recoveryId, recoveredOn, voucher };
  return [{ type: 'PaymentRecovered', data: recovery, ...effective(recoveredOn, context) }];
};
