import { Injectable } from '@nestjs/common';
import { unit, type UnitCommand, type UnitState } from '#domain/unit/unit';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { notFound } from '../platform/problem.js';

/** A wish of a person about one unit. */
export type UnitWish = Readonly<{ code: string; caller: Caller }>;

/** Where every use case on an existing unit comes by: finds it, checks that the caller's units reach it, decides, writes. */
@Injectable()
export class UnitDesk {
  constructor(private readonly streams: DirectoryStreams) {}

  /** @throws {Problem} 404 where the unit is absent or out of reach. @throws {Refusal} from the decider. */
  async act({ code, caller }: UnitWish, commandOf: () => UnitCommand | Promise<UnitCommand>): Promise<Receipt> {
    const context = caller.contextIn('unit:write', code);
    if ((await this.statusOf(code)) === 'absent') throw notFound();
    return this.streams.handle(unit, code, await commandOf(), context);
  }

  /** Status of the unit in its own stream, so that nothing is decided on what is already past. */
  async statusOf(code: string): Promise<UnitState['status']> {
    return (await this.streams.load(unit, code)).status;
  }
}
