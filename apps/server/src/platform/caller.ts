import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { HeldRole } from '#domain/account/account.events';
import type { Context } from '#domain/kernel/decider';
import type { Directory } from './directory.js';
import { permissions, permissionsOf, type Permission } from './permissions.js';
import { Problem, notFound } from './problem.js';
import type { OpenSession } from './tokens.js';

/** What a request says of itself, taken from its headers by the guard. */
export type RequestFacts = Readonly<{
  at: string;
  today: string;
  requestId: string;
  requestDigest: string;
  correlationId: string;
  expectedRevision?: number;
}>;

const denied = (permission: Permission): Problem => new Problem(403, 'permission-denied', { permission });

/** The person behind a request, and what he may do where. */
export class Caller {
  constructor(
    readonly accountId: string,
    readonly roles: readonly HeldRole[],
    readonly request: RequestFacts,
    private readonly directory: Directory,
  ) {}

  /** Roles of the caller that hold a permission, wherever. */
  rolesWith(permission: Permission): readonly HeldRole[] {
    return this.roles.filter(({ role }) => permissionsOf[role].includes(permission));
  }

  /** The held role by which the caller may do this in `unit`; undefined where none reaches it. */
  roleIn(permission: Permission, unit: string): HeldRole | undefined {
    const tree = this.directory.unitTree();
    return this.rolesWith(permission).find((held) => tree.isWithin(unit, held.unit));
  }

  /** Units in which the caller holds a permission; undefined where that is every one, so that queries need no list. */
  unitsWith(permission: Permission): readonly string[] | undefined {
    const tree = this.directory.unitTree();
    const held = this.rolesWith(permission);
    const reached = new Set(held.flatMap(({ unit }) => tree.subtree(unit)));
    // Before any unit is registered everybody would reach every one.
    if (held.length === 0) return [];
    return this.directory.units().every(({ code }) => reached.has(code)) ? undefined : [...reached];
  }

  /** Context of a command on something that belongs to `unit`. @throws {Problem} 404 out of the caller's reach, 403 where he may only read. */
  contextIn(permission: Permission, unit: string): Context {
    const held = this.roleIn(permission, unit);
    if (!held) throw this.maySee(permission, [unit]) ? denied(permission) : notFound();
    return this.contextAs(held);
  }

  /**
   * Context of a command on somebody who belongs to all of `units` at once: each must be within reach, else a county could
   * take over an account of the city. Who belongs to none is reached only from where the whole tree is.
   * @throws {Problem} 404 where none is within reach, 403 where some are.
   */
  contextOver(permission: Permission, units: readonly string[]): Context {
    const held = units.map((unit) => this.roleIn(permission, unit));
    const reachesAll = units.length > 0 ? held.every((role) => role !== undefined) : this.unitsWith(permission) === undefined;
    if (!reachesAll) throw this.maySee(permission, units) ? denied(permission) : notFound();
    const role = held[0] ?? this.rolesWith(permission)[0];
    if (!role) throw denied(permission);
    return this.contextAs(role);
  }

  /** Whether the caller reaches any of the units in which somebody holds roles; who holds none is reached by who reaches every unit. */
  reachesAny(permission: Permission, units: readonly string[]): boolean {
    return units.some((unit) => this.roleIn(permission, unit)) || this.unitsWith(permission) === undefined;
  }

  private maySee(permission: Permission, units: readonly string[]): boolean {
    const reading = permissions.find((candidate) => candidate === permission.replace(/:.*/, ':read'));
    return reading !== undefined && units.some((unit) => this.roleIn(reading, unit));
  }

  /** Context of what a person does with his own account. */
  ownContext(): Context {
    return this.contextAs(this.roles[0] ?? { role: 'dashboard_viewer', unit: '' });
  }

  private contextAs({ role, unit }: HeldRole): Context {
    return { ...this.request, by: this.accountId, role, unit };
  }
}

/** Where the guard leaves the caller and his session on the request. */
export type WithCaller = { caller?: Caller; session?: OpenSession };

/** The signed-in person, as a controller's argument. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<WithCaller>();
  if (!caller) throw new Problem(401, 'session-required');
  return caller;
});
