import type { DomainEvent, PersonalFields } from '../kernel/message.js';

/** Kinds of union organisation in the city; industry and directly attached unions stand beside the counties. */
export const unitKinds = [
  'city_union',
  'service_centre',
  'county_union',
  'township_union',
  'base_union',
  'industry_union',
  'direct_enterprise_union',
] as const;

export type UnitKind = (typeof unitKinds)[number];

/** These types and their names are the stored format. Units are organisations: nothing here is personal. */
export type UnitEvent =
  /** A unit joined the tree; only the root has no parent. */
  | DomainEvent<'UnitRegistered', Readonly<{ code: string; parent?: string; kind: UnitKind; name: string }>>
  /** The unit goes by another name; its code and its place stay. */
  | DomainEvent<'UnitRenamed', Readonly<{ code: string; name: string }>>
  /** The unit, with all below it, now belongs to another parent. */
  | DomainEvent<'UnitMoved', Readonly<{ code: string; from?: string; parent: string }>>
  /** The unit was dissolved; its code is never used again. */
  | DomainEvent<'UnitClosed', Readonly<{ code: string }>>;

export const unitPersonal: PersonalFields<UnitEvent> = {
  UnitRegistered: [],
  UnitRenamed: [],
  UnitMoved: [],
  UnitClosed: [],
};
