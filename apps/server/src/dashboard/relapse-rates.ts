import { Injectable } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { addMonths } from '#domain/kernel/calendar';
import { Refusal } from '#domain/kernel/refusal';
import { Directory } from '../platform/directory.js';
import { CountyAnswer } from './dashboard.answers.js';
import { FileDays, type ByUnit, type Period } from './file-days.js';
import { Places } from './places.js';
import { basisPoints, Tally } from './tally.js';

const PERIOD_MONTHS = 12;

/** How many closed files of a county fell back within twelve months, and whether that alarms. */
export class CountyRelapseAnswer extends CountyAnswer {
  /** Files that stood closed as 脱困 at some time of the period. */
  @ApiProperty() readonly closed!: number;
  /** Those of them that fell back in it, each once. */
  @ApiProperty() readonly reopened!: number;
  @ApiProperty({ description: 'hundredths of a percent, the fraction dropped' }) readonly rateBasisPoints!: number;
  @ApiProperty({ type: Number, nullable: true, description: 'of the policy in force in the area on that day; null where none says' })
  readonly alarmBasisPoints!: number | null;
  /** At or above the threshold; never of a part of a county. */
  @ApiProperty() readonly alarm!: boolean;
}

/** The twelve months that end with a day. */
export const periodUpTo = (day: string): Period => ({ since: addMonths(day, -PERIOD_MONTHS), day });

/** 规模性返困: the share of closed files that fell back, per county, against the policy's threshold (policy parameter `massRelapseBasisPoints`). */
@Injectable()
export class RelapseRates {
  constructor(
    private readonly files: FileDays,
    private readonly directory: Directory,
    private readonly places: Places,
  ) {}

  async counties(day: string, units: readonly string[] | undefined, after?: string): Promise<readonly CountyRelapseAnswer[]> {
    const period = periodUpTo(day);
    const closed = this.byCounty(await this.files.closed(period, units, after));
    const reopened = this.byCounty(await this.files.fallenBack(period, units, after));
    return this.places.counties(units).map(({ unitId, whole }) => {
      const figures = { closed: closed.of(unitId), reopened: reopened.of(unitId) };
      const rateBasisPoints = basisPoints(figures.reopened, figures.closed);
      const alarmBasisPoints = this.thresholdOf(unitId, day);
      const alarm = whole && figures.closed > 0 && alarmBasisPoints !== null && rateBasisPoints >= alarmBasisPoints;
      return { unitId, unitName: this.places.nameOf(unitId), whole, ...figures, rateBasisPoints, alarmBasisPoints, alarm };
    });
  }

  /** Counts by unit put under counties. */
  byCounty(counts: ByUnit): Tally {
    const tally = new Tally();
    for (const [unitId, count] of counts) tally.add(this.places.countyOf(unitId), count);
    return tally;
  }

  private thresholdOf(unitId: string, day: string): number | null {
    try {
      return this.directory.rulesFor(unitId, day).rules.watch?.massRelapseBasisPoints ?? null;
    } catch (error) {
      if (error instanceof Refusal && error.code === 'no-policy-in-force') return null;
      throw error;
    }
  }
}
