import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { PROBLEM_JSON, problemDocument } from './problem-document.js';
import { Problem } from './problem.js';
import { strictJson } from './strict-json.js';

const BODY_LIMIT_BYTES = 1024 * 1024;
/** Longer than any id, code or name that stands in a path. */
const LONGEST_PARAMETER = 200;

/** A request that Node could not read as one: nothing is known of it, so the answer is written by hand. */
const turnAway = (error: NodeJS.ErrnoException, socket: Socket): void => {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem(431, 'headers-too-large')
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? new Problem(408, 'request-timeout')
        : new Problem(400, 'request-invalid');
  const body = JSON.stringify(problemDocument(problem, undefined, randomUUID()));
  const head = `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\nContent-Type: ${PROBLEM_JSON}\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
};

/** A path that no route is looked up for. What it holds is not repeated. */
const refusePath = (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
  const problem = error.code === 'FST_ERR_BAD_URL' ? new Problem(400, 'url-invalid') : new Problem(404, 'not-found');
  void reply
    .status(problem.status)
    .type(PROBLEM_JSON)
    .serializer(JSON.stringify)
    .send(problemDocument(problem, request.headers['accept-language'], String(request.id)));
};

/** How much comes in, and what is answered before a route is known. */
export const frontDoorOptions = {
  bodyLimit: BODY_LIMIT_BYTES,
  routerOptions: { maxParamLength: LONGEST_PARAMETER },
  frameworkErrors: refusePath,
  clientErrorHandler: turnAway,
};

/** Control characters and bytes that are no UTF-8 are in no code, name or cursor. */
const isPlainUrl = (url: string): boolean => {
  try {
    return !/[\u0000-\u001f\u007f]/.test(decodeURIComponent(url.replaceAll('+', ' ')));
  } catch {
    return false;
  }
};

/** What a route says of itself to be sent a form with files. Elsewhere one would be left unread and the command carried out without it. */
export const TAKES_FORM = { takesForm: true } as const;

const takesForm = ({ routeOptions: { config } }: FastifyRequest): boolean => 'takesForm' in config && config.takesForm === true;

const refuseBeforeBody = (request: FastifyRequest): void => {
  const { url, headers } = request;
  if (!isPlainUrl(url)) throw new Problem(400, 'url-invalid');
  const encoding = headers['content-encoding'];
  // A small compressed body can be a large one.
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') throw new Problem(415, 'content-encoding-unsupported');
  if (/^\s*multipart\//i.test(headers['content-type'] ?? '') && !takesForm(request)) throw new Problem(415, 'unsupported-media-type');
};

/** Takes bodies as strict JSON and in no other form, unless a route's plugin adds one. The application is made with `bodyParser: false`. */
export const guardFrontDoor = (adapter: FastifyAdapter): void => {
  const server = adapter.getInstance();
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, strictJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addHook('onRequest', (request, _reply, done) => {
    refuseBeforeBody(request);
    done();
  });
};
