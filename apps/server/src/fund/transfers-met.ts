import type { LedgerRow } from '#read-models/fund-ledger/fund-ledger';
import type { Discrepancy } from './recount.js';

type End = Readonly<{ fundId: string; otherFundId: string; revision: number; amountFen: number }>;

const endOf = ({ fundId, otherFundId, revision, amountFen }: LedgerRow): End => ({
  fundId,
  otherFundId: otherFundId ?? '',
  revision,
  amountFen,
});

/** The two ends of every transfer, set against each other: what was sent and is not received is on its way. */
export class TransfersMet {
  private readonly sent = new Map<string, End>();
  private readonly received = new Map<string, End>();

  add(entry: LedgerRow): void {
    const { transferId, kind } = entry;
    if (transferId === null) return;
    if (kind === 'TransferSent') this.sent.set(transferId, endOf(entry));
    if (kind === 'TransferReversed') this.sent.delete(transferId);
    if (kind === 'TransferReceived') this.received.set(transferId, endOf(entry));
  }

  /** The other funds of all transfers of which one end is missing. */
  fundsToAsk(): readonly string[] {
    const lonely = [...this.sent.keys(), ...this.received.keys()].filter((id) => !this.sent.has(id) || !this.received.has(id));
    return [...new Set(lonely.map((id) => (this.sent.get(id) ?? this.received.get(id))!.otherFundId))];
  }

  /** What another fund tells, or the same one once more: only the missing ends are of interest. */
  hear(entry: LedgerRow): void {
    const { transferId, kind } = entry;
    if (transferId === null) return;
    if (kind === 'TransferReceived' && this.sent.has(transferId)) this.received.set(transferId, endOf(entry));
    if (kind === 'TransferSent' && this.received.has(transferId)) this.sent.set(transferId, endOf(entry));
  }

  onTheirWay(): readonly End[] {
    return [...this.sent].flatMap(([transferId, end]) => (this.received.has(transferId) ? [] : [end]));
  }

  /** Transfers of which the two ends tell different sums; what nobody sent was sent with nothing. */
  discrepancies(): readonly Discrepancy[] {
    return [...this.received].flatMap(([transferId, { fundId, revision, amountFen: addedFen }]) => {
      const statedFen = this.sent.get(transferId)?.amountFen ?? 0;
      const account = 'transferred_in' as const;
      return statedFen === addedFen ? [] : [{ kind: 'transfer' as const, fundId, revision, account, statedFen, addedFen }];
    });
  }
}
