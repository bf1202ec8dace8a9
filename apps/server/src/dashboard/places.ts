import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';

/** One row of a table by unit: a unit with all below it, or what is kept in it `directly`. */
export type Place = Readonly<{ unitId: string; unitName: string; directly: boolean }>;

/** Where the units of now stand when a figure is asked for. Spans name units; the tree says what they belong to. */
@Injectable()
export class Places {
  constructor(private readonly directory: Directory) {}

  nameOf(unitId: string): string {
    return this.directory.unit(unitId)?.name ?? unitId;
  }

  /** The asked unit itself and each unit below it; without one, what the caller's roles reach. */
  rows(caller: Caller, unit: string | undefined): readonly Place[] {
    const tops = unit === undefined ? this.topsOf(caller) : [unit];
    const [top] = tops;
    if (top === undefined || tops.length > 1) return tops.map((code) => this.place(code, false));
    const below = this.directory.units().filter(({ parent }) => parent === top);
    return [this.place(top, true), ...below.map(({ code }) => this.place(code, false))];
  }

  /** In which of the rows a unit is counted. A unit that the tree does not know counts with the first one. */
  rowOf(rows: readonly Place[]): (unitId: string) => Place | undefined {
    const tree = this.directory.unitTree();
    const known = new Map(rows.flatMap((row) => (row.directly ? [row.unitId] : tree.subtree(row.unitId)).map((code) => [code, row])));
    return (unitId) => known.get(unitId) ?? rows[0];
  }

  /** The county union that a unit belongs to; the highest unit above it where no county stands between. */
  countyOf(unitId: string): string {
    const line = [unitId, ...this.directory.unitTree().ancestors(unitId)];
    return line.find((code) => this.directory.unit(code)?.kind === 'county_union') ?? line.at(-1) ?? unitId;
  }

  /** Counties of the units in reach (undefined: of all), by code; `whole` where every unit of it is. */
  counties(units: readonly string[] | undefined): readonly Readonly<{ unitId: string; whole: boolean }>[] {
    const every = this.directory.units().map(({ code }) => code);
    const reached = new Set(units ?? every);
    const counties = [...new Set([...reached].map((code) => this.countyOf(code)))].sort();
    const cut = new Set(every.filter((code) => !reached.has(code)).map((code) => this.countyOf(code)));
    return counties.map((unitId) => ({ unitId, whole: !cut.has(unitId) }));
  }

  private place(unitId: string, directly: boolean): Place {
    return { unitId, unitName: this.nameOf(unitId), directly };
  }

  /** Units in which the caller may see figures, without those that lie below another of them. */
  private topsOf(caller: Caller): readonly string[] {
    const tree = this.directory.unitTree();
    const held = [...new Set(caller.rolesWith('dashboard:read').map(({ unit }) => unit))].sort();
    return held.filter((unit) => !held.some((other) => other !== unit && tree.isWithin(unit, other)));
  }
}
