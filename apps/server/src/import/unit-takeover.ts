import { Injectable } from '@nestjs/common';
import type { SheetRow } from '#domain/import/cells';
import { readUnits, type UnitFault, type UnitWish } from '#domain/import/unit-sheet';
import { unit, type UnitCommand } from '#domain/unit/unit';
import { Streams } from '#event-store/streams';
import { Clock } from '../platform/clock.js';
import { Directory } from '../platform/directory.js';
import { Problem } from '../platform/problem.js';
import type { Actor } from './actor.js';
import { inParallel } from '../platform/in-parallel.js';
import { contextOf, type Run } from './run.js';
import { UnitBook } from './unit-book.js';

const AT_A_TIME = 16;
const FAULTS_SHOWN = 100;

/** Units to be registered, renamed or moved: level by level, parents before children. */
export type UnitLevels = readonly (readonly UnitWish[])[];

/** Takes over the table of units: registers what is new, renames and moves what differs, closes nothing. */
@Injectable()
export class UnitTakeover {
  constructor(
    private readonly streams: Streams,
    private readonly directory: Directory,
    private readonly clock: Clock,
  ) {}

  /** Judges the whole table. @throws {Problem} 400 `unit-rows-invalid` with rows, codes and columns; 403 `permission-denied` */
  plan(rows: readonly SheetRow[], actor: Actor): UnitLevels {
    const reading = readUnits(rows, (code) => this.directory.unit(code));
    if ('faults' in reading) throw refused(reading.faults);
    this.requireReach(reading.levels.flat(), actor);
    return reading.levels;
  }

  /** How many units are not as their row says: what writing them would change. */
  pending(levels: UnitLevels): number {
    return levels.flat().filter((wish) => this.commandsFor(wish, this.directory.unit(wish.code) ?? unit.initial).length > 0).length;
  }

  /** Writes the levels one after the other, until the directory knows them. @returns how many units changed. */
  async take(levels: UnitLevels, run: Run): Promise<number> {
    let changed = 0;
    let position = '';
    for (const level of levels) {
      await inParallel(level, AT_A_TIME, async (wish) => {
        const written = await this.write(wish, run);
        if (written === undefined) return;
        changed += 1;
        if (written > position) position = written;
      });
      await this.directory.reached(position);
    }
    return changed;
  }

  /** Position of what was written; undefined where the unit is as the row says. */
  private async write(wish: UnitWish, run: Run): Promise<string | undefined> {
    const before = await this.streams.load(unit, wish.code);
    let position: string | undefined;
    for (const command of this.commandsFor(wish, before.state)) {
      const context = contextOf(run, this.clock, `${command.type} ${wish.code} ${before.receipt.revision}`);
      position = (await this.streams.handle(unit, wish.code, command, context)).position;
    }
    return position;
  }

  private commandsFor({ code, parent, kind, name }: UnitWish, state: (typeof unit)['initial']): UnitCommand[] {
    const parentStatus = 'open';
    if (state.status === 'absent')
      return [{ type: 'RegisterUnit', data: { code, ...(parent !== undefined && { parent }), kind, name, parentStatus } }];
    const moves = parent !== undefined && parent !== state.parent;
    const ancestorsOfNewParent = moves ? this.directory.unitTree().ancestors(parent) : [];
    return [
      ...(name === state.name ? [] : [{ type: 'RenameUnit', data: { code, name } } as const]),
      ...(moves ? [{ type: 'MoveUnit', data: { code, parent, ancestorsOfNewParent, parentStatus } } as const] : []),
    ];
  }

  /** A unit is written by who reaches it as it stands and as it will stand: nobody moves another's unit below his own. */
  private requireReach(wishes: readonly UnitWish[], { heldIn }: Actor): void {
    const { tree } = new UnitBook(this.directory.units(), wishes);
    const reaches = (code: string) =>
      heldIn('unit:write', code, tree) && (!this.directory.unit(code) || heldIn('unit:write', code, this.directory.unitTree()));
    const units = wishes.map(({ code }) => code).filter((code) => !reaches(code));
    if (units.length > 0) throw new Problem(403, 'permission-denied', { permission: 'unit:write', units: units.slice(0, FAULTS_SHOWN) });
  }
}

const refused = (faults: readonly UnitFault[]): Problem =>
  new Problem(400, 'unit-rows-invalid', { faults: faults.slice(0, FAULTS_SHOWN), count: faults.length });
