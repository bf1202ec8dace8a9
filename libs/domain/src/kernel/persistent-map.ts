const BITS = 4;
const WIDTH = 1 << BITS;
const LEAF_MAX = 8;
const HASH_BITS = 32;

type Entry<Value> = readonly [key: string, value: Value];
type Leaf<Value> = Readonly<{ entries: readonly Entry<Value>[] }>;
type Branch<Value> = Readonly<{ children: readonly Node<Value>[] }>;
type Node<Value> = Leaf<Value> | Branch<Value>;

const EMPTY_LEAF: Leaf<never> = { entries: [] };

/** FNV-1a over UTF-16 units: spreads keys that differ in their last characters alone. */
const hashOf = (key: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};

const slotOf = (hash: number, depth: number): number => (hash >>> (depth * BITS)) & (WIDTH - 1);

const isBranch = <Value>(node: Node<Value>): node is Branch<Value> => 'children' in node;

/** Keys with one and the same hash stay together in a leaf, however many they are. */
const maySplit = (depth: number): boolean => depth * BITS < HASH_BITS;

const put = <Value>(node: Node<Value>, key: string, value: Value, hash: number, depth: number): Node<Value> => {
  if (isBranch(node)) {
    const slot = slotOf(hash, depth);
    return { children: node.children.with(slot, put(node.children[slot]!, key, value, hash, depth + 1)) };
  }
  const at = node.entries.findIndex(([known]) => known === key);
  const entries = at === -1 ? [...node.entries, [key, value] as const] : node.entries.with(at, [key, value]);
  if (entries.length <= LEAF_MAX || !maySplit(depth)) return { entries };
  const branch: Node<Value> = { children: Array<Node<Value>>(WIDTH).fill(EMPTY_LEAF) };
  return entries.reduce<Node<Value>>((grown, [known, kept]) => put(grown, known, kept, hashOf(known), depth), branch);
};

function* entriesOf<Value>(node: Node<Value>): Generator<Entry<Value>> {
  if (isBranch(node)) for (const child of node.children) yield* entriesOf(child);
  else yield* node.entries;
}

/**
 * A map that is never changed: `set` answers a new one that shares all but a few nodes with the old. State that grows with a
 * stream's history is kept in these, so that folding one more event costs the same however many came before.
 */
export class PersistentMap<Value> implements Iterable<Entry<Value>> {
  private static readonly none = new PersistentMap<never>(EMPTY_LEAF, 0);

  private constructor(
    private readonly root: Node<Value>,
    readonly size: number,
  ) {}

  static empty<Value>(): PersistentMap<Value> {
    return PersistentMap.none;
  }

  get(key: string): Value | undefined {
    const hash = hashOf(key);
    let node = this.root;
    for (let depth = 0; isBranch(node); depth++) node = node.children[slotOf(hash, depth)]!;
    return node.entries.find(([known]) => known === key)?.[1];
  }

  has(key: string): boolean {
    return this.get(key) !== undefined;
  }

  /** A map that holds `value` at `key` besides what this one holds. */
  set(key: string, value: Value): PersistentMap<Value> {
    return new PersistentMap(put(this.root, key, value, hashOf(key), 0), this.size + (this.has(key) ? 0 : 1));
  }

  [Symbol.iterator](): Iterator<Entry<Value>> {
    return entriesOf(this.root);
  }

  *values(): Generator<Value> {
    for (const [, value] of entriesOf(this.root)) yield value;
  }
}
