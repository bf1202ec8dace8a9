import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { HeldRole } from '#domain/account/account.events';
import type { Context } from '#domain/kernel/decider';
import type { Directory } from './directory.js';
import { permissionsOf, type Permission } from './permissions.js';
import { Problem, notFound } from './problem.js';

/** What a request says of itself, taken from its headers by the guard. */
export type RequestFacts = Readonly<{
  at: string;
  today: string;
  requestId: string;
  requestDigest: string;
  correlationId: string;
  expectedRevision?: number;
}>;

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

  /** Units in which the caller holds a permission; undefined for a whole tree, so that queries need no list. */
  unitsWith(permission: Permission): readonly string[] | undefined {
    const held = this.rolesWith(permission);
    if (held.some(({ unit }) => this.directory.unit(unit)?.kind === 'city_union')) return undefined;
    const tree = this.directory.unitTree();
    return [...new Set(held.flatMap(({ unit }) => tree.subtree(unit)))];
  }

  /** Context of a command on something that belongs to `unit`. @throws {Problem} 404 where the caller's units do not reach it. */
  contextIn(permission: Permission, unit: string): Context {
    const held = this.roleIn(permission, unit);
    if (!held) throw this.roleIn('household:read', unit) ? new Problem(403, 'permission-denied', { permission }) : notFound();
    return this.contextAs(held);
  }

  /** Context of a command that belongs to no unit (accounts, units, policies). */
  contextFor(permission: Permission): Context {
    const held = this.rolesWith(permission)[0];
    if (!held) throw new Problem(403, 'permission-denied', { permission });
    return this.contextAs(held);
  }

  /** Context of what a person does with his own account. */
  ownContext(): Context {
    return this.contextAs(this.roles[0] ?? { role: 'dashboard_viewer', unit: '' });
  }

  private contextAs({ role, unit }: HeldRole): Context {
    return { ...this.request, by: this.accountId, role, unit };
  }
}

/** Where the guard leaves the caller on the request. */
export type WithCaller = { caller?: Caller };

/** The signed-in person, as a controller's argument. */
export const From = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const { caller } = context.switchToHttp().getRequest<WithCaller>();
  if (!caller) throw new Problem(401, 'session-required');
  return caller;
});
