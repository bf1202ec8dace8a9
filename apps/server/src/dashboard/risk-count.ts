import { Injectable } from '@nestjs/common';
import { hardshipCauses } from '#domain/household/household.terms';
import { openWatchStatuses } from '#domain/watch/watch.state';
import { riskKinds, severities } from '#domain/watch/watch.terms';
import type { Language } from '#read-models/terms';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { unitsReached } from '../platform/reach.js';
import { dayAsked } from './as-of.js';
import { FileDays, type ByUnit } from './file-days.js';
import { Places, type Place } from './places.js';
import { RelapseRates } from './relapse-rates.js';
import type { CountyRiskAnswer, PlaceRiskAnswer, RiskBoardAnswer } from './risk-board.query.js';
import { asksFor, isOverdue, type RiskFilter } from './risk-filter.js';
import { perThousand, Tally } from './tally.js';
import { WatchDays, type CaseSeen } from './watch-days.js';
import { figuresOf } from './words.js';

const dimensions = ['kind', 'severity', 'cause', 'status'] as const;
type Dimension = (typeof dimensions)[number];

/** What is counted of each case, in one reading. */
class Counts {
  readonly households = new Set<string>();
  cases = 0;
  overdue = 0;
  readonly by: Readonly<Record<Dimension, Tally>> = { kind: new Tally(), severity: new Tally(), cause: new Tally(), status: new Tally() };
  readonly units = new Tally();
  readonly overdueUnits = new Tally();
  /** By unit and severity. */
  readonly severities = new Tally();

  add({ row, span }: CaseSeen, day: string): void {
    this.households.add(row.householdId);
    this.cases += 1;
    for (const dimension of dimensions) this.by[dimension].add(span[dimension]);
    this.units.add(span.unitId);
    this.severities.add(`${span.unitId} ${span.severity}`);
    if (!isOverdue(span, day)) return;
    this.overdue += 1;
    this.overdueUnits.add(span.unitId);
  }
}

const total = (units: Iterable<string>, count: (unitId: string) => number): number => {
  let sum = 0;
  for (const unitId of units) sum += count(unitId);
  return sum;
};

/** Counts the households at risk of a day. */
@Injectable()
export class RiskCount {
  constructor(
    private readonly days: WatchDays,
    private readonly files: FileDays,
    private readonly rates: RelapseRates,
    private readonly places: Places,
    private readonly directory: Directory,
  ) {}

  async board(filter: RiskFilter, language: Language, caller: Caller): Promise<RiskBoardAnswer> {
    const asOf = dayAsked(filter.asOf, caller);
    const units = unitsReached(this.directory, { caller, permission: 'dashboard:read', unit: filter.unit });
    const counts = new Counts();
    const wanted = asksFor(filter, asOf, this.places);
    for await (const seen of this.days.cases({ day: asOf, units }, filter.after)) if (wanted(seen)) counts.add(seen, asOf);
    const files = await this.files.files(asOf, units, filter.after);
    const counties = await this.rates.counties(asOf, units, filter.after);
    return {
      asOf,
      households: counts.households.size,
      cases: counts.cases,
      overdue: counts.overdue,
      files: total(files.keys(), (unitId) => files.get(unitId) ?? 0),
      units: this.byPlace(this.places.rows(caller, filter.unit), counts, files),
      counties: this.byCounty(units, counts, files),
      kind: figuresOf('riskKind', riskKinds, counts.by.kind, language),
      severity: figuresOf('severity', severities, counts.by.severity, language),
      cause: figuresOf('cause', hardshipCauses, counts.by.cause, language),
      status: figuresOf('watchStatus', openWatchStatuses, counts.by.status, language),
      alarms: counties.filter(({ alarm }) => alarm),
    };
  }

  private byPlace(rows: readonly Place[], counts: Counts, files: ByUnit): PlaceRiskAnswer[] {
    const rowOf = this.places.rowOf(rows);
    const met = [...new Set([...counts.units.values(), ...files.keys()])];
    return rows.map((place) => {
      const units = met.filter((unitId) => rowOf(unitId) === place);
      const [households, kept] = [total(units, (unitId) => counts.units.of(unitId)), total(units, (unitId) => files.get(unitId) ?? 0)];
      const of = (severity: string) => total(units, (unitId) => counts.severities.of(`${unitId} ${severity}`));
      const overdue = total(units, (unitId) => counts.overdueUnits.of(unitId));
      const worst = { red: of('red'), yellow: of('yellow'), green: of('green') };
      return { ...place, households, overdue, ...worst, files: kept, perThousand: perThousand(households, kept) };
    });
  }

  private byCounty(units: readonly string[] | undefined, counts: Counts, files: ByUnit): CountyRiskAnswer[] {
    const atRisk = this.rates.byCounty(new Map(counts.units.values().map((unitId) => [unitId, counts.units.of(unitId)])));
    const kept = this.rates.byCounty(files);
    return this.places.counties(units).map(({ unitId, whole }) => {
      const [households, filed] = [atRisk.of(unitId), kept.of(unitId)];
      const figures = { households, files: filed, perThousand: perThousand(households, filed) };
      return { unitId, unitName: this.places.nameOf(unitId), whole, ...figures };
    });
  }
}
