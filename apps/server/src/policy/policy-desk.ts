import { Injectable } from '@nestjs/common';
import type { Context } from '#domain/kernel/decider';
import { policy, type PolicyCommand, type PolicyState } from '#domain/policy/policy';
import type { UnitKind } from '#domain/unit/unit.events';
import type { Receipt } from '#event-store/folding';
import type { Caller } from '../platform/caller.js';
import { Directory } from '../platform/directory.js';
import { DirectoryStreams } from '../platform/directory-streams.js';
import { Problem, notFound } from '../platform/problem.js';

/** A wish of a person about one policy. */
export type PolicyWish = Readonly<{ policyId: string; caller: Caller }>;

/** Unions that speak for a whole region. */
const REGIONAL: readonly UnitKind[] = ['city_union', 'county_union'];

/** '410400' is the code of the city, whose counties begin with '4104'. */
const regionOf = (areaCode: string): string => areaCode.replace(/(00)+$/, '');

const areasOf = ({ draft, published }: PolicyState): string[] => [...(draft ? [draft.area] : []), ...published.map(({ area }) => area)];

/** Where every use case on policies comes by: finds it, checks that it is about the caller's region, decides, writes. */
@Injectable()
export class PolicyDesk {
  constructor(
    private readonly streams: DirectoryStreams,
    private readonly directory: Directory,
  ) {}

  /** @throws {Problem} 404 where there is no such policy, 403 where its area is not the caller's. */
  async act({ policyId, caller }: PolicyWish, command: PolicyCommand): Promise<Receipt> {
    const state = await this.streams.load(policy, policyId);
    const areas = areasOf(state);
    if (areas.length === 0) throw notFound();
    return this.streams.handle(policy, policyId, command, this.contextIn(caller, areas));
  }

  /** A draft may be the first of its policy; where it is not, both what stood there and what is to stand must be the caller's. */
  async draft({ policyId, caller }: PolicyWish, area: string, command: PolicyCommand): Promise<Receipt> {
    const state = await this.streams.load(policy, policyId);
    return this.streams.handle(policy, policyId, command, this.contextIn(caller, [area, ...areasOf(state)]));
  }

  /** Rules of a region are written by a role held in the union of that region, or of one around it. */
  private contextIn(caller: Caller, areas: readonly string[]): Context {
    const held = caller.rolesWith('policy:write').find(({ unit }) => {
      const region = this.regionOf(unit);
      return region !== undefined && areas.every((area) => area.startsWith(region));
    });
    if (!held) throw new Problem(403, 'permission-denied', { permission: 'policy:write' });
    return caller.contextIn('policy:write', held.unit);
  }

  private regionOf(code: string): string | undefined {
    const kind = this.directory.unit(code)?.kind;
    const areaCode = this.directory.unitTree().areaOf(code);
    return kind !== undefined && REGIONAL.includes(kind) && areaCode !== undefined ? regionOf(areaCode) : undefined;
  }
}
