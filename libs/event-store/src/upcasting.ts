/** Turns the data of one schema version of an event into that of the next. */
export type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/** By event type: `steps[n]` lifts schema n+1 to n+2, so a type with k steps is at schema k+1 today. Types without an entry are at 1. */
export type Upcasters = Readonly<Record<string, readonly Upcaster[]>>;

export const currentSchema = (upcasters: Upcasters, type: string): number => (upcasters[type]?.length ?? 0) + 1;

/**
 * The event's data in today's schema.
 * @throws where it was written by a newer version than this one: reading on would lose what that version knew.
 */
export const upcast = (upcasters: Upcasters, type: string, schema: number, data: Readonly<Record<string, unknown>>) => {
  const current = currentSchema(upcasters, type);
  if (schema > current) throw new Error(`event ${type} has schema ${schema}; this version knows up to ${current}`);
  return (upcasters[type] ?? []).slice(schema - 1).reduce((older, step) => step(older), data);
};
