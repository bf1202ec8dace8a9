import type { Context } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import { effective, requireAll, requirePast, requirePositive, requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import { opened } from './fold.js';
import type { FundCommandData, FundOpening } from './fund.commands.js';
import type { FundEvent, FundEventData, FundKey } from './fund.events.js';
import { transferRules } from './fund.policies.js';
import type { Fund, KnownFund, ReceivedTransfer, SentTransfer } from './fund.state.js';
import { isRepeat, known, requireOpen, requireOpening, tightest } from './guards.js';
import { moved } from './postings.js';

type Data = FundCommandData;

/** Money keeps what it is bound to; only on its way back it is bound to nothing that its home was not bound to before. */
const boundTo = (fund: KnownFund, { kind, to }: Data['SendTransfer']): FundOpening => {
  if (kind === 'take_back') return to;
  const validUntil = kind === 'allocation' && fund.validUntil < to.validUntil ? fund.validUntil : to.validUntil;
  const nationalFilesOnly = fund.nationalFilesOnly || to.nationalFilesOnly;
  return { ...to, validUntil, nationalFilesOnly, conditions: tightest(fund.conditions, to.conditions) };
};

const keyOf = ({ source, sourceLevel, purpose, unitId, year }: FundOpening): FundKey => ({ source, sourceLevel, purpose, unitId, year });

const sentData = (fund: KnownFund, data: Data['SendTransfer'], to: FundOpening): FundEventData['TransferSent'] => {
  const { transferId, kind, document, sentOn, amountFen } = data;
  const { fundId: toFundId, validFrom, validUntil, conditions, carriesOver, nationalFilesOnly } = to;
  return {
    transferId,
    kind,
    toFundId,
    to: keyOf(to),
    toPeriod: { validFrom, validUntil },
    conditions,
    carriesOver,
    nationalFilesOnly,
    sentOn,
    document,
    ...moved(fund, 'TransferSent', amountFen),
  };
};

const isSame = (sent: SentTransfer, { kind, to, amountFen, document }: Data['SendTransfer']): boolean =>
  sameValue([sent.kind, sent.toFundId, sent.amountFen, sent.document], [kind, to.fundId, amountFen, document]);

/**
 * 拨付, 收回, 结转: the money is on its way until the other fund has it or could not take it.
 * @throws {Refusal} `fund-absent`, `id-used-otherwise`, `fund-closed`, `invalid-amount`, dates, `explanation-missing` without a document,
 * what is wrong with the opening, then the codes of `transferRules`
 */
export const sendTransfer = (data: Data['SendTransfer'], state: Fund, context: Context): FundEvent[] => {
  const fund = known(state);
  const before = fund.sent.get(data.transferId);
  if (before) {
    require(isSame(before, data), 'id-used-otherwise', { id: 'transferId' });
    return [];
  }
  requireOpen(fund);
  requirePositive({ amountFen: data.amountFen });
  requirePast(data.sentOn, context);
  requireText(data.document, 'document');
  const to = boundTo(fund, data);
  requireOpening(to);
  requireAll(transferRules, { fund, wish: data });
  return [{ type: 'TransferSent', data: sentData(fund, data, to), ...effective(data.sentOn, context) }];
};

const arrivalOf = ({ transferId, kind, fromFundId, fromUnitId, amountFen, document }: Data['ReceiveTransfer']): ReceivedTransfer => ({
  transferId,
  kind,
  fromFundId,
  fromUnitId,
  amountFen,
  document,
});

/** What the money brings along where it does not come home. */
const bonds = ({ kind, opening: { conditions, nationalFilesOnly } }: Data['ReceiveTransfer']) =>
  kind === 'take_back'
    ? {}
    : { ...(Object.keys(conditions).length > 0 && { conditions }), ...(nationalFilesOnly && { nationalFilesOnly: true as const }) };

/**
 * Money does not change its kind on the way, nor live longer for it.
 * @throws {Refusal} `transfer-misdirected`, `fund-outlasts-money`
 */
const requireFit = (fund: KnownFund, { kind, opening }: Data['ReceiveTransfer']): void => {
  const wished = { fundId: opening.fundId, ...keyOf(opening) };
  const fields = Object.entries(wished).flatMap(([field, value]) => (fund[field as keyof typeof wished] === value ? [] : [field]));
  require(fields.length === 0, 'transfer-misdirected', { kind, fields });
  const { validUntil } = fund;
  require(kind !== 'allocation' || validUntil <= opening.validUntil, 'fund-outlasts-money', { validUntil, moneyUntil: opening.validUntil });
};

/**
 * The other end of a transfer; opens the fund where it does not exist yet.
 * @throws {Refusal} `id-used-otherwise`, `fund-closed`, `invalid-amount`, dates, what is wrong with the opening, `transfer-misdirected`,
 * `fund-outlasts-money`
 */
export const receiveTransfer = (data: Data['ReceiveTransfer'], state: Fund, context: Context): FundEvent[] => {
  const { transferId, kind, amountFen, opening, fromFundId, fromUnitId, receivedOn, document } = data;
  if (state.status !== 'absent') {
    if (isRepeat(state.received.get(transferId), arrivalOf(data), 'transferId')) return [];
    requireOpen(state);
  }
  requirePositive({ amountFen });
  requirePast(receivedOn, context);
  requireOpening(opening);
  const fund = state.status === 'absent' ? opened(opening) : state;
  requirePositive({ transferredInFen: fund.transferredInFen + amountFen });
  requireFit(fund, data);
  const arrival = { transferId, kind, fromFundId, fromUnitId, receivedOn, document, ...bonds(data) };
  return [
    ...(state.status === 'absent' ? [{ type: 'FundOpened', data: opening } as const] : []),
    {
      type: 'TransferReceived',
      data: { ...arrival, ...moved(fund, 'TransferReceived', amountFen) },
      ...effective(receivedOn, context),
    },
  ];
};

/** @throws {Refusal} `fund-absent`, `transfer-unknown` */
const transferOf = (state: Fund, transferId: string): SentTransfer => {
  const transfer = known(state).sent.get(transferId);
  require(transfer !== undefined, 'transfer-unknown', { transferId });
  return transfer;
};

/** @throws {Refusal} `fund-absent`, `transfer-unknown`, `transfer-reversed` */
export const settleTransfer = ({ transferId }: Data['SettleTransfer'], state: Fund): FundEvent[] => {
  const { stage } = transferOf(state, transferId);
  require(stage !== 'reversed', 'transfer-reversed', { transferId });
  return stage === 'settled' ? [] : [{ type: 'TransferSettled', data: { transferId } }];
};

/** @throws {Refusal} `fund-absent`, `transfer-unknown`, `transfer-settled`, `explanation-missing` without a cause */
export const reverseTransfer = ({ transferId, cause }: Data['ReverseTransfer'], state: Fund): FundEvent[] => {
  const { stage, amountFen } = transferOf(state, transferId);
  require(stage !== 'settled', 'transfer-settled', { transferId });
  if (stage === 'reversed') return [];
  requireText(cause, 'cause');
  return [{ type: 'TransferReversed', data: { transferId, cause, ...moved(known(state), 'TransferReversed', amountFen) } }];
};
