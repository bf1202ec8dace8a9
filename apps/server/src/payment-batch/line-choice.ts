import { Injectable } from '@nestjs/common';
import { aid } from '#domain/aid/aid';
import type { KnownAid } from '#domain/aid/aid.state';
import { fund } from '#domain/fund/fund';
import type { Context } from '#domain/kernel/decider';
import { Refusal, require } from '#domain/kernel/refusal';
import type { BatchLine } from '#domain/payment-batch/payment-batch.events';
import { Streams } from '#event-store/streams';
import { aidBoard } from '#read-models/aid-board/aid-board';
import { Directory } from '../platform/directory.js';
import { payeeCard, type PayeeCard } from '../platform/money/payee-card.js';
import { Views } from '../platform/views.js';

/** As many as one reads through before signing, and as a bank takes in one file. */
export const LINES_MAX = 1000;

/** A list that is to be: which aids, for which unit and those below it. */
export type WantedList = Readonly<{ batchId: string; unitId: string; draftedOn: string; aidIds: readonly string[] }>;

type Fault = Readonly<{ aidId: string; code: string }>;

const NO_CARD: PayeeCard = { cardHolderPersonId: '', bankName: '', cardNumber: '', holderName: '' };

const lineOf = ({ request }: KnownAid, place: number): BatchLine => {
  const { aidId, householdId, payeePersonId, fundId, amountFen } = request;
  return { lineNumber: place + 1, aidId, householdId, payeePersonId, fundId, amountFen };
};

/** Chooses the aids of a list and sees before anything is written whether each may stand on it. */
@Injectable()
export class LineChoice {
  constructor(
    private readonly streams: Streams,
    private readonly views: Views,
    private readonly directory: Directory,
  ) {}

  /** Granted aid of cash in a unit and below that waits to be paid, the longest waiting first; of one fund where it is named. */
  async waiting(unitId: string, fundId: string | undefined): Promise<readonly string[]> {
    const board = await this.views.of(aidBoard.collection);
    const where = {
      unitId: { in: this.directory.unitTree().subtree(unitId) },
      ...{ status: { eq: 'granted' }, form: { eq: 'cash' } },
      ...(fundId !== undefined && { fundId: { eq: fundId } }),
    };
    const { rows } = await board.find({ where, sort: { field: 'lastChangedAt', direction: 'asc' }, limit: LINES_MAX });
    return rows.map(({ aidId }) => aidId);
  }

  /**
   * The lines of a list, numbered in the order asked for.
   * @throws {Refusal} `batch-lines-refused` with each aid that may not stand on it and why
   */
  async linesOf(wanted: WantedList, context: Context): Promise<readonly BatchLine[]> {
    const looked = await Promise.all(wanted.aidIds.map((aidId) => this.look(aidId, wanted, context)));
    const faults = looked.filter((found): found is Fault => 'code' in found);
    require(faults.length === 0, 'batch-lines-refused', { lines: faults });
    return looked.filter((found): found is KnownAid => !('code' in found)).map(lineOf);
  }

  private async look(aidId: string, wanted: WantedList, context: Context): Promise<KnownAid | Fault> {
    try {
      return await this.payable(aidId, wanted, context);
    } catch (error) {
      if (error instanceof Refusal) return { aidId, code: error.code };
      throw error;
    }
  }

  /** What drafting and signing off will ask of the aid, the card and the fund is asked now. @throws {Refusal} theirs */
  private async payable(aidId: string, { batchId, unitId, draftedOn }: WantedList, context: Context): Promise<KnownAid> {
    const { state } = await this.streams.load(aid, aidId);
    // Aid elsewhere is answered as aid that is not: whose it is, is not told.
    if (state.status === 'absent' || !this.directory.unitTree().isWithin(state.request.unitId, unitId)) throw new Refusal('aid-absent');
    const { householdId, fundId, form } = state.request;
    const card = state.status === 'granted' && form === 'cash' ? await payeeCard(this.streams, householdId) : NO_CARD;
    aid.decide({ type: 'PutAidInBatch', data: { batchId, ...card } }, state, context);
    const commitment = { useId: aidId, committedOn: draftedOn, reference: batchId };
    fund.decide({ type: 'CommitAmount', data: commitment }, (await this.streams.load(fund, fundId)).state, context);
    return state;
  }
}
