import { PersistentMap } from '../kernel/persistent-map.js';
import type { FundEvent, FundEventData } from './fund.events.js';
import type { FundOpening } from './fund.commands.js';
import type { Fund, FundUseRecord, KnownFund, SentTransfer } from './fund.state.js';
import { tightest } from './guards.js';
import { emptyBook, movesMoney, post } from './postings.js';

type LaterEvent = Exclude<keyof FundEventData, 'FundOpened'>;
/** `fund` has the event's revision and its entries already. */
type Folds = { [Type in LaterEvent]: (fund: KnownFund, data: FundEventData[Type]) => Partial<KnownFund> };

/** A fund with nothing in it. */
export const opened = (opening: FundOpening): KnownFund => ({
  ...opening,
  ...emptyBook,
  status: 'open',
  revision: 0,
  openedWith: opening.conditions,
  openedForNationalFilesOnly: opening.nationalFilesOnly,
  receipts: PersistentMap.empty(),
  returns: PersistentMap.empty(),
  recoveries: PersistentMap.empty(),
  uses: PersistentMap.empty(),
  byHousehold: PersistentMap.empty(),
  sent: PersistentMap.empty(),
  received: PersistentMap.empty(),
  onTheirWayFen: 0,
  takeableBy: PersistentMap.empty(),
});

const added = (sums: PersistentMap<number>, key: string, fen: number): PersistentMap<number> => sums.set(key, (sums.get(key) ?? 0) + fen);

const forHousehold = ({ byHousehold }: KnownFund, householdId: string | undefined, fen: number): Partial<KnownFund> =>
  householdId === undefined ? {} : { byHousehold: added(byHousehold, householdId, fen) };

/** History that names a use never set aside changes no use. */
const useChanged = ({ uses }: KnownFund, useId: string, change: (use: FundUseRecord) => FundUseRecord): Partial<KnownFund> => {
  const use = uses.get(useId);
  return use ? { uses: uses.set(useId, change(use)) } : {};
};

const withoutGrant = ({ grant: _grant, ...use }: FundUseRecord): FundUseRecord => use;

const withReservation = (fund: KnownFund, data: FundEventData['AmountReserved']): Partial<KnownFund> => {
  const { useKind, useId, item, householdId, amountFen, grant } = data;
  const use: FundUseRecord = {
    useKind,
    useId,
    item,
    ...(householdId !== undefined && { householdId }),
    amountFen,
    stage: 'reserved',
    reservedRevision: fund.revision,
    recoveredFen: 0,
    ...(grant && { grant }),
    withdrawn: fund.uses.get(useId)?.withdrawn ?? [],
  };
  return { uses: fund.uses.set(useId, use), ...forHousehold(fund, householdId, amountFen) };
};

/** Less than all of it released leaves the rest set aside. */
const withRelease = (use: FundUseRecord, amountFen: number): FundUseRecord =>
  amountFen < use.amountFen ? { ...use, amountFen: use.amountFen - amountFen } : { ...withoutGrant(use), stage: 'released' };

const withdrawn = ({ reference, ...use }: FundUseRecord): FundUseRecord => ({
  ...use,
  stage: 'reserved',
  withdrawn: reference === undefined ? use.withdrawn : [...use.withdrawn, reference],
});

const destinationOf = (data: FundEventData['TransferSent']): FundOpening => {
  const { toFundId: fundId, to, toPeriod, conditions, carriesOver, nationalFilesOnly } = data;
  return { fundId, ...to, ...toPeriod, conditions, carriesOver, nationalFilesOnly };
};

const sent = (fund: KnownFund, data: FundEventData['TransferSent']): Partial<KnownFund> => {
  const { transferId, kind, toFundId, amountFen, document, sentOn } = data;
  const transfer: SentTransfer = { transferId, kind, toFundId, amountFen, document, sentOn, stage: 'on_its_way', to: destinationOf(data) };
  return {
    sent: fund.sent.set(transferId, transfer),
    onTheirWayFen: fund.onTheirWayFen + amountFen,
    ...(kind === 'take_back' && { takeableBy: added(fund.takeableBy, toFundId, -amountFen) }),
  };
};

const arrived = (fund: KnownFund, transferId: string, stage: SentTransfer['stage']): Partial<KnownFund> => {
  const known = fund.sent.get(transferId);
  if (!known) return {};
  const { to: _to, ...transfer } = known;
  const { kind, toFundId, amountFen } = transfer;
  return {
    sent: fund.sent.set(transferId, { ...transfer, stage }),
    onTheirWayFen: fund.onTheirWayFen - amountFen,
    ...(kind === 'take_back' && stage === 'reversed' && { takeableBy: added(fund.takeableBy, toFundId, amountFen) }),
  };
};

const received = (fund: KnownFund, data: FundEventData['TransferReceived']): Partial<KnownFund> => {
  const { transferId, kind, fromFundId, fromUnitId, amountFen, document, conditions, nationalFilesOnly } = data;
  return {
    received: fund.received.set(transferId, { transferId, kind, fromFundId, fromUnitId, amountFen, document }),
    conditions: tightest(fund.conditions, conditions),
    nationalFilesOnly: fund.nationalFilesOnly || nationalFilesOnly === true,
    ...(kind === 'allocation' && { takeableBy: added(fund.takeableBy, fromFundId, amountFen) }),
  };
};

const folds: Folds = {
  AmountReceived: (fund, { receiptId, fundType, amountFen, voucher, receivedOn, donor, conditions }) => ({
    receipts: fund.receipts.set(receiptId, { fundType, amountFen, voucher, receivedOn, ...(donor && { donorId: donor.donorId }) }),
    conditions: tightest(fund.conditions, conditions),
  }),
  TransferSent: sent,
  TransferSettled: (fund, { transferId }) => arrived(fund, transferId, 'settled'),
  TransferReversed: (fund, { transferId }) => arrived(fund, transferId, 'reversed'),
  TransferReceived: received,
  AmountReserved: withReservation,
  ReservationReleased: (fund, { useId, householdId, amountFen }) => ({
    ...useChanged(fund, useId, (use) => withRelease(use, amountFen)),
    ...forHousehold(fund, householdId, -amountFen),
  }),
  AmountCommitted: (fund, { useId, reference }) =>
    useChanged(fund, useId, (use) => ({ ...withoutGrant(use), stage: 'committed', reference })),
  CommitmentWithdrawn: (fund, { useId }) => useChanged(fund, useId, withdrawn),
  AmountPaid: (fund, { useId, voucher }) => useChanged(fund, useId, (use) => ({ ...use, stage: 'paid', voucher })),
  PaymentRecovered: (fund, { useId, householdId, recoveryId, amountFen, recoveredOn, voucher }) => ({
    ...useChanged(fund, useId, (use) => ({ ...use, recoveredFen: use.recoveredFen + amountFen })),
    ...forHousehold(fund, householdId, -amountFen),
    recoveries: fund.recoveries.set(recoveryId, { useId, amountFen, voucher, recoveredOn }),
  }),
  AmountReturned: (fund, { returnId, amountFen, voucher, returnedOn }) => ({
    returns: fund.returns.set(returnId, { amountFen, voucher, returnedOn }),
  }),
  FundClosed: (_fund, { closedOn }) => ({ status: 'closed', closedOn }),
};

const foldOf = <Type extends LaterEvent>(
  fund: KnownFund,
  { type, data }: Readonly<{ type: Type; data: FundEventData[Type] }>,
): Partial<KnownFund> => folds[type](fund, data);

const posted = (fund: KnownFund, event: FundEvent): KnownFund =>
  movesMoney(event) ? { ...fund, ...post(fund, event.type, event.data.amountFen) } : fund;

/** Folds one event of a fund's stream; history is never judged again. */
export const evolve = (state: Fund, event: FundEvent): Fund => {
  if (event.type === 'FundOpened') return opened(event.data);
  if (state.status === 'absent') return state;
  const fund = posted({ ...state, revision: state.revision + 1 }, event);
  return { ...fund, ...foldOf(fund, event) };
};
