export type Json = Readonly<Record<string, unknown>>;

/** The value at a dotted path; undefined where nothing stands there. */
export const valueAt = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, key) => (inner as Json | null | undefined)?.[key], value);

type Open = Record<string, unknown>;

/** A copy in which the objects along the given paths are copied once each, so that their last keys may be changed. */
const opened = (value: Json, paths: readonly string[], change: (parent: Open, key: string, index: number) => void): Json => {
  const copies = new Map<string, Open>([['', { ...value }]]);
  paths.forEach((path, index) => {
    const keys = path.split('.');
    let walked = '';
    let parent = copies.get('')!;
    for (const key of keys.slice(0, -1)) {
      walked += `.${key}`;
      const copy = copies.get(walked) ?? { ...(parent[key] as Json | undefined) };
      copies.set(walked, copy);
      parent[key] = copy;
      parent = copy;
    }
    change(parent, keys.at(-1)!, index);
  });
  return copies.get('')!;
};

/** A copy without the values at the given paths. */
export const removed = (value: Json, paths: readonly string[]): Json =>
  opened(value, paths, (parent, key) => {
    delete parent[key];
  });

/** A copy with the values put at the given paths, in their order. */
export const withValues = (value: Json, paths: readonly string[], values: readonly unknown[]): Json =>
  opened(value, paths, (parent, key, index) => {
    parent[key] = values[index];
  });
