/** The projector on a thread of its own, so that keeping views takes no time from answering requests. Run by ProjectorService. */
import { parentPort, workerData } from 'node:worker_threads';
import { Logger } from '@nestjs/common';
import { views } from '#read-models/registry';
import { plainLogger } from '../platform/logging.js';
import { Progress } from '../platform/progress.js';
import type { Settings } from '../platform/settings.js';
import { openEventReader, openReadStore } from '../platform/stores.js';
import { Projector } from './projector.js';

/** What the thread tells: a method of Progress and its arguments, for the Progress of the main thread. */
export type Told = Readonly<{ [Method in TellingMethod]: readonly [Method, ...Parameters<Progress[Method]>] }[TellingMethod]>;
type TellingMethod = 'keep' | 'standBy' | 'reached' | 'count' | 'stop' | 'interruption';

const METHODS: readonly TellingMethod[] = ['keep', 'standBy', 'reached', 'count', 'stop', 'interruption'];

/** Progress that is told to the main thread as well. */
const toldProgress = (tell: (told: Told) => void): Progress =>
  new Proxy(new Progress(), {
    get: (progress, name: keyof Progress) => {
      const member: unknown = Reflect.get(progress, name, progress);
      if (typeof member !== 'function') return member;
      return (...values: unknown[]) => {
        if ((METHODS as readonly string[]).includes(name)) tell([name, ...values] as unknown as Told);
        return (member as (...given: unknown[]) => unknown).apply(progress, values);
      };
    },
  });

const run = async (port: NonNullable<typeof parentPort>): Promise<void> => {
  const settings = workerData as Settings;
  Logger.overrideLogger(plainLogger(settings));
  const [events, store] = await Promise.all([openEventReader(settings), openReadStore(settings)]);
  const projector = new Projector({ events, store, views, progress: toldProgress((told) => port.postMessage(told)) });
  projector.start();
  port.once('message', () => {
    void projector
      .stop()
      .then(() => Promise.all([events.close(), store.close()]))
      .then(() => port.close());
  });
};

if (parentPort) await run(parentPort);
