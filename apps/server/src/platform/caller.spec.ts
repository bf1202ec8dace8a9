import type { HeldRole } from '#domain/account/account.events';
import { unitTree } from '#domain/unit/unit-tree';
import { Caller, type RequestFacts } from './caller.js';
import type { Directory } from './directory.js';
import { Problem } from './problem.js';

const places = [
  { code: 'city' },
  { code: 'county', parent: 'city' },
  { code: 'base', parent: 'county' },
  { code: 'other', parent: 'city' },
  { code: 'next-city' },
];
const facts: RequestFacts = { at: '', today: '', requestId: 'r', requestDigest: '', correlationId: 'r' };
const callerIn = (known: typeof places, ...roles: HeldRole[]): Caller =>
  new Caller('me', roles, facts, { unitTree: () => unitTree(known), units: () => known } as unknown as Directory);
const caller = (...roles: HeldRole[]): Caller => callerIn(places, ...roles);

const answer = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
};

describe('the reach of a role', () => {
  const approver = caller({ role: 'county_approver', unit: 'county' });

  it('is its unit and all below it', () => {
    expect(approver.unitsWith('household:decide')).toEqual(['county', 'base']);
    expect(approver.contextIn('household:decide', 'base')).toMatchObject({ by: 'me', role: 'county_approver', unit: 'county' });
  });

  it('ends there: what is beyond is not there', () => expect(answer(() => approver.contextIn('household:decide', 'other'))).toBe(404));

  it('is every unit only where none lies beyond it, not for any city', () => {
    expect(caller({ role: 'auditor', unit: 'city' }).unitsWith('household:read')).toEqual(['city', 'county', 'other', 'base']);
    expect(caller({ role: 'auditor', unit: 'city' }, { role: 'auditor', unit: 'next-city' }).unitsWith('household:read')).toBeUndefined();
  });

  it('is nothing without a role, even before there is any unit', () => {
    expect(callerIn([]).unitsWith('household:read')).toEqual([]);
    expect(callerIn([], { role: 'administrator', unit: 'city' }).unitsWith('unit:write')).toBeUndefined();
  });
});

describe('two roles of one person', () => {
  const both = caller({ role: 'county_approver', unit: 'county' }, { role: 'auditor', unit: 'other' });

  it('do not mix: he may look where he audits, and decide where he approves', () => {
    expect(answer(() => both.contextIn('household:decide', 'other'))).toBe(403);
    expect(both.contextIn('household:read', 'other')).toMatchObject({ role: 'auditor', unit: 'other' });
    expect(both.unitsWith('household:read')).toEqual(['county', 'base', 'other']);
  });
});

describe('reaching somebody who works in several units', () => {
  const administrator = caller({ role: 'administrator', unit: 'county' });

  it('takes all of them', () => {
    expect(administrator.contextOver('account:write', ['county', 'base'])).toMatchObject({ role: 'administrator', unit: 'county' });
    expect(answer(() => administrator.contextOver('account:write', ['base', 'city']))).toBe(403);
    expect(answer(() => administrator.contextOver('account:write', ['city']))).toBe(404);
  });

  it('who works in none takes the whole tree', () => {
    expect(answer(() => administrator.contextOver('account:write', []))).toBe(404);
    expect(callerIn(places.slice(0, 4), { role: 'administrator', unit: 'city' }).contextOver('account:write', [])).toMatchObject({
      unit: 'city',
    });
  });
});
