import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Refusal } from '#domain/kernel/refusal';
import { ChainBroken } from '#event-store/envelope';
import { LogUnavailable, WrongExpectedRevision } from '#event-store/port';
import { StaleRevision } from '#event-store/round';
import { BadCursor, ReadStoreUnavailable } from '#read-store/port';
import { PROBLEM_JSON, problemDocument } from './problem-document.js';
import { Problem } from './problem.js';

/** Refusals that say what is not there, rather than what cannot be. */
const NOT_FOUND = new Set(['account-unknown', 'household-absent', 'import-unknown', 'policy-version-unknown', 'unit-unknown']);

const refused = ({ code, details }: Refusal): Problem => new Problem(NOT_FOUND.has(code) ? 404 : 409, code, details);

/** What the framework answers by itself. */
export const byHttpStatus: Readonly<Record<number, string>> = {
  400: 'bad-request',
  404: 'not-found',
  405: 'method-not-allowed',
  406: 'not-acceptable',
  408: 'request-timeout',
  413: 'body-too-large',
  415: 'unsupported-media-type',
  429: 'too-many-requests',
};

const statusOf = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
};

/** The one table from errors to answers. What is not in it is our fault and says nothing of itself. */
const problemOf = (error: unknown): Problem => {
  if (error instanceof Problem) return error;
  if (error instanceof Refusal) return refused(error);
  if (error instanceof StaleRevision) return new Problem(412, 'stale-revision', { expected: error.expected, actual: error.actual });
  if (error instanceof WrongExpectedRevision) return new Problem(409, 'concurrent-change');
  if (error instanceof BadCursor) return new Problem(400, 'cursor-invalid');
  if (error instanceof LogUnavailable || error instanceof ReadStoreUnavailable) return new Problem(503, 'store-unavailable');
  if (error instanceof ChainBroken) return new Problem(503, 'history-altered', { stream: error.stream, revision: error.revision });
  const status = statusOf(error);
  return status !== undefined && status < 500
    ? new Problem(status, byHttpStatus[status] ?? 'bad-request')
    : new Problem(500, 'internal-error');
};

/** Seconds after which the same request may do better, for those that only came at the wrong time. */
const retryAfterOf = ({ status, details: { retryAfterSeconds } }: Problem): string | undefined => {
  if (typeof retryAfterSeconds === 'number') return String(retryAfterSeconds);
  return status === 503 ? '1' : undefined;
};

/** Answers every error as problem+json; logs those that are ours. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Problem');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const problem = problemOf(error);
    // Behind, catching up, stopping: said on purpose, so no fault of ours with a place in the code.
    if (error instanceof Problem && problem.status === 503) this.logger.debug({ code: problem.code, requestId: request.id });
    else if (problem.status >= 500) this.logger.error({ code: problem.code, err: error, requestId: request.id });
    const retryAfter = retryAfterOf(problem);
    if (retryAfter !== undefined) void reply.header('retry-after', retryAfter);
    void reply
      .status(problem.status)
      .header('content-type', PROBLEM_JSON)
      .send(problemDocument(problem, request.headers['accept-language'], String(request.id)));
  }
}
