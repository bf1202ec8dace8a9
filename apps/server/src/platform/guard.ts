import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Caller, type RequestFacts, type WithCaller } from './caller.js';
import { Clock } from './clock.js';
import { Directory } from './directory.js';
import { MACHINE, OPEN, PERMISSION, SIGNED_IN, type Permission } from './permissions.js';
import { requirePlainJson } from './plain-json.js';
import { Problem } from './problem.js';
import { Sessions } from './sessions.js';
import { SETTINGS, type Settings } from './settings.js';

const REQUEST_ID = /^[\x21-\x7e]{1,128}$/;

const headerOf = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** If-Match names the revision the client saw: `"7"`, quoted as an entity tag, or bare. */
const expectedRevision = (request: FastifyRequest): number | undefined => {
  const given = headerOf(request, 'if-match');
  if (given === undefined || given === '*') return undefined;
  const match = /^(?:W\/)?"?(\d{1,15})"?$/.exec(given);
  if (!match) throw new Problem(400, 'if-match-invalid');
  return Number(match[1]);
};

/** The request's Idempotency-Key, or an id that no other request has. @throws {Problem} 400 `idempotency-key-invalid` */
export const requestIdOf = (request: FastifyRequest): string => {
  const given = headerOf(request, 'idempotency-key');
  if (given === undefined) return randomUUID();
  if (!REQUEST_ID.test(given)) throw new Problem(400, 'idempotency-key-invalid');
  return given;
};

/** Says whether a request with the same Idempotency-Key asks for the same thing. */
const digestOf = (request: FastifyRequest): string =>
  createHash('sha256')
    .update(`${request.method} ${request.url} `)
    .update(JSON.stringify(request.body ?? null))
    .digest('base64url');

const bearerOf = (request: FastifyRequest): string | undefined => /^Bearer (\S+)$/i.exec(headerOf(request, 'authorization') ?? '')?.[1];

/** Takes the same time whatever the answer. */
const isSame = (one: string, other: string): boolean => {
  const [a, b] = [one, other].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
};

/** Lets a request in: session, password change, permission. Whether a role reaches the object is the use case's question. */
@Injectable()
export class Guard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: Sessions,
    private readonly directory: Directory,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()];
    requirePlainJson(context.switchToHttp().getRequest<FastifyRequest>().body);
    if (this.reflector.getAllAndOverride<boolean>(OPEN, targets)) return true;
    const request = context.switchToHttp().getRequest<FastifyRequest & WithCaller>();
    if (this.reflector.getAllAndOverride<boolean>(MACHINE, targets) && this.isMachine(request)) return true;
    const { session, account } = await this.sessions.openedBy(bearerOf(request));
    const signedIn = this.reflector.getAllAndOverride<string>(SIGNED_IN, targets);
    if (account.mustChangePassword && signedIn !== 'even before password change') throw new Problem(403, 'password-change-required');
    const caller = new Caller(account.accountId, account.roles, this.factsOf(request), this.directory);
    request.caller = caller;
    request.session = session;
    if (signedIn) return true;
    const anyOf = this.reflector.getAllAndOverride<readonly Permission[] | undefined>(PERMISSION, targets) ?? [];
    // A route that names no permission is nobody's: forgetting one must not open it.
    if (!anyOf.some((permission) => caller.rolesWith(permission).length > 0)) {
      throw new Problem(403, 'permission-denied', anyOf.length > 0 ? { permission: anyOf.join(' ') } : {});
    }
    return true;
  }

  private isMachine(request: FastifyRequest): boolean {
    const { metricsToken } = this.settings;
    return metricsToken !== undefined && isSame(bearerOf(request) ?? '', metricsToken);
  }

  private factsOf(request: FastifyRequest): RequestFacts {
    const requestId = requestIdOf(request);
    const revision = expectedRevision(request);
    return {
      at: this.clock.at(),
      today: this.clock.today(),
      requestId,
      requestDigest: request.method === 'GET' ? '' : digestOf(request),
      correlationId: String(request.id),
      ...(revision === undefined ? {} : { expectedRevision: revision }),
    };
  }
}
