import type { Decider } from '../kernel/decider.js';
import { sameValue } from '../kernel/equality.js';
import type { Message, Of } from '../kernel/message.js';
import { Refusal, require } from '../kernel/refusal.js';
import { unitKinds, type UnitEvent, type UnitKind } from './unit.events.js';

/** A unit as the tree knows it. */
export type Unit = Readonly<{ code: string; parent?: string; kind: UnitKind; name: string; status: 'open' | 'closed' }>;

export type UnitState = Unit | Readonly<{ status: 'absent' }>;

/** Facts gathered before the decision: the state of the parent's own stream, and the codes above that parent. */
type ParentFacts = Readonly<{ parentStatus: UnitState['status'] }>;

export type UnitCommand =
  /** `parentStatus` is looked at only where a parent is named. */
  | Message<'RegisterUnit', Readonly<{ code: string; parent?: string; kind: UnitKind; name: string }> & ParentFacts>
  | Message<'RenameUnit', Readonly<{ code: string; name: string }>>
  | Message<'MoveUnit', Readonly<{ code: string; parent: string; ancestorsOfNewParent: readonly string[] }> & ParentFacts>
  | Message<'CloseUnit', Readonly<{ code: string; openChildren: number; openHouseholds: number }>>;

type Payload<Type extends UnitCommand['type']> = Of<UnitCommand, Type>['data'];

const CODE_LENGTH_MAX = 32;
const NAME_LENGTH_MAX = 100;

/** Letters, digits and inner hyphens: region codes and local codes alike, because not every union has a region code. */
export const isUnitCode = (text: string): boolean => text.length <= CODE_LENGTH_MAX && /^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$/.test(text);

const requireName = (name: string): void =>
  require(name.trim() === name && name !== '' && name.length <= NAME_LENGTH_MAX, 'unit-name-invalid', { lengthMax: NAME_LENGTH_MAX });

const requireParent = (parent: string, { parentStatus }: ParentFacts): void => {
  require(parentStatus !== 'absent', 'parent-unknown', { parent });
  require(parentStatus !== 'closed', 'parent-closed', { parent });
};

const known = (state: UnitState, code: string): Unit => {
  if (state.status === 'absent') throw new Refusal('unit-unknown', { code });
  return state;
};

const openUnit = (state: UnitState, code: string): Unit => {
  const unit = known(state, code);
  require(unit.status === 'open', 'unit-closed', { code });
  return unit;
};

const registerUnit = (wish: Payload<'RegisterUnit'>, state: UnitState): UnitEvent[] => {
  const { code, parent, kind, name } = wish;
  require(isUnitCode(code), 'unit-code-invalid', { lengthMax: CODE_LENGTH_MAX });
  require(unitKinds.includes(kind), 'unit-kind-unknown', { kinds: unitKinds });
  requireName(name);
  const unit = { code, ...(parent === undefined ? {} : { parent }), kind, name };
  if (sameValue(state, { ...unit, status: 'open' })) return [];
  require(state.status === 'absent', 'unit-already-registered', { code, status: state.status });
  require(parent !== undefined || kind === 'city_union', 'parent-required', { kind });
  require(parent !== code, 'unit-cycle', { code, parent });
  if (parent !== undefined) requireParent(parent, wish);
  return [{ type: 'UnitRegistered', data: unit }];
};

const renameUnit = ({ code, name }: Payload<'RenameUnit'>, state: UnitState): UnitEvent[] => {
  const unit = openUnit(state, code);
  requireName(name);
  return unit.name === name ? [] : [{ type: 'UnitRenamed', data: { code, name } }];
};

const moveUnit = (wish: Payload<'MoveUnit'>, state: UnitState): UnitEvent[] => {
  const { code, parent, ancestorsOfNewParent } = wish;
  const { parent: from } = openUnit(state, code);
  if (from === parent) return [];
  require(parent !== code && !ancestorsOfNewParent.includes(code), 'unit-cycle', { code, parent });
  requireParent(parent, wish);
  return [{ type: 'UnitMoved', data: { code, ...(from === undefined ? {} : { from }), parent } }];
};

/** A dissolved employer's files move to another union first (ACFTU archive rule of 2016), so nothing may hang on a closed unit. */
const closeUnit = ({ code, openChildren, openHouseholds }: Payload<'CloseUnit'>, state: UnitState): UnitEvent[] => {
  if (known(state, code).status === 'closed') return [];
  require(openChildren === 0 && openHouseholds === 0, 'unit-not-empty', { openChildren, openHouseholds });
  return [{ type: 'UnitClosed', data: { code } }];
};

const changed = (state: UnitState, change: Partial<Unit>): UnitState => (state.status === 'absent' ? state : { ...state, ...change });

const evolve = (state: UnitState, { type, data }: UnitEvent): UnitState => {
  switch (type) {
    case 'UnitRegistered':
      return { ...data, status: 'open' };
    case 'UnitRenamed':
      return changed(state, { name: data.name });
    case 'UnitMoved':
      return changed(state, { parent: data.parent });
    case 'UnitClosed':
      return changed(state, { status: 'closed' });
  }
};

/** A place in the union tree: stream `unit-<code>`. The code has hyphens of its own; the category ends at the first. */
export const unit: Decider<UnitState, UnitCommand, UnitEvent> = {
  category: 'unit',
  initial: { status: 'absent' },
  decide: ({ type, data }, state) => {
    switch (type) {
      case 'RegisterUnit':
        return registerUnit(data, state);
      case 'RenameUnit':
        return renameUnit(data, state);
      case 'MoveUnit':
        return moveUnit(data, state);
      case 'CloseUnit':
        return closeUnit(data, state);
    }
  },
  evolve,
};
