/** What the tree needs of a unit. */
export type UnitPlace = Readonly<{ code: string; parent?: string }>;

/**
 * The union tree at one moment. An unknown code is a tree of its own: nothing above or below it. Two moves decided at the
 * same moment could close a circle; every walk here visits a unit once, so that such a circle is seen and never followed for ever.
 */
export type UnitTree = Readonly<{
  /** Codes above a unit, the nearest first, itself left out. */
  ancestors: (code: string) => readonly string[];
  /** The unit and all codes below it: what a role held there reaches. */
  subtree: (code: string) => readonly string[];
  /** True where `code` is `ancestor` or below it. */
  isWithin: (code: string, ancestor: string) => boolean;
  /** The region code a unit's allowance line is found by: its own, else that of the nearest unit above; undefined where none has one. */
  areaOf: (code: string) => string | undefined;
}>;

/** A region code of the civil-affairs ministry at the front of a unit code: six digits for a county, four for a city. */
const regionOf = (code: string): string | undefined => /^(\d{6}|\d{4})(?=-|$)/.exec(code)?.[1];

const childrenByParent = (units: readonly UnitPlace[]): ReadonlyMap<string, readonly string[]> => {
  const children = new Map<string, string[]>();
  for (const { code, parent } of units) {
    if (parent === undefined) continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(code);
    else children.set(parent, [code]);
  }
  return children;
};

/** Builds the tree of the given units, closed ones included where they are given. */
export const unitTree = (units: Iterable<UnitPlace>): UnitTree => {
  const places = [...units];
  const parents = new Map(places.map(({ code, parent }) => [code, parent]));
  const children = childrenByParent(places);

  const ancestors = (code: string): string[] => {
    const above = new Set<string>();
    for (let next = parents.get(code); next !== undefined && next !== code && !above.has(next); next = parents.get(next)) above.add(next);
    return [...above];
  };
  const subtree = (code: string): string[] => {
    const found = new Set([code]);
    for (const each of found) for (const child of children.get(each) ?? []) found.add(child);
    return [...found];
  };

  return {
    ancestors,
    subtree,
    isWithin: (code, ancestor) => code === ancestor || ancestors(code).includes(ancestor),
    areaOf: (code) => [code, ...ancestors(code)].map(regionOf).find((region) => region !== undefined),
  };
};
