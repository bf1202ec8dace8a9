import { Injectable } from '@nestjs/common';
import { paymentBatch } from '#domain/payment-batch/payment-batch';
import type { PaymentBatchEventData } from '#domain/payment-batch/payment-batch.events';
import { EventStore } from '#event-store/event-store';

/** The days that stand beside the names on paper; decisions need none of them, so no state keeps them. */
@Injectable()
export class SignOffDays {
  constructor(private readonly events: EventStore) {}

  async of(batchId: string): Promise<Readonly<{ draftedOn: string; signedOffOn?: string }>> {
    let draftedOn = '';
    let signedOffOn: string | undefined;
    for await (const page of this.events.readStream(`${paymentBatch.category}-${batchId}`)) {
      for (const { type, data } of page) {
        if (type === 'BatchDrafted') ({ draftedOn } = data as PaymentBatchEventData['BatchDrafted']);
        if (type === 'BatchSignedOff') ({ signedOffOn } = data as PaymentBatchEventData['BatchSignedOff']);
      }
    }
    return { draftedOn, ...(signedOffOn !== undefined && { signedOffOn }) };
  }
}
