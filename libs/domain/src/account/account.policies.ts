import { require } from '../kernel/refusal.js';
import { isUnitCode } from '../unit/unit.js';
import { roles, type HeldRole } from './account.events.js';

const FREE_FAILURES = 5;
const LOCK_SECONDS_FIRST = 60;
const LOCK_SECONDS_MAX = 86_400;

/** Seconds an account is locked after so many failures in a row: none below 5, then a minute, doubling up to a day. */
export const lockSecondsAfter = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(LOCK_SECONDS_FIRST * 2 ** (failures - FREE_FAILURES), LOCK_SECONDS_MAX);

/** 3 to 32 letters, digits, dots, hyphens and underscores, a letter first: so it is never an ID or telephone number. */
export const isUsername = (text: string): boolean => /^[A-Za-z][A-Za-z0-9._-]{2,31}$/.test(text);

export const isSameRole = (one: HeldRole, other: HeldRole): boolean => one.role === other.role && one.unit === other.unit;

/**
 * Who gives out accounts decides no cases, and the other way round: an administrator holds no other role (design of roles,
 * after the union's practice of one administrator per level).
 * @throws {Refusal} `role-unknown`, `role-unit-invalid`, `role-held-twice`, `administrator-holds-case-role`
 */
export const requireHoldable = (held: readonly HeldRole[]): void => {
  for (const { role, unit } of held) {
    require(roles.includes(role), 'role-unknown', { roles });
    require(isUnitCode(unit), 'role-unit-invalid', { role });
  }
  const twice = held.some((each, place) => held.findIndex((other) => isSameRole(each, other)) !== place);
  require(!twice, 'role-held-twice');
  const administers = held.some(({ role }) => role === 'administrator');
  require(!administers || held.every(({ role }) => role === 'administrator'), 'administrator-holds-case-role');
};
