import { setTimeout as delay } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Draining } from './platform/draining.js';
import type { Settings } from './platform/settings.js';

/** Time in which open connections learn, by their next answer, that they are to end. */
const DRAIN_MS = 250;
/** After the last request was finished or cut: time for the projector and the stores to come to an end. */
const CLOSE_SECONDS = 15;

/**
 * Stops without cutting a request: first every answer says that its connection ends, then no new ones are taken, then what is
 * under way is finished, then the projector and the stores stop. Requests that take longer than STOP_SECONDS are cut.
 */
export const stop = async (app: NestFastifyApplication, { stopSeconds }: Settings): Promise<void> => {
  const logger = new Logger('Stop');
  logger.log('stopping: requests under way are finished');
  app.get(Draining).begin();
  await delay(DRAIN_MS);
  const cut = setTimeout(() => {
    logger.warn('requests that would not end are cut');
    app.getHttpServer().closeAllConnections();
  }, stopSeconds * 1000);
  await app.close();
  clearTimeout(cut);
  logger.log('stopped');
};

/** How often a server that npm started looks whether npm is still there. */
const PARENT_MS = 500;

/** The shell that npm puts between itself and a script ends at a SIGTERM without passing it on; its end is then the signal. */
const onParentGone = (then: () => void): void => {
  if (process.env['npm_lifecycle_event'] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, PARENT_MS);
  timer.unref();
};

/** Stops at the first of the signals that ask for it and ends the process; a second signal ends it at once. */
export const stopOnSignals = (app: NestFastifyApplication, settings: Settings): void => {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), (settings.stopSeconds + CLOSE_SECONDS) * 1000).unref();
    stop(app, settings).then(
      () => process.exit(0),
      (error: unknown) => {
        new Logger('Stop').fatal({ err: error }, 'the stop failed');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  onParentGone(() => {
    if (!stopping) onSignal();
  });
};
