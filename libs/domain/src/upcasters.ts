type Upcaster = (data: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;

/**
 * How stored events of an older schema are read, by event type: step n lifts schema n+1 to n+2, so a type with k steps is at
 * schema k+1 today. A released event is never edited: a change adds a step here and a sample of the new schema in test/history.
 */
export const upcasters: Readonly<Record<string, readonly Upcaster[]>> = {};
