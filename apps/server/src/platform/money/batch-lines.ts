import { aid } from '#domain/aid/aid';
import { entitlement } from '#domain/entitlement/entitlement';
import { fund } from '#domain/fund/fund';
import { Refusal } from '#domain/kernel/refusal';
import type { LineOutcome } from '#domain/payment-batch/payment-batch.events';
import type { DraftedLine, KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import type { Streams } from '#event-store/streams';
import { inParallel } from '../in-parallel.js';
import { followUp, type Cause, type Now } from './follow-up.js';
import { payeeCard } from './payee-card.js';

/** So many lines at once share the group commits of the log. */
const LINES_AT_ONCE = 32;

/** What is settled: the list, the event that asks for it, and when. */
export type Settling = Readonly<{ streams: Streams; batchId: string; cause: Cause; now: Now }>;

/** The list as it stands. @throws {Refusal} `batch-absent` */
export const batchNow = async (streams: Streams, batchId: string): Promise<KnownBatch> => {
  const { state } = await streams.load(paymentBatch, batchId);
  if (state.status === 'absent') throw new Refusal('batch-absent');
  return state;
};

const contextOf = (step: string, aidId: string, { cause, now }: Settling) => followUp(`${step} ${aidId}`, cause, now);

/** The line's money is set aside for it no more, and its aid stands on the list no more; where neither is so nothing happens. */
const freeLine = async (settling: Settling, { aidId, fundId }: DraftedLine, cause: string): Promise<void> => {
  const { streams, batchId: reference } = settling;
  const { state } = await streams.load(fund, fundId);
  // Freed for another list only once its money is: else that list could meet this one's commitment.
  if (state.status !== 'absent' && state.uses.get(aidId)?.reference === reference) {
    const data = { useId: aidId, cause, reference };
    await streams.handle(fund, fundId, { type: 'WithdrawCommitment', data }, contextOf('withdraw', aidId, settling));
  }
  if ((await streams.load(aid, aidId)).state.status === 'absent') return;
  const data = { batchId: reference, cause };
  await streams.handle(aid, aidId, { type: 'TakeAidFromBatch', data }, contextOf('take', aidId, settling));
};

/** Why a line has no place on its list any more. */
const endOf = ({ status }: KnownBatch, { dropped }: DraftedLine): string | undefined => {
  if (dropped) return 'line_dropped';
  return status === 'cancelled' ? 'batch_cancelled' : undefined;
};

/**
 * After `BatchLineDropped`, and after whatever is done to a line while its list may go on without it: whoever acts looks again
 * afterwards, and whoever drops or cancels frees afterwards, so that one of the two sees the other.
 */
export const freeIfEnded = async (settling: Settling, aidId: string): Promise<void> => {
  const batch = await batchNow(settling.streams, settling.batchId);
  const line = batch.lines.get(aidId);
  const end = line && endOf(batch, line);
  if (line && end !== undefined) await freeLine(settling, line, end);
};

/** Does what a line of the list needs; what a rule refuses takes the line off the list, which is its answer. */
const orDrop = async (settling: Settling, { aidId }: DraftedLine, work: () => Promise<unknown>): Promise<void> => {
  const { streams, batchId } = settling;
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const data = { aidId, code: error.code };
    await streams.handle(paymentBatch, batchId, { type: 'DropBatchLine', data }, contextOf('drop', aidId, settling));
  }
};

const putOnList = async ({ streams, batchId, ...rest }: Settling, { aidId, householdId }: DraftedLine): Promise<void> => {
  const { state } = await streams.load(aid, aidId);
  // Its card was frozen with it; what the file says since is for the next list.
  if (state.status !== 'absent' && state.batchIds.includes(batchId)) return;
  const data = { batchId, ...(await payeeCard(streams, householdId)) };
  await streams.handle(aid, aidId, { type: 'PutAidInBatch', data }, contextOf('put', aidId, { streams, batchId, ...rest }));
};

const forEachLine = async (settling: Settling, work: (line: DraftedLine, batch: KnownBatch) => Promise<void>): Promise<void> => {
  const batch = await batchNow(settling.streams, settling.batchId);
  await inParallel(batch.lines.values(), LINES_AT_ONCE, async (line) => {
    await work(line, batch);
    await freeIfEnded(settling, line.aidId);
  });
};

/** After `BatchDrafted`: every aid stands on the list with the payee's card frozen in, or its line is dropped. */
export const putLinesOnList = (settling: Settling): Promise<void> =>
  forEachLine(settling, async (line, batch) => {
    if (batch.status === 'drafted' && !line.dropped) await orDrop(settling, line, () => putOnList(settling, line));
  });

/** After `BatchSignedOff`: every line's fund has committed its money, or the line is dropped and its aid free again. */
export const commitLines = (settling: Settling): Promise<void> =>
  forEachLine(settling, async (line, batch) => {
    const { aidId, fundId, dropped } = line;
    if (batch.status !== 'signed_off' || dropped) return;
    const data = { useId: aidId, committedOn: batch.lastStepOn, reference: settling.batchId };
    const commit = () => settling.streams.handle(fund, fundId, { type: 'CommitAmount', data }, contextOf('commit', aidId, settling));
    await orDrop(settling, line, commit);
  });

/** After `BatchCancelled`: no fund and no aid is bound by the list any more. */
export const freeLines = (settling: Settling): Promise<void> => forEachLine(settling, () => Promise.resolve());

type Paid = Extract<LineOutcome, { outcome: 'paid' }>;
type Bounced = Extract<LineOutcome, { outcome: 'bounced' }>;

/** What stands in the fund's ledger as the payment's paper. */
const voucherOf = ({ title }: KnownBatch, { lineNumber }: DraftedLine): string => `${title} #${lineNumber}`;

const settlePaid = async (settling: Settling, batch: KnownBatch, line: DraftedLine, { paidOn }: Paid): Promise<void> => {
  const { streams, batchId } = settling;
  const { aidId, fundId, householdId } = line;
  const payment = { useId: aidId, paidOn, voucher: voucherOf(batch, line), reference: batchId };
  await streams.handle(fund, fundId, { type: 'PayAmount', data: payment }, contextOf('pay', aidId, settling));
  await streams.handle(aid, aidId, { type: 'RecordAidPayment', data: { batchId, paidOn } }, contextOf('paid', aidId, settling));
  await streams.handle(
    entitlement,
    householdId,
    { type: 'RecordClaimPaid', data: { aidId, paidOn } },
    contextOf('claim-paid', aidId, settling),
  );
};

/** The money is set aside again before the aid may stand on another list. */
const settleBounced = async (settling: Settling, { aidId, fundId }: DraftedLine, { bouncedOn, reason }: Bounced): Promise<void> => {
  const { streams, batchId } = settling;
  const withdrawal = { useId: aidId, cause: `bounced: ${reason}`, reference: batchId };
  await streams.handle(fund, fundId, { type: 'WithdrawCommitment', data: withdrawal }, contextOf('bounce-withdraw', aidId, settling));
  const bounce = { batchId, bouncedOn, reason };
  await streams.handle(aid, aidId, { type: 'RecordAidBounce', data: bounce }, contextOf('bounced', aidId, settling));
};

/**
 * After `BankResultImported`, and `UnmatchedRowResolved` with an outcome: what the bank said is in the fund, the aid and the
 * household's entitlement.
 * @throws {Refusal} where one of them contradicts the bank: a person has to look.
 */
export const settleOutcomes = async (settling: Settling, outcomes: readonly LineOutcome[]): Promise<void> => {
  const batch = await batchNow(settling.streams, settling.batchId);
  await inParallel(outcomes, LINES_AT_ONCE, async (outcome) => {
    const line = batch.lines.get(outcome.aidId);
    if (!line) throw new Refusal('batch-line-unknown', { aidId: outcome.aidId });
    if (outcome.outcome === 'paid') await settlePaid(settling, batch, line, outcome);
    else await settleBounced(settling, line, outcome);
  });
};
