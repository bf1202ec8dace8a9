import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { StuckCounts, StuckList } from './stuck-items.js';

export class StuckCountsAnswer implements StuckCounts {
  @ApiProperty({ description: 'consequences that go on failing' }) readonly reactions!: number;
  @ApiProperty({ description: 'promises about money that were not kept for a minute' }) readonly money!: number;
}

export class ParkedAnswer {
  @ApiProperty() readonly reaction!: string;
  @ApiProperty({ format: 'uuid' }) readonly eventId!: string;
  @ApiProperty({ description: 'type of the event' }) readonly type!: string;
  @ApiProperty() readonly stream!: string;
  @ApiProperty({ format: 'date-time' }) readonly since!: string;
  @ApiProperty() readonly attempts!: number;
  @ApiProperty({ description: 'code of the refusal, or kind of the error' }) readonly cause!: string;
  @ApiPropertyOptional({ description: 'where in the program the error arose' }) readonly at?: string;
}

export class UnsettledAnswer {
  @ApiProperty({ description: 'what is unsettled, by its kind and id' }) readonly key!: string;
  @ApiProperty() readonly stream!: string;
  @ApiProperty({ description: 'type of the event that is still to come' }) readonly waitsFor!: string;
  @ApiProperty({ format: 'date-time' }) readonly since!: string;
  @ApiProperty({ description: 'that of a parked reaction to the same stream; `unknown` where none is parked' }) readonly cause!: string;
}

export class StuckItemsAnswer {
  @ApiProperty({ type: StuckCountsAnswer }) readonly stuck!: StuckCountsAnswer;
  @ApiProperty({ type: [ParkedAnswer], description: 'the hundred oldest' }) readonly parked!: readonly ParkedAnswer[];
  @ApiProperty({ type: [UnsettledAnswer], description: 'the hundred oldest' }) readonly unsettled!: readonly UnsettledAnswer[];
}

export const stuckItemsAnswer = ({ counts, parked, unsettled }: StuckList): StuckItemsAnswer => ({
  stuck: counts,
  parked: parked.map(({ reaction, eventId, type, stream, since, attempts, cause, at }) => ({
    ...{ reaction, eventId, type, stream, since, attempts, cause },
    ...(at !== undefined && { at }),
  })),
  unsettled: unsettled.map(({ key, stream, waitsFor, openedAt, cause }) => ({
    ...{ key, stream, waitsFor: waitsFor ?? '', since: openedAt ?? '' },
    cause: cause ?? 'unknown',
  })),
});
