import type { StoredEvent } from '#event-store/event-store';
import { categoryOf } from '#event-store/port';
import type { Permission } from '../platform/permissions.js';

/** Ids that a message may name, each a string but the number of a watch case. */
type LiveId = 'householdId' | 'watchNumber' | 'leadId' | 'feedId' | 'aidId' | 'fundId' | 'batchId' | 'lotId' | 'policyId';

export type LiveIds = Readonly<Partial<Record<Exclude<LiveId, 'watchNumber'>, string> & { watchNumber: number }>>;

/**
 * How the unit of an event is found: `named` by the event itself, by the `first` event of its stream, by the `latest` one so far
 * that names one (a file moves), or it is of no unit at all.
 */
type Whereabouts = 'named' | 'first' | 'latest' | 'nowhere';

type LiveCategory = Readonly<{
  permission: Permission;
  whereabouts: Whereabouts;
  /** What the stream is named after; a unit's own code is its unit. */
  streamId?: LiveId;
  /** Ids taken from the event. */
  also: readonly LiveId[];
  /** Those who see counts only hear of it without knowing of whom. */
  counted: boolean;
}>;

const of = (permission: Permission, whereabouts: Whereabouts, streamId?: LiveId, ...also: readonly LiveId[]): LiveCategory => ({
  permission,
  whereabouts,
  also,
  counted: false,
  ...(streamId && { streamId }),
});

/**
 * What is told, by category of the log, and to whom. Identities, usernames, accounts, what was seen unmasked, imports, refusals
 * and claims against caps are the business of nobody who looks at a board.
 */
const told = {
  household: { ...of('household:read', 'latest', 'householdId'), counted: true },
  watch: { ...of('watch:read', 'named', 'householdId', 'watchNumber'), counted: true },
  aid: of('aid:read', 'named', 'aidId', 'householdId'),
  fund: of('fund:read', 'first', 'fundId', 'aidId'),
  paymentBatch: of('payment:read', 'first', 'batchId'),
  goodsLot: of('goods:read', 'first', 'lotId', 'aidId'),
  lead: of('lead:read', 'named', 'leadId'),
  feed: of('feed:read', 'first', 'feedId'),
  policy: of('policy:read', 'nowhere', 'policyId'),
  unit: of('unit:read', 'named'),
} as const satisfies Readonly<Record<string, LiveCategory>>;

export type LiveCategoryName = keyof typeof told;
export const liveCategories = Object.keys(told) as readonly LiveCategoryName[];
export const liveCategory = (name: LiveCategoryName): LiveCategory => told[name];

/** What the directory keeps: once such an event went by, what follows is judged by what it says. */
const kept: ReadonlySet<string> = new Set(['account', 'unit', 'policy']);
export const followedCategories: readonly string[] = [...new Set([...liveCategories, ...kept])];

/** As much of an event as a message may need: nothing personal. */
export type LiveEvent = Readonly<{
  position: string;
  at: string;
  /** Undefined for an event that is followed and not told. */
  category: LiveCategoryName | undefined;
  type: string;
  stream: string;
  revision: number;
  ids: LiveIds;
  /** Units that the event names, the one it belongs to from now on before the one it belonged to. */
  named: readonly string[];
  /** It changes who may hear of what. */
  changesDirectory: boolean;
}>;

const isLive = (category: string): category is LiveCategoryName => Object.hasOwn(told, category);

const idsOf = ({ streamId, also }: LiveCategory, id: string, data: StoredEvent['data']): LiveIds => {
  const fromData = also.map((name) => [name, data[name]] as const);
  const all = streamId ? [[streamId, id] as const, ...fromData] : fromData;
  return Object.fromEntries(all.filter(([name, value]) => typeof value === (name === 'watchNumber' ? 'number' : 'string')));
};

const unitsNamed = (category: LiveCategoryName, data: StoredEvent['data']): readonly string[] => {
  const named = category === 'unit' ? [data['code'], data['from']] : [data['toUnitId'] ?? data['unitId'], data['fromUnitId']];
  return named.filter((unit) => typeof unit === 'string');
};

/** What is told of an event, before it is known to whom. */
export const liveEventOf = ({ position, stream, revision, type, data, meta }: StoredEvent): LiveEvent => {
  const category = categoryOf(stream);
  const isTold = isLive(category);
  return {
    ...{ position, at: meta.at, type, stream, revision },
    category: isTold ? category : undefined,
    ids: isTold ? idsOf(told[category], stream.slice(category.length + 1), data) : {},
    named: isTold ? unitsNamed(category, data) : [],
    changesDirectory: kept.has(category),
  };
};
