import type { EventMeta } from '#domain/kernel/decider';
import type { Row, View, ViewEvent } from '#read-models/view';

type Told = Readonly<{ type: string; data: unknown; effectiveOn?: string; reason?: string; meta?: Partial<EventMeta> }>;

const usualMeta: EventMeta = {
  at: '2022-03-01T02:00:00.000Z',
  by: 'caseworker-1',
  role: 'base_caseworker',
  unit: 'U1',
  requestId: 'r-1',
  correlationId: 'r-1',
};

/** Events of one stream as a view sees them, from revision 0 on. */
export const seenIn = <Event extends ViewEvent>(stream: string, events: readonly Told[]): readonly Event[] =>
  events.map(({ type, data, effectiveOn, reason, meta }, revision) => ({
    type,
    data,
    meta: { ...usualMeta, ...(effectiveOn !== undefined && { effectiveOn }), ...(reason !== undefined && { reason }), ...meta },
    stream,
    revision,
    id: `${stream}@${revision}`,
    position: String(revision).padStart(12, '0'),
  })) as unknown as readonly Event[];

/** The rows of a view after events, by key: what the projector does, without a store. */
export const foldView = <T extends Row, Event extends ViewEvent>(
  view: View<T, Event>,
  events: readonly Event[],
): ReadonlyMap<string, T> => {
  const rows = new Map<string, T>();
  for (const event of events) {
    for (const key of view.keysOf(event)) {
      const row = view.fold(rows.get(key) ?? null, event, key);
      if (row) rows.set(key, row);
      else rows.delete(key);
    }
  }
  return rows;
};
