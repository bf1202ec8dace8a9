import type { DomainEvent } from '#domain/kernel/message';
import type { Receipt } from '#event-store/folding';
import { Streams } from '#event-store/streams';
import { systemContext } from '../../apps/server/src/platform/directory.js';
import type { TestServer } from './server.js';

type Told = Readonly<{ type: string; data: unknown }>;

/** What was told happened, whatever the rules say: for what is shown of histories that take long to bring about. */
export const tell = (server: TestServer, category: string, id: string, events: readonly Told[], at: string): Promise<Receipt> => {
  const decider = {
    category,
    initial: null,
    decide: () => events as readonly DomainEvent[],
    evolve: () => null,
  };
  const clock = { at: () => at, today: () => at.slice(0, 10) };
  const context = systemContext('test', clock, `told-${category}-${id}-${events.map(({ type }) => type).join()}`);
  return server.app.get(Streams).handle(decider, id, { type: 'Tell', data: events }, context);
};
