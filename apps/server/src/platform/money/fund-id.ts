import type { FundKey } from '#domain/fund/fund.events';
import { uuidFrom } from '#event-store/request';

/** One fund for each source, level of it, purpose, unit and year: its id follows from what it is, so that nobody can open it twice. */
export const fundIdOf = ({ source, sourceLevel, purpose, unitId, year }: FundKey): string =>
  uuidFrom('fund', source, sourceLevel, purpose, unitId, year);
