import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Caller } from '../platform/caller.js';
import { liveCategories, liveCategory, type LiveCategoryName, type LiveEvent, type LiveIds } from './live-event.js';

const id = { format: 'uuid' } as const;

/** That something happened, and to what: never what it was. Who wants to know more asks with `?after=<position>`. */
export class LiveMessage implements LiveIds {
  @ApiProperty({ description: 'of the event in the log; also the id of the message' }) readonly position!: string;
  @ApiProperty({ format: 'date-time' }) readonly at!: string;
  @ApiProperty({ enum: liveCategories, description: 'also the name of the message' }) readonly category!: LiveCategoryName;
  @ApiProperty({ description: 'type of the event' }) readonly type!: string;
  @ApiProperty({ type: String, nullable: true, description: 'none for what belongs to no unit' }) readonly unitId!: string | null;
  @ApiPropertyOptional({ ...id, description: 'not for who sees counts only' }) readonly householdId?: string;
  @ApiPropertyOptional({ type: 'integer' }) readonly watchNumber?: number;
  @ApiPropertyOptional(id) readonly leadId?: string;
  @ApiPropertyOptional(id) readonly feedId?: string;
  @ApiPropertyOptional(id) readonly aidId?: string;
  @ApiPropertyOptional(id) readonly fundId?: string;
  @ApiPropertyOptional(id) readonly batchId?: string;
  @ApiPropertyOptional(id) readonly lotId?: string;
  @ApiPropertyOptional() readonly policyId?: string;
}

/** What a caller with the roles he holds now is told of an event that belongs to `units`; undefined for nothing at all. */
export const messageFor = (caller: Caller, event: LiveEvent, units: readonly string[]): LiveMessage | undefined => {
  const { position, at, category, type, ids } = event;
  if (!category) return undefined;
  const { permission, counted, whereabouts } = liveCategory(category);
  const head = { position, at, category, type };
  if (whereabouts === 'nowhere') return caller.rolesWith(permission).length > 0 ? { ...head, unitId: null, ...ids } : undefined;
  // Of two units, the one he reaches: where a household went that left his units is not told.
  const unitId = units.find((unit) => caller.roleIn(permission, unit));
  if (unitId !== undefined) return { ...head, unitId, ...ids };
  const countedIn = counted ? units.find((unit) => caller.roleIn('dashboard:read', unit)) : undefined;
  return countedIn === undefined ? undefined : { ...head, unitId: countedIn };
};
