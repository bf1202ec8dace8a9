import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ERASED } from '#domain/kernel/message';
import { Keyring } from './keyring/keyring.js';
import { openSqliteKeys } from './keyring/sqlite-keys.js';
import { Sealing } from './sealing.js';

const RULES = {
  household: {
    Applied: [
      { subject: 'principal.personId', fields: ['principal.name', 'principal.idNumber', 'principal.phone'] },
      { subject: 'spouse.personId', fields: ['spouse.name'] },
    ],
  },
};
const PLACE = { stream: 'household-h1', id: 'e1' };

const data = {
  unitId: 'U1',
  principal: { personId: 'p1', idHash: 'h', name: '王暖', idNumber: '41042419740316014X', other: { kept: [1, 2] } },
  spouse: { personId: 'p2', name: '周流' },
};

describe('sealing the personal fields of an event', () => {
  let keyring: Keyring;
  let sealing: Sealing;

  beforeEach(async () => {
    keyring = new Keyring(openSqliteKeys(join(mkdtempSync(join(tmpdir(), 'nuanliu-keys-')), 'keys.db')), Buffer.alloc(32, 3));
    sealing = new Sealing(RULES, keyring);
    await keyring.ensure(['p1', 'p2']);
  });
  afterEach(() => keyring.close());

  const seal = (value: Record<string, unknown> = data) => sealing.seal('household', 'Applied', PLACE, value);

  it('leaves no personal value in the stored form and everything else as it was', () => {
    const sealed = seal();
    for (const value of ['王暖', '41042419740316014X', '周流']) expect(JSON.stringify(sealed)).not.toContain(value);
    expect(sealed).toMatchObject({ unitId: 'U1', principal: { personId: 'p1', idHash: 'h', other: { kept: [1, 2] } } });
    expect(data.principal.name).toBe('王暖');
  });

  it('opens to what was sealed, absent fields staying absent', () => {
    expect(sealing.open(PLACE, seal())).toStrictEqual(data);
  });

  it('opens any JSON value again', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (name) => {
        const value = { principal: { personId: 'p1', name } };
        expect(sealing.open(PLACE, JSON.parse(JSON.stringify(seal(value))) as typeof value)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('reads each field of a person whose key is gone as erased, and others as they were', async () => {
    const sealed = seal();
    await keyring.destroy('p1');
    const opened = sealing.open(PLACE, sealed) as typeof data;
    expect(opened.principal).toMatchObject({ name: ERASED, idNumber: ERASED, idHash: 'h' });
    expect(opened.principal).not.toHaveProperty('phone');
    expect(opened.spouse.name).toBe('周流');
  });

  it.each([
    ['another event', { ...PLACE, id: 'e2' }],
    ['another stream', { ...PLACE, stream: 'household-h2' }],
  ])('does not open in %s', (_, place) => {
    const sealed = seal();
    expect(() => sealing.open(place, sealed)).toThrow('authenticate');
  });

  it('does not open as another field', () => {
    const sealed = JSON.parse(JSON.stringify(seal()).replace('"spouse.name"', '"spouse.nick"')) as typeof data;
    expect(() => sealing.open(PLACE, sealed)).toThrow('authenticate');
  });

  it('writes nothing more about a person whose key is gone', async () => {
    await keyring.destroy('p1');
    expect(() => seal()).toThrow('destroyed');
  });

  it('refuses another master key', () => {
    expect(() => new Keyring(openSqliteKeys(':memory:'), Buffer.alloc(31))).toThrow(RangeError);
  });
});
