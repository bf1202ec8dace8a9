import type { Context } from '#domain/kernel/decider';
import { uuidFrom } from '#event-store/request';
import type { Clock } from '../platform/clock.js';
import type { Actor, Standing } from './actor.js';

/** One run over an import's files. A run that is resumed is the same run, so that its requests are answered, not repeated. */
export type Run = Readonly<{ importId: string; runId: string; actor: Actor }>;

/** Context of one command of a run; `what` names it within the run. */
export const contextOf = ({ importId, runId, actor }: Run, clock: Clock, what: string, { role, unit }: Standing = actor.home): Context => ({
  at: clock.at(),
  today: clock.today(),
  by: actor.by,
  role,
  unit,
  requestId: uuidFrom('import', runId, what),
  correlationId: importId,
});
