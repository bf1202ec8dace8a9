import autocannon from 'autocannon';
import type { Served } from './http-server.js';
import { sideBySide, type Measurement } from './measure.js';
import { inScratch } from './scratch.js';
import { whileServing } from './serve.js';

const CONNECTIONS = 50;
const SECONDS = 6;

/** Every request declares another income, so that every command appends an event. */
const bodyOf = (wageFen: number): string =>
  JSON.stringify({
    incomes: { wageFen, businessFen: 0, propertyFen: 0, transferFen: 0, otherFen: 0 },
    window: { from: '2021-02-01', to: '2022-01-31' },
  });

/** Requests answered per second; anything but success ends the measurement. */
const loadOf = async ({ url, token, householdIds }: Served, verb: string): Promise<number> => {
  let sent = 0;
  const result = await autocannon({
    url,
    connections: CONNECTIONS,
    duration: SECONDS,
    requests: [
      {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        setupRequest: (request) => {
          sent += 1;
          return { ...request, path: `/api/households/${householdIds[sent % householdIds.length]}/${verb}`, body: bodyOf(sent) };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${verb}: ${result.non2xx} answers were no success, ${result.errors} errors`);
  return result.requests.average;
};

/** A command over HTTP (session, validation, decision, hash, durable append), against the same request that does nothing. */
export const benchCommand = (): Promise<Measurement> =>
  inScratch((folder) =>
    whileServing(folder, async (served) => {
      const result = await sideBySide({ measured: () => loadOf(served, 'declare-income'), reference: () => loadOf(served, 'do-nothing') });
      return {
        name: 'command-over-http',
        unit: 'requests/s',
        ...result,
        budget: '>= 0.5',
        referenceIs: 'a no-op POST, same session and validation',
      };
    }),
  );
