import type { EventMeta } from '#domain/kernel/decider';

/** An event as views see it: opened, in today's schema, with its place. */
export type ViewEvent<Type extends string = string, Payload = unknown> = Readonly<{
  type: Type;
  data: Payload;
  meta: EventMeta;
  stream: string;
  revision: number;
  id: string;
  position: string;
}>;

/** Every member of an event union, as views see it. */
export type Seen<Event extends Readonly<{ type: string; data: unknown }>> = Event extends Event
  ? ViewEvent<Event['type'], Event['data']>
  : never;

/** A row of a view: plain JSON, with nothing a JSON round trip would change. */
export type Row = Readonly<Record<string, unknown>>;

/** Structurally the read store's CollectionDefinition: a pure library cannot import the store. */
export type Collection<T extends Row> = Readonly<{
  name: string;
  key: (row: T) => string;
  fields: Readonly<Partial<Record<keyof T & string, 'string' | 'number' | 'boolean'>>>;
  indexes: readonly (readonly string[])[];
  text?: readonly (keyof T & string)[];
}>;

/**
 * A view: which rows an event touches and what each becomes. Folds are total and pure, see only their own row, and return
 * null for a row that goes. `version` is raised when the fold or the row changes; the view is then rebuilt beside the old one.
 */
export type View<T extends Row, Event extends ViewEvent> = Readonly<{
  collection: Collection<T>;
  version: number;
  /** Categories of the streams whose events the view folds. */
  categories: readonly string[];
  keysOf: (event: Event) => readonly string[];
  fold: (row: T | null, event: Event, key: string) => T | null;
}>;
