const entriesOf = (value: object): [string, unknown][] => Object.entries(value).filter(([, item]) => item !== undefined);

/** True where two plain values would be the same JSON, in whatever order their keys stand (a store may sort them). */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const theirs = new Map(entriesOf(other));
  const ours = entriesOf(one);
  return ours.length === theirs.size && ours.every(([key, item]) => theirs.has(key) && isSame(item, theirs.get(key)));
};
