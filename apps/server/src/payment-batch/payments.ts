import { Injectable } from '@nestjs/common';
import type { AidEventData } from '#domain/aid/aid.events';
import { aid } from '#domain/aid/aid';
import { ERASED } from '#domain/kernel/message';
import { require } from '#domain/kernel/refusal';
import { countingLines } from '#domain/payment-batch/guards';
import type { BatchLine } from '#domain/payment-batch/payment-batch.events';
import type { KnownBatch } from '#domain/payment-batch/payment-batch.state';
import { EventStore } from '#event-store/event-store';
import { Streams } from '#event-store/streams';
import type { Payment } from './bank-file/payment.js';

type Card = AidEventData['AidPutInBatch'];

/** Where names and cards of a list are found: sealed in its aids, as they were when each was put on it. */
@Injectable()
export class Payments {
  constructor(
    private readonly streams: Streams,
    private readonly events: EventStore,
  ) {}

  /**
   * The payments of the lines that count, in the order of the list.
   * @throws {Refusal} `person-erased` with the lines whose payee's data were erased
   */
  async of(batch: KnownBatch): Promise<readonly Payment[]> {
    const payments = await Promise.all(countingLines(batch).map((line) => this.payment(batch.batchId, line)));
    const erased = payments.filter(({ cardNumber, holderName }) => cardNumber === ERASED || holderName === ERASED);
    require(erased.length === 0, 'person-erased', { lines: erased.map(({ lineNumber }) => lineNumber) });
    return payments.toSorted((one, other) => one.lineNumber - other.lineNumber);
  }

  /** One of them; without a card where the aid never came to stand on the list. */
  async payment(
    batchId: string,
    { lineNumber, aidId, amountFen }: Pick<BatchLine, 'lineNumber' | 'aidId' | 'amountFen'>,
  ): Promise<Payment> {
    const { state } = await this.streams.load(aid, aidId);
    if (state.status === 'absent') throw new TypeError('a list names an aid that is not there');
    const { item, payeeName } = state.request;
    const card = await this.cardOn(batchId, aidId);
    const bankName = [card?.bankName, card?.branch].filter((part) => part !== undefined).join(' ');
    return { lineNumber, aidId, amountFen, item, bankName, holderName: card?.holderName ?? payeeName, cardNumber: card?.cardNumber ?? '' };
  }

  private async cardOn(batchId: string, aidId: string): Promise<Card | undefined> {
    for await (const page of this.events.readStream(`${aid.category}-${aidId}`)) {
      const put = page.find(({ type, data }) => type === 'AidPutInBatch' && (data as Card).batchId === batchId);
      if (put) return put.data as Card;
    }
    return undefined;
  }
}
