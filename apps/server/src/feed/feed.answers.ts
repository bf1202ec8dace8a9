import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { feedFormats, feedRowFaults, type FaultyRow, type FeedCounts, type FeedFormat, type FeedRowFault } from '#domain/feed/feed.events';
import { feedStatuses, type FeedStatus } from '#domain/feed/feed.state';
import { feedKinds, type FeedKind } from '#domain/watch/watch.terms';
import type { FeedListRow } from '#read-models/feed-list/feed-list';

/** What rows came to; says nothing of anybody. */
export class FeedCountsAnswer implements FeedCounts {
  @ApiProperty({ description: 'rows worked on' }) readonly rows!: number;
  @ApiProperty({ description: 'a signal of a household with a file' }) readonly matched!: number;
  @ApiProperty({ description: 'about people without a file who would be flagged by that alone' }) readonly leads!: number;
  @ApiProperty({ description: 'heard before, from another file' }) readonly repeated!: number;
  @ApiProperty({ description: 'no signal, or about nobody who has to be known here' }) readonly quiet!: number;
  @ApiProperty({ description: 'refused' }) readonly faulty!: number;
}

const STATES = ['queued', 'running', 'completed', 'failed', 'cancelled', 'interrupted'] as const;
export type FeedProgressState = (typeof STATES)[number];

/** Why a feed could not be read to its end. */
export class FeedFailureAnswer {
  @ApiProperty() readonly code!: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'the place, or the figures' })
  readonly details!: Readonly<Record<string, unknown>>;
}

/** How far a feed is. */
export class FeedProgressAnswer {
  @ApiProperty({ format: 'uuid', description: 'the same content for the same unit is the same feed; a dry run has an id of its own' })
  readonly feedId!: string;
  @ApiProperty({ enum: feedKinds }) readonly feed!: FeedKind;
  @ApiProperty() readonly department!: string;
  @ApiProperty({ description: 'households of this unit and those below are heard of' }) readonly unitId!: string;
  @ApiProperty({ enum: STATES, description: 'interrupted: it goes on at the next start, or when it is sent again' })
  readonly state!: FeedProgressState;
  @ApiProperty() readonly dryRun!: boolean;
  @ApiProperty({ description: 'account that sent it' }) readonly by!: string;
  @ApiProperty({ format: 'date-time' }) readonly receivedAt!: string;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiProperty({ type: FeedCountsAnswer }) readonly counts!: FeedCountsAnswer;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description: 'of a dry run: flags that would be raised of households with a file, by rule',
  })
  readonly flagsByRule?: Readonly<Record<string, number>>;
  @ApiPropertyOptional({ type: FeedFailureAnswer }) readonly failure?: FeedFailureAnswer;
  @ApiPropertyOptional({ description: 'for ?after= of a list that must show it; a dry run has none' }) readonly position?: string;
}

/** A department's file as a list shows it. */
export class FeedAnswer extends FeedCountsAnswer implements FeedListRow {
  @ApiProperty({ format: 'uuid' }) readonly feedId!: string;
  @ApiProperty({ enum: feedKinds }) readonly feed!: FeedKind;
  @ApiProperty() readonly department!: string;
  @ApiProperty() readonly unitId!: string;
  @ApiProperty() readonly unitName!: string;
  @ApiProperty({ description: 'account that sent it' }) readonly by!: string;
  @ApiProperty({ enum: feedFormats }) readonly format!: FeedFormat;
  @ApiProperty({ description: 'how often it was received: one that failed or was cancelled may come again' }) readonly attempt!: number;
  @ApiProperty({ format: 'date' }) readonly receivedOn!: string;
  @ApiProperty({ format: 'date-time' }) readonly receivedAt!: string;
  @ApiProperty({ enum: feedStatuses }) readonly status!: FeedStatus;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) readonly endedAt!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'why it failed' }) readonly failure!: string | null;
}

export class FeedPageAnswer {
  @ApiProperty({ type: [FeedAnswer] }) readonly rows!: readonly FeedAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}

/** A row that was refused. */
export class FeedFaultAnswer implements FaultyRow {
  @ApiProperty({ description: 'data rows count from 1; headings and blank rows do not' }) readonly row!: number;
  @ApiProperty({ enum: feedRowFaults }) readonly code!: FeedRowFault;
  @ApiPropertyOptional({ description: 'heading of the cell at fault' }) readonly column?: string;
}

export class FeedFaultPageAnswer {
  @ApiProperty({ type: [FeedFaultAnswer] }) readonly rows!: readonly FeedFaultAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}
