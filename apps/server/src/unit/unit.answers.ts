import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { unitKinds, type UnitKind } from '#domain/unit/unit.events';
import type { UnitRow } from '#read-models/unit-directory/unit-directory';
import type { Page } from '#read-store/port';

/** A union of the tree. */
export class UnitAnswer implements UnitRow {
  @ApiProperty() readonly code!: string;
  @ApiProperty({ type: String, nullable: true, description: 'null for the city union alone' }) readonly parent!: string | null;
  @ApiProperty({ enum: unitKinds }) readonly kind!: UnitKind;
  @ApiProperty() readonly name!: string;
  @ApiProperty({ enum: ['open', 'closed'] }) readonly status!: UnitRow['status'];
}

export class UnitPageAnswer implements Page<UnitRow> {
  @ApiProperty({ type: [UnitAnswer] }) readonly rows!: readonly UnitAnswer[];
  @ApiPropertyOptional({ description: 'cursor of the next page; absent on the last one' }) readonly next?: string;
}
