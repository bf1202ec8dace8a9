import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import { isUnitCode, unit, type UnitCommand } from './unit.js';
import { unitPersonal, type UnitEvent, type UnitKind } from './unit.events.js';

const code = '410402-T1-B3';
const place = { code, parent: '410402-T1', kind: 'base_union', name: '新华区甲机械厂工会' } as const;
const root = { code: '410400', kind: 'city_union', name: '平顶山市总工会' } as const;

type Registration = Extract<UnitCommand, { type: 'RegisterUnit' }>['data'];
const register = (more: Partial<Registration> = {}) =>
  ({ type: 'RegisterUnit', data: { ...place, parentStatus: 'open', ...more } }) as const satisfies UnitCommand;
const rename = (name: string) => ({ type: 'RenameUnit', data: { code, name } }) as const satisfies UnitCommand;
const move = (parent: string, ancestorsOfNewParent: string[] = ['410400'], parentStatus: 'open' | 'closed' | 'absent' = 'open') =>
  ({ type: 'MoveUnit', data: { code, parent, ancestorsOfNewParent, parentStatus } }) as const satisfies UnitCommand;
const close = (openChildren = 0, openHouseholds = 0) =>
  ({ type: 'CloseUnit', data: { code, openChildren, openHouseholds } }) as const satisfies UnitCommand;

const registered: UnitEvent = { type: 'UnitRegistered', data: place };
const renamed = (name: string): UnitEvent => ({ type: 'UnitRenamed', data: { code, name } });
const moved = (from: string, parent: string): UnitEvent => ({ type: 'UnitMoved', data: { code, from, parent } });
const closed: UnitEvent = { type: 'UnitClosed', data: { code } };

const given = scenario(unit);

keepsTheLaws(unit, unitPersonal, {
  RegisterUnit: { after: [], command: register() },
  RenameUnit: { after: [registered], command: rename('新华区丁机械厂工会') },
  MoveUnit: { after: [registered], command: move('410403') },
  CloseUnit: { after: [registered], command: close() },
});

describe('registering a unit', () => {
  it('puts it below its parent', () => given().when(register()).then(registered));
  it('needs no parent for the root alone', () => {
    const withoutParent = { code: '410400', name: '平顶山市总工会', parentStatus: 'absent' } as const;
    const rootless = (kind: UnitKind): UnitCommand => ({ type: 'RegisterUnit', data: { ...withoutParent, kind } });
    given().when(rootless('city_union')).then({ type: 'UnitRegistered', data: root });
    given().when(rootless('county_union')).thenRefused('parent-required', { kind: 'county_union' });
  });
  it('is no news for the same unit in the same place', () => given(registered).when(register()).then());
  it('is refused for a code in use, and for one that was used', () => {
    given(registered)
      .when(register({ name: '另一工会' }))
      .thenRefused('unit-already-registered', { code, status: 'open' });
    given(registered, closed).when(register()).thenRefused('unit-already-registered', { status: 'closed' });
  });
  it('needs a parent that is there and open', () => {
    given()
      .when(register({ parentStatus: 'absent' }))
      .thenRefused('parent-unknown', { parent: '410402-T1' });
    given()
      .when(register({ parentStatus: 'closed' }))
      .thenRefused('parent-closed', { parent: '410402-T1' });
    given()
      .when(register({ parent: code }))
      .thenRefused('unit-cycle', { code, parent: code });
  });
  it('needs a kind of the list', () =>
    given()
      .when(register({ kind: 'club' as 'base_union' }))
      .thenRefused('unit-kind-unknown'));
  it.each(['', ' 甲厂工会', '甲'.repeat(101)])('refuses the name %p', (name) =>
    given().when(register({ name })).thenRefused('unit-name-invalid'),
  );
  it('takes a name of 100 characters', () => {
    const name = '甲'.repeat(100);
    given()
      .when(register({ name }))
      .then({ type: 'UnitRegistered', data: { ...place, name } });
  });
  it('refuses a malformed code', () =>
    given()
      .when(register({ code: 'a--b' }))
      .thenRefused('unit-code-invalid'));
});

describe('a unit code', () => {
  it.each(['410400', '410402-T1-B3', '410400-FC', 'HX01', 'a'.repeat(32)])('may be %s', (text) => expect(isUnitCode(text)).toBe(true));
  it.each(['', '-a', 'a-', 'a--b', 'a b', '新华', 'a_b', 'a/b', 'a'.repeat(33)])('may not be %p', (text) =>
    expect(isUnitCode(text)).toBe(false),
  );
});

describe('renaming a unit', () => {
  it('changes its name', () => given(registered).when(rename('丙厂工会')).then(renamed('丙厂工会')));
  it('is no news for the name it has', () => given(registered, renamed('丙厂工会')).when(rename('丙厂工会')).then());
  it('refuses an empty name', () => given(registered).when(rename(' ')).thenRefused('unit-name-invalid'));
  it('is refused for an unknown and for a closed unit', () => {
    given().when(rename('丙厂工会')).thenRefused('unit-unknown', { code });
    given(registered, closed).when(rename('丙厂工会')).thenRefused('unit-closed', { code });
  });
});

describe('moving a unit', () => {
  it('puts it below another parent', () => given(registered).when(move('410403')).then(moved('410402-T1', '410403')));
  it('is no news for the parent it has', () => given(registered, moved('410402-T1', '410403')).when(move('410403')).then());
  it('is refused below itself', () => given(registered).when(move(code)).thenRefused('unit-cycle', { code, parent: code }));
  it('is refused below a unit that is below it', () =>
    given(registered)
      .when(move('X', ['Y', code, '410400']))
      .thenRefused('unit-cycle', { code, parent: 'X' }));
  it('needs a parent that is there and open', () => {
    given(registered)
      .when(move('410403', [], 'absent'))
      .thenRefused('parent-unknown', { parent: '410403' });
    given(registered)
      .when(move('410403', [], 'closed'))
      .thenRefused('parent-closed', { parent: '410403' });
  });
  it('is refused for an unknown and for a closed unit', () => {
    given().when(move('410403')).thenRefused('unit-unknown');
    given(registered, closed).when(move('410403')).thenRefused('unit-closed');
  });
});

describe('closing a unit', () => {
  it('is done once nothing hangs on it', () => given(registered).when(close()).then(closed));
  it.each([
    [1, 0],
    [0, 1],
  ])('is refused with %d open units below it and %d open files', (openChildren, openHouseholds) =>
    given(registered).when(close(openChildren, openHouseholds)).thenRefused('unit-not-empty', { openChildren, openHouseholds }),
  );
  it('is no news for a closed unit', () => given(registered, closed).when(close(1, 1)).then());
  it('is refused for an unknown unit', () => given().when(close()).thenRefused('unit-unknown', { code }));
});

it('a unit is what its history made of it', () =>
  expect(given(registered, renamed('丙厂工会'), moved('410402-T1', '410403'), closed).state()).toStrictEqual({
    ...place,
    name: '丙厂工会',
    parent: '410403',
    status: 'closed',
  }));
