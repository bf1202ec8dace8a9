import { Injectable } from '@nestjs/common';
import { aid } from '#domain/aid/aid';
import { require } from '#domain/kernel/refusal';
import { Streams } from '#event-store/streams';

/** Aid that measures of a watch case link to. */
@Injectable()
export class LinkedAids {
  constructor(private readonly streams: Streams) {}

  /** @throws {Refusal} `aid-of-another-household`, for aid that does not exist as well: which of the two is not told. */
  async requireOf(householdId: string, aidId: string): Promise<void> {
    const { state } = await this.streams.load(aid, aidId);
    require(state.status !== 'absent' && state.request.householdId === householdId, 'aid-of-another-household', { aidId });
  }
}
