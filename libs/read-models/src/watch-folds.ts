import type { WatchEvent } from '#domain/watch/watch.events';
import type { Seen, ViewEvent } from './view.js';

export type WatchSeen = Seen<WatchEvent>;

/** Of views over events of several categories. */
export const isOfWatch = (event: ViewEvent): event is WatchSeen => event.stream.startsWith('watch-');
