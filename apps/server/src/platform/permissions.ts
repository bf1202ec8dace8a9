import { SetMetadata } from '@nestjs/common';
import type { Role } from '#domain/account/account.events';

/**
 * What a route asks for. `household:enter` changes facts, `household:decide` approves, classifies, moves and closes. `fund:keep` books what comes and goes,
 * `fund:allocate` moves it between units; `payment:prepare` makes the list that `payment:pay` signs off and settles.
 */
export const permissions = [
  'account:read',
  'account:write',
  'aid:approve',
  'aid:propose',
  'aid:read',
  'aid:review',
  'dashboard:read',
  'feed:read',
  'feed:run',
  'fund:allocate',
  'fund:keep',
  'fund:read',
  'goods:buy',
  'goods:keep',
  'goods:read',
  'household:decide',
  'household:enter',
  'household:match',
  'household:read',
  'household:review',
  'household:unmask',
  'import:run',
  'lead:enter',
  'lead:read',
  'operations:read',
  'payment:pay',
  'payment:prepare',
  'payment:read',
  'policy:read',
  'policy:write',
  'refusal:read',
  'unit:read',
  'unit:write',
  'watch:assign',
  'watch:decide',
  'watch:enter',
  'watch:read',
] as const;

export type Permission = (typeof permissions)[number];

const everyCaseRole: readonly Permission[] = [
  'aid:read',
  'dashboard:read',
  'fund:read',
  'goods:read',
  'household:read',
  'policy:read',
  'unit:read',
  'watch:read',
];

/** The roles of the union's practice (domain rules, section 6) and what each may do within its reach. Reviewed as a whole. */
export const permissionsOf: Readonly<Record<Role, readonly Permission[]>> = {
  base_caseworker: [
    ...everyCaseRole,
    'household:enter',
    'household:unmask',
    'aid:propose',
    'goods:keep',
    'lead:enter',
    'lead:read',
    'watch:enter',
  ],
  township_reviewer: [...everyCaseRole, 'household:review', 'household:unmask', 'aid:review', 'lead:enter', 'lead:read', 'watch:assign'],
  county_approver: [
    ...everyCaseRole,
    'household:review',
    'household:decide',
    'household:unmask',
    'import:run',
    'aid:review',
    'aid:approve',
    'fund:allocate',
    'payment:read',
    'feed:read',
    'feed:run',
    'lead:read',
    'watch:assign',
    'watch:decide',
  ],
  service_centre_officer: [
    ...everyCaseRole,
    'household:enter',
    'household:match',
    'household:unmask',
    'import:run',
    'aid:propose',
    'goods:buy',
    'goods:keep',
    'payment:prepare',
    'payment:read',
    'feed:read',
    'feed:run',
    'lead:enter',
    'lead:read',
    'watch:assign',
    'watch:enter',
  ],
  finance_officer: [...everyCaseRole, 'fund:keep', 'payment:pay', 'payment:read'],
  rights_dept_officer: [
    ...everyCaseRole,
    'policy:write',
    'import:run',
    'aid:approve',
    'fund:allocate',
    'payment:read',
    'feed:read',
    'feed:run',
    'lead:read',
    'watch:assign',
    'watch:decide',
  ],
  auditor: [
    ...everyCaseRole,
    'account:read',
    'household:unmask',
    'operations:read',
    'payment:read',
    'refusal:read',
    'feed:read',
    'lead:read',
  ],
  dashboard_viewer: ['dashboard:read', 'unit:read'],
  administrator: ['account:read', 'account:write', 'unit:read', 'unit:write', 'operations:read'],
};

export const PERMISSION = 'permission';

/** The route may be used by roles that hold one of `anyOf` somewhere; the use case checks that it reaches the object. */
export const Can = (...anyOf: readonly [Permission, ...Permission[]]) => SetMetadata(PERMISSION, anyOf);

export const OPEN = 'open';

/** The route needs no session. */
export const Open = () => SetMetadata(OPEN, true);

export const SIGNED_IN = 'signed-in';

/** The route needs a session and nothing else; `evenBeforePasswordChange` lets a first password be replaced. */
export const SignedIn = (evenBeforePasswordChange = false) =>
  SetMetadata(SIGNED_IN, evenBeforePasswordChange ? 'even before password change' : 'only');

export const MACHINE = 'machine';

/** The route also answers a machine that shows METRICS_TOKEN as its bearer token. */
export const OrMachine = () => SetMetadata(MACHINE, true);
