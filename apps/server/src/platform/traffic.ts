import { randomUUID } from 'node:crypto';
import helmet from '@fastify/helmet';
import { Logger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { WithCaller } from './caller.js';
import { Draining } from './draining.js';
import { frontDoorOptions, guardFrontDoor } from './front-door.js';
import { Metrics } from './metrics.js';
import type { Settings } from './settings.js';

/** A connection without a request ends after this, which also bounds how long a stop waits for it. */
const KEEP_ALIVE_MS = 5_000;

/** What is asked so often that a line for each would bury the rest. */
const QUIET = new Set(['/api/health/live', '/api/health/ready', '/api/health/reactions', '/api/metrics']);

export const fastifyAdapter = ({ requestTimeoutSeconds, trustedProxies }: Settings): FastifyAdapter => {
  const adapter = new FastifyAdapter({
    ...frontDoorOptions,
    genReqId: () => randomUUID(),
    trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
    requestTimeout: requestTimeoutSeconds * 1000,
    keepAliveTimeout: KEEP_ALIVE_MS,
    // A request that came over an open connection before it was closed is answered, not turned away.
    return503OnClosing: false,
  });
  guardFrontDoor(adapter);
  return adapter;
};

/** The route as it was declared: a path as it was sent may hold anything, even a person's number typed by mistake. */
const routeOf = (request: FastifyRequest): string => (request.is404 ? 'unknown' : (request.routeOptions.url ?? 'unknown'));

/** Headers that keep a browser from misusing an answer. The page of the API draws with styles of its own. */
const protect = async (app: NestFastifyApplication): Promise<void> => {
  await app.register(helmet, {
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null, imgSrc: ["'self'", 'data:'] } },
    crossOriginEmbedderPolicy: false,
  });
};

/**
 * Counts every answer, and writes one line for each: who asked for what in which time, and nothing of what was said. While the
 * server is about to stop, each answer ends its connection.
 */
export const watchTraffic = async (app: NestFastifyApplication): Promise<void> => {
  const logger = new Logger('Request');
  const metrics = app.get(Metrics);
  const draining = app.get(Draining);
  await protect(app);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onSend', async (_request: FastifyRequest, reply: FastifyReply) => {
      // Answers are about people: no browser and no proxy keeps one.
      if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
      if (draining.isUnderWay) void reply.header('connection', 'close');
    })
    .addHook('onResponse', (request: FastifyRequest & WithCaller, reply: FastifyReply, done: () => void) => {
      const route = routeOf(request);
      const [method, status, ms] = [request.method, reply.statusCode, Math.round(reply.elapsedTime * 10) / 10];
      metrics.answered(method, route, status, reply.elapsedTime / 1000);
      const line = { method, route, status, ms, by: request.caller?.accountId };
      if (QUIET.has(route) && status < 500) logger.debug(line);
      else logger.log(line);
      done();
    });
};
