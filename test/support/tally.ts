import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStore } from '#event-store/event-store';
import { Keyring } from '#event-store/keyring/keyring';
import { openSqliteKeys } from '#event-store/keyring/sqlite-keys';
import { openSqliteLog } from '#event-store/sqlite/sqlite-log';
import type { AnyView } from '#read-models/registry';
import type { ReadStore } from '#read-store/port';
import { openSqliteReadStore } from '#read-store/sqlite/sqlite-read-store';

export type Count = Readonly<{ number: number; keys: readonly string[]; removes?: boolean }>;

const META = {
  at: '2026-03-01T08:00:00.000Z',
  by: 'tester',
  role: 'system',
  unit: 'u-1',
  requestId: 'r-1',
  correlationId: 'r-1',
} as const;

/** A view in which any loss, repeat or change of order shows: each row remembers the numbers it has seen, in order. */
export const tallyView = (name = 'tally', version = 1): AnyView => ({
  collection: { name, key: ({ key }) => String(key), fields: { key: 'string', last: 'number' }, indexes: [['last']] },
  version,
  categories: ['tally'],
  keysOf: ({ data }) => (data as Count).keys,
  fold: (row, { data }, key) => {
    const { number, removes } = data as Count;
    return removes ? null : { key, last: number, seen: [...((row?.seen as number[] | undefined) ?? []), number] };
  },
});

/** Rows of a tally view after all of `counts`, folded without any store. */
export const tallied = (view: AnyView, counts: readonly Count[]): ReadonlyMap<string, unknown> => {
  const rows = new Map<string, ReturnType<AnyView['fold']>>();
  for (const data of counts) for (const key of new Set(data.keys)) rows.set(key, view.fold(rows.get(key) ?? null, { data } as never, key));
  return new Map([...rows].filter(([, row]) => row !== null));
};

/** An event log and a read store of their own, in a folder that goes with them. */
export class TallyCity {
  private constructor(
    readonly folder: string,
    readonly events: EventStore,
    readonly store: ReadStore,
  ) {}

  static async open(): Promise<TallyCity> {
    const folder = mkdtempSync(join(tmpdir(), 'tally-'));
    const keyring = new Keyring(openSqliteKeys(':memory:'), randomBytes(32));
    const log = await openSqliteLog({ path: join(folder, 'events.db') });
    const events = new EventStore({ log, keyring, sealing: {}, upcasters: {} });
    return new TallyCity(folder, events, await openSqliteReadStore({ path: join(folder, 'views.db') }));
  }

  /** Another process's connection to the same views. */
  anotherStore(): Promise<ReadStore> {
    return openSqliteReadStore({ path: join(this.folder, 'views.db') });
  }

  /** Appends one event for each count and answers the position of the last. */
  async count(...counts: readonly Count[]): Promise<string> {
    const events = counts.map((data) => ({ id: randomUUID(), type: 'Tallied', data, meta: META }));
    return (await this.events.append(`tally-${randomUUID()}`, 'noStream', events)).position;
  }

  /** All rows of the build that queries see. */
  async rows(view: AnyView, store = this.store): Promise<ReadonlyMap<string, unknown>> {
    const { rows } = await store.collection(view.collection).find({ limit: 200 });
    return new Map(rows.map((row) => [String(row.key), row]));
  }

  async discard(): Promise<void> {
    await this.events.close();
    await this.store.close();
    rmSync(this.folder, { recursive: true });
  }
}
