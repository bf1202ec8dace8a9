import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { fundPurposes, fundSources, sourceLevels } from '#domain/fund/fund.terms';
import type { Condition, Filter } from '#read-store/port';
import { SomeOf, UnitCode } from '../platform/query-fields.js';

export const fundStatuses = ['open', 'closed'] as const;

/** Which funds a list, its sums or its export are about. All that is given must hold. */
export class FundFilter {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(fundSources) readonly source?: readonly string[];
  @SomeOf(sourceLevels) readonly sourceLevel?: readonly string[];
  @SomeOf(fundPurposes) readonly purpose?: readonly string[];
  @IsOptional() @Type(() => Number) @IsInt() @Min(2000) @Max(2100) readonly year?: number;
  @SomeOf(fundStatuses) readonly status?: readonly string[];
}

const where = (field: string, condition: Condition | undefined): Filter => (condition === undefined ? {} : { [field]: condition });

const oneOf = (field: string, values: readonly string[] | undefined): Filter => where(field, values && { in: values });

/** The filter as conditions on the board's rows, within the units that may be shown (undefined: all). */
export const fundConditions = (filter: FundFilter, units: readonly string[] | undefined): Filter => ({
  ...oneOf('unitId', units),
  ...oneOf('source', filter.source),
  ...oneOf('sourceLevel', filter.sourceLevel),
  ...oneOf('purpose', filter.purpose),
  ...where('year', filter.year === undefined ? undefined : { eq: filter.year }),
  ...oneOf('status', filter.status),
});

/** Which page of a list: its length and where it starts. */
export const pageOf = ({ limit, cursor }: Readonly<{ limit: number; cursor?: string }>) => ({
  limit,
  ...(cursor !== undefined && { after: cursor }),
});
