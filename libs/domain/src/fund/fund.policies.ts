import type { Answer } from '../kernel/guards.js';
import type { FundCommandData } from './fund.commands.js';
import { itemsOf, typesOf } from './fund.terms.js';
import type { KnownFund } from './fund.state.js';

type Reservation = Readonly<{ fund: KnownFund; wish: FundCommandData['ReserveAmount'] }>;
export type ReservationRule = (reservation: Reservation) => Answer;

type Sending = Readonly<{ fund: KnownFund; wish: FundCommandData['SendTransfer'] }>;
export type TransferRule = (sending: Sending) => Answer;

/** 资金性质 has to be one that money of this source can have (the two taxonomies: Pingdingshan 2019; Shandong 2019, 送温暖资金). */
export const typeFitsSource = ({ source }: KnownFund, { fundType }: FundCommandData['ReceiveAmount']): Answer =>
  typesOf[source].includes(fundType) ? undefined : { code: 'fund-type-mismatch', details: { source, fundType, allowed: typesOf[source] } };

/** Nothing is spent before the fund's first day or after its last (central money was not to be carried over years: Henan 2014). */
export const insidePeriod = ({ validFrom, validUntil }: KnownFund, on: string): Answer =>
  validFrom <= on && on <= validUntil ? undefined : { code: 'fund-outside-period', details: { on, validFrom, validUntil } };

/** A pot never holds less than nothing. */
export const covered = ({ availableFen }: KnownFund, amountFen: number): Answer =>
  amountFen <= availableFen ? undefined : { code: 'fund-overdrawn', details: { availableFen, amountFen } };

/** 专款专用: dedicated account and dedicated use (Pingdingshan 2019, chapter 1). */
const onPurpose: ReservationRule = ({ fund: { purpose }, wish: { item } }) =>
  itemsOf(purpose).includes(item) ? undefined : { code: 'off-purpose', details: { purpose, item } };

/** Central and provincial money is for files of the national level; which levels, is a policy parameter. Goods are judged when they are given. */
const nationalFile: ReservationRule = ({ fund: { nationalFilesOnly, sourceLevel }, wish: { useKind, archiveLevel } }) =>
  nationalFilesOnly && useKind === 'aid' && archiveLevel !== 'national'
    ? { code: 'national-file-required', details: { sourceLevel, archiveLevel: archiveLevel ?? 'unknown' } }
    : undefined;

/** Donor's wish: the most that one aid may be (Pingdingshan 2019: donor wishes and the source's own rules come first). */
const withinAidLimit: ReservationRule = ({ fund: { conditions }, wish: { useKind, amountFen } }) => {
  const { perAidMaxFen: limitFen } = conditions;
  return useKind === 'aid' && limitFen !== undefined && amountFen > limitFen
    ? { code: 'above-aid-limit', details: { limitFen, amountFen } }
    : undefined;
};

/** Donor's wish: the most that one household may have of this fund, reserved, committed and paid together. */
const withinHouseholdLimit: ReservationRule = ({ fund: { conditions, byHousehold }, wish: { householdId, amountFen } }) => {
  const { perHouseholdMaxFen: limitFen } = conditions;
  if (limitFen === undefined || householdId === undefined) return undefined;
  const usedFen = byHousehold.get(householdId) ?? 0;
  return usedFen + amountFen > limitFen ? { code: 'above-household-limit', details: { limitFen, usedFen, amountFen } } : undefined;
};

/** 预留, in order of precedence: what the money is for, when, for whom, how much of it, and last whether it is there. */
export const reservationRules: readonly ReservationRule[] = [
  onPurpose,
  ({ fund, wish }) => insidePeriod(fund, wish.reservedOn),
  nationalFile,
  withinAidLimit,
  withinHouseholdLimit,
  ({ fund, wish }) => covered(fund, wish.amountFen),
];

/** Money keeps its source, level and purpose wherever it goes: down and up within its year, on to the next within its unit. */
const wellDirected: TransferRule = ({ fund, wish: { kind, to } }) => {
  const isCarryOver = kind === 'carry_over';
  const holds = {
    source: to.source === fund.source,
    sourceLevel: to.sourceLevel === fund.sourceLevel,
    purpose: to.purpose === fund.purpose,
    unitId: (to.unitId === fund.unitId) === isCarryOver,
    year: to.year === fund.year + (isCarryOver ? 1 : 0),
  };
  const fields = Object.entries(holds).flatMap(([field, held]) => (held ? [] : [field]));
  return fields.length === 0 ? undefined : { code: 'transfer-misdirected', details: { kind, fields } };
};

/** Which sources may go on into the next year is a policy parameter (central money: Henan 2014, 不得跨年度使用). */
const mayCarryOver: TransferRule = ({ fund: { carriesOver, source, year }, wish: { kind } }) =>
  kind === 'carry_over' && !carriesOver ? { code: 'carry-over-forbidden', details: { source, year } } : undefined;

/** Year-end money goes back or on at any time; it goes down only while it may still be spent. */
const allocatedInTime: TransferRule = ({ fund, wish: { kind, sentOn } }) =>
  kind === 'allocation' ? insidePeriod(fund, sentOn) : undefined;

/** Taken back is only what that fund had allocated, and only once. */
const takenBackAtMost: TransferRule = ({ fund: { takeableBy }, wish: { kind, to, amountFen } }) => {
  if (kind !== 'take_back') return undefined;
  const leftFen = takeableBy.get(to.fundId) ?? 0;
  return amountFen > leftFen ? { code: 'above-allocated', details: { leftFen, amountFen } } : undefined;
};

/** 拨付, 收回, 结转, in order of precedence. */
export const transferRules: readonly TransferRule[] = [
  wellDirected,
  mayCarryOver,
  allocatedInTime,
  takenBackAtMost,
  ({ fund, wish }) => covered(fund, wish.amountFen),
];
