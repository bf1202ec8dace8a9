import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min } from 'class-validator';
import { aidStatuses } from '#domain/aid/aid.state';
import { aidForms, aidItems, approvalLevels } from '#domain/aid/aid.terms';
import type { Condition, Filter } from '#read-store/port';
import { Day, Flag, OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';

/** Which aids a list, its counts or its export are about. All that is given must hold. */
export class AidFilter {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(aidStatuses) readonly status?: readonly string[];
  @SomeOf(aidItems) readonly item?: readonly string[];
  @OneOf(aidForms) readonly form?: string;
  /** Whose turn it is to agree. */
  @SomeOf(approvalLevels) readonly nextLevel?: readonly string[];
  @IsOptional() @IsUUID('all') readonly fundId?: string;
  @IsOptional() @IsUUID('all') readonly lotId?: string;
  @IsOptional() @IsUUID('all') readonly batchId?: string;
  @IsOptional() @IsUUID('all') readonly householdId?: string;
  /** Calendar year of the proposal. */
  @IsOptional() @Type(() => Number) @IsInt() @Min(1900) @Max(2200) readonly year?: number;
  @Flag() readonly urgent?: boolean;
  /** The bank's latest word is that the money came back. */
  @Flag() readonly bounced?: boolean;
  /** Paid (or handed over) on this day or later. */
  @Day() readonly paidFrom?: string;
  /** Paid (or handed over) on this day or earlier. */
  @Day() readonly paidTo?: string;
}

const where = (field: string, condition: Condition | undefined): Filter => (condition === undefined ? {} : { [field]: condition });

const equal = <Value extends string | number | boolean>(field: string, value: Value | undefined): Filter =>
  where(field, value === undefined ? undefined : { eq: value });

const oneOf = (field: string, values: readonly string[] | undefined): Filter => where(field, values && { in: values });

/** A range of days, both ends included; undefined where none is asked for. */
const within = (from: string | undefined, to: string | undefined): Condition | undefined =>
  from === undefined && to === undefined ? undefined : { ...(from !== undefined && { gte: from }), ...(to !== undefined && { lte: to }) };

/** The filter as conditions on the board's rows, within the units that may be shown (undefined: all). */
export const aidConditions = (filter: AidFilter, units: readonly string[] | undefined): Filter => ({
  ...oneOf('unitId', units),
  ...oneOf('status', filter.status),
  ...oneOf('item', filter.item),
  ...equal('form', filter.form),
  ...oneOf('nextLevel', filter.nextLevel),
  ...equal('fundId', filter.fundId),
  ...equal('lotId', filter.lotId),
  ...equal('batchId', filter.batchId),
  ...equal('householdId', filter.householdId),
  ...equal('year', filter.year),
  ...equal('urgent', filter.urgent),
  ...equal('bounced', filter.bounced),
  ...where('paidOn', within(filter.paidFrom, filter.paidTo)),
});
