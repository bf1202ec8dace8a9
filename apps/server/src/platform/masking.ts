import { revealableFields, type RevealableField } from '#domain/access/access.events';
import { ERASED } from '#domain/kernel/message';

/** Stands where a value is not shown at all. */
export const HIDDEN = '•••';

type Mask = (value: string) => string;

const hide: Mask = () => HIDDEN;

/** Keeps the first and last characters; what is too short to keep anything back is hidden whole. */
const between =
  (first: number, last: number): Mask =>
  (value) => {
    const hidden = value.length - first - last;
    return hidden < 4 ? HIDDEN : value.slice(0, first) + '*'.repeat(hidden) + value.slice(-last);
  };

/** 410424********1234 */
export const maskIdNumber: Mask = between(6, 4);
/** 199****0000 */
export const maskPhone: Mask = between(3, 4);
/** ****0221, whatever the length of the number */
export const maskCard: Mask = (value) => (value.length < 8 ? HIDDEN : `****${value.slice(-4)}`);
/** 1974-**-**: the day would complete the masked ID number. */
export const maskBirthDate: Mask = (value) => (/^\d{4}-/.test(value) ? `${value.slice(0, 4)}-**-**` : HIDDEN);

/** 高娟 is shown as 高*, 欧阳小明 as 欧***. */
export const maskName: Mask = (value) => {
  const [first = '', ...rest] = value;
  return value === ERASED ? ERASED : first + '*'.repeat(rest.length);
};

type Rule = Readonly<{ kind: RevealableField; mask: Mask }>;

/** Values that are not shown without a reason, by the name of their field, or by its owner and name where the name says too little. */
export const maskRules: Readonly<Record<string, Rule>> = {
  idNumber: { kind: 'idNumbers', mask: maskIdNumber },
  birthDate: { kind: 'idNumbers', mask: maskBirthDate },
  phone: { kind: 'contacts', mask: maskPhone },
  otherContact: { kind: 'contacts', mask: hide },
  address: { kind: 'contacts', mask: hide },
  postcode: { kind: 'contacts', mask: hide },
  cardNumber: { kind: 'bankCard', mask: maskCard },
  health: { kind: 'health', mask: hide },
  disability: { kind: 'health', mask: hide },
  'accident.kind': { kind: 'health', mask: hide },
  // Free text may say anything of a person, and often of an illness.
  findings: { kind: 'narratives', mask: hide },
  text: { kind: 'narratives', mask: hide },
  hits: { kind: 'narratives', mask: hide },
  explanation: { kind: 'narratives', mask: hide },
  causeRemoved: { kind: 'narratives', mask: hide },
  circumstances: { kind: 'narratives', mask: hide },
};

const ruleFor = (owner: string, name: string): Rule | undefined => {
  const rule = (key: string) => (Object.hasOwn(maskRules, key) ? maskRules[key] : undefined);
  return rule(name) ?? rule(`${owner}.${name}`);
};

/** A document without the keyed hashes by which persons are recognised: they are the system's own. */
export type Unhashed<T> = T extends readonly (infer Item)[]
  ? readonly Unhashed<Item>[]
  : T extends object
    ? { readonly [Key in keyof T as Key extends 'idHash' ? never : Key]: Unhashed<T[Key]> }
    : T;

export type Masked<T> = Readonly<{ document: Unhashed<T>; masked: readonly RevealableField[] }>;

/**
 * A copy to show: personal values masked wherever they stand, but for the kinds in `shown`. `masked` says what was held back.
 * What was erased stays `[erased]`.
 */
export const masked = <T>(document: T, shown: readonly RevealableField[] = []): Masked<T> => {
  const heldBack = new Set<RevealableField>();
  const copy = (value: unknown, owner: string): unknown => {
    if (Array.isArray(value)) return value.map((item: unknown) => copy(item, owner));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(([name]) => name !== 'idHash');
    return Object.fromEntries(entries.map(([name, field]) => [name, showing(owner, name, field)]));
  };
  const showing = (owner: string, name: string, value: unknown): unknown => {
    const rule = ruleFor(owner, name);
    if (!rule || typeof value !== 'string') return copy(value, name);
    if (value === ERASED || shown.includes(rule.kind)) return value;
    heldBack.add(rule.kind);
    return rule.mask(value);
  };
  const shownCopy = copy(document, '') as Unhashed<T>;
  return { document: shownCopy, masked: revealableFields.filter((kind) => heldBack.has(kind)) };
};
