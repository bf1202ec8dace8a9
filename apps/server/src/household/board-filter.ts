import { IsOptional, IsString, Matches } from 'class-validator';
import { archiveLevels, hardshipCauses } from '#domain/household/household.terms';
import { addDays } from '#domain/kernel/calendar';
import { severities } from '#domain/watch/watch.terms';
import { boardStatuses } from '#read-models/case-board/case-board';
import type { Condition, Filter } from '#read-store/port';
import { Day, Flag, SomeOf, UnitCode } from '../platform/query-fields.js';

/** Asks for rows that have no value, where a field may lack one. */
export const NONE = 'none';

export const categories = ['deeply_difficult', 'relatively_difficult', 'accident_impoverished', 'not_eligible', NONE] as const;
export const causes = [...hardshipCauses, NONE] as const;
export const watchSeverities = [...severities, NONE] as const;
export const notEligibleReasons = ['excluded', 'marginal_risk', 'above_lines', NONE] as const;
export const origins = ['application', 'import'] as const;

/** Which households a list, its counts or its export are about. All that is given must hold. */
export class BoardFilter {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(boardStatuses) readonly status?: readonly string[];
  /** `none`: not classified yet. */
  @SomeOf(categories) readonly category?: readonly string[];
  @SomeOf(notEligibleReasons) readonly notEligibleReason?: readonly string[];
  /** The main cause; `none`: not recorded yet. */
  @SomeOf(causes) readonly mainCause?: readonly string[];
  @SomeOf(archiveLevels) readonly archiveLevel?: readonly string[];
  @SomeOf(origins) readonly origin?: readonly string[];
  @Flag() readonly temporary?: boolean;
  /** Last verified on this day or later. */
  @Day() readonly verifiedAfter?: string;
  /** Last verified before this day. */
  @Day() readonly verifiedBefore?: string;
  @Flag() readonly neverVerified?: boolean;
  /** Nothing of the file changed on this day or later: with the day a year ago, 一年未改的档案. */
  @Day() readonly unchangedSince?: string;
  /** Of the open watch case; `none`: not under watch. */
  @SomeOf(watchSeverities) readonly watchSeverity?: readonly string[];
  /** 未帮扶过的档案. */
  @Flag() readonly neverAided?: boolean;
}

/** As BoardFilter, where single files may be asked for. */
export class FileFilter extends BoardFilter {
  /** Beginning of the file number. */
  @IsOptional() @IsString() @Matches(/^[A-Za-z0-9-]{1,40}$/) readonly fileNumber?: string;
}

/** The UTC moment at which a day begins in Asia/Shanghai. */
const beginningOf = (day: string): string => `${addDays(day, -1)}T16:00:00.000Z`;

const oneOf = (field: string, values: readonly string[] | undefined): Filter =>
  values === undefined ? {} : { [field]: { in: values.map((value) => (value === NONE ? null : value)) } };

const where = (field: string, condition: Condition | undefined): Filter => (condition === undefined ? {} : { [field]: condition });

/** A row never verified is in no range; with both wishes nothing can match, which the empty set says. */
const verified = ({ verifiedAfter, verifiedBefore, neverVerified }: BoardFilter): Condition | undefined => {
  const isRanged = verifiedAfter !== undefined || verifiedBefore !== undefined;
  if (neverVerified === true) return isRanged ? { in: [] } : { eq: null };
  if (!isRanged) return neverVerified === false ? { gte: '' } : undefined;
  return { ...(verifiedAfter !== undefined && { gte: verifiedAfter }), ...(verifiedBefore !== undefined && { lt: verifiedBefore }) };
};

const aided = (neverAided: boolean | undefined): Condition | undefined => {
  if (neverAided === undefined) return undefined;
  return neverAided ? { eq: 0 } : { gt: 0 };
};

/** The filter as conditions on the board's rows, within the units that may be shown (undefined: all). */
export const boardConditions = (filter: FileFilter, units: readonly string[] | undefined): Filter => ({
  ...where('unitId', units && { in: units }),
  ...oneOf('status', filter.status),
  ...oneOf('category', filter.category),
  ...oneOf('notEligibleReason', filter.notEligibleReason),
  ...oneOf('mainCause', filter.mainCause),
  ...oneOf('archiveLevel', filter.archiveLevel),
  ...oneOf('origin', filter.origin),
  ...oneOf('watchSeverity', filter.watchSeverity),
  ...where('temporary', filter.temporary === undefined ? undefined : { eq: filter.temporary }),
  ...where('lastVerifiedOn', verified(filter)),
  ...where('lastChangedAt', filter.unchangedSince === undefined ? undefined : { lt: beginningOf(filter.unchangedSince) }),
  ...where('aidedCount', aided(filter.neverAided)),
  ...where('fileNumber', filter.fileNumber === undefined ? undefined : { prefix: filter.fileNumber }),
});
