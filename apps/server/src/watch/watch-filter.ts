import { IsOptional, IsUUID } from 'class-validator';
import { hardshipCauses } from '#domain/household/household.terms';
import { watchStatuses } from '#domain/watch/watch.state';
import { riskKinds, severities, watchDuties, watchSources } from '#domain/watch/watch.terms';
import type { Condition, Filter } from '#read-store/port';
import type { Caller } from '../platform/caller.js';
import { Flag, OneOf, SomeOf, UnitCode } from '../platform/query-fields.js';

/** Which watch cases a list, its counts or its export are about. All that is given must hold. */
export class WatchFilter {
  /** This unit and all below it. */
  @UnitCode() readonly unit?: string;
  @SomeOf(severities) readonly severity?: readonly string[];
  @SomeOf(riskKinds) readonly kind?: readonly string[];
  @SomeOf(hardshipCauses) readonly cause?: readonly string[];
  @SomeOf(watchStatuses) readonly status?: readonly string[];
  @SomeOf(watchSources) readonly source?: readonly string[];
  /** What is to be done next. */
  @SomeOf(watchDuties) readonly nextDuty?: readonly string[];
  @Flag() readonly open?: boolean;
  @Flag() readonly urgent?: boolean;
  /** The day of the next duty is gone by. */
  @Flag() readonly overdue?: boolean;
  /** What is overdue went to a unit above. */
  @Flag() readonly escalated?: boolean;
  @IsOptional() @IsUUID('all') readonly householdId?: string;
  /** `me`: those the caller is to look into. */
  @OneOf(['me']) readonly assignee?: 'me';
}

const where = (field: string, condition: Condition | undefined): Filter => (condition === undefined ? {} : { [field]: condition });

const oneOf = (field: string, values: readonly string[] | undefined): Filter => where(field, values && { in: values });

const equal = (field: string, value: string | boolean | undefined): Filter => where(field, value === undefined ? undefined : { eq: value });

/** A condition for yes, another for no, none where nothing is asked. */
const either = (asked: boolean | undefined, yes: Condition, no: Condition): Condition | undefined => {
  if (asked === undefined) return undefined;
  return asked ? yes : no;
};

/** The filter as a search of the board, within the units that may be shown (undefined: all). */
export const watchSearch = (
  filter: WatchFilter,
  units: readonly string[] | undefined,
  { accountId, request: { today } }: Caller,
): Readonly<{ where: Filter; text: string }> => ({
  where: {
    ...oneOf('unitId', units),
    ...oneOf('severity', filter.severity),
    ...oneOf('kind', filter.kind),
    ...oneOf('cause', filter.cause),
    ...oneOf('status', filter.status),
    ...oneOf('source', filter.source),
    ...oneOf('nextDuty', filter.nextDuty),
    ...equal('open', filter.open),
    ...equal('urgent', filter.urgent),
    ...where('nextDueOn', either(filter.overdue, { lt: today }, { gte: today })),
    ...where('escalatedToUnitId', either(filter.escalated, { gt: '' }, { eq: null })),
    ...equal('householdId', filter.householdId),
  },
  text: filter.assignee === undefined ? '' : accountId,
});
