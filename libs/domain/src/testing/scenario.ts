import type { Context, Decider, EventMeta } from '../kernel/decider.js';
import type { DomainEvent, Message } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';

/** The context most specs decide in: a caseworker of base union U1 on a Tuesday. */
export const testContext: Context = {
  at: '2022-03-01T02:00:00.000Z',
  today: '2022-03-01',
  by: 'caseworker-1',
  role: 'base_caseworker',
  unit: 'U1',
  requestId: 'r-1',
  correlationId: 'r-1',
};

const metaOf = ({ at, by, role, unit, requestId, correlationId }: Context): EventMeta => ({ at, by, role, unit, requestId, correlationId });

/**
 * given(events).when(command, context?).then(...events) | .thenRefused(code, details?) | .state().
 * Order, extra fields and absent fields all count. History is folded with `at`/`by` of the usual context unless an event of the
 * history carries its own `meta`.
 */
export const scenario =
  <State, Command extends Message, Event extends DomainEvent>(decider: Decider<State, Command, Event>, usual: Partial<Context> = {}) =>
  (...history: readonly (Event & { meta?: Partial<EventMeta> })[]) => {
    const context = { ...testContext, ...usual };
    const state = (): State =>
      history.reduce((folded, { meta, ...event }) => {
        const effective = event.effectiveOn === undefined ? {} : { effectiveOn: event.effectiveOn };
        return decider.evolve(folded, event as unknown as Event, { ...metaOf(context), ...effective, ...meta });
      }, decider.initial);
    return {
      state,
      when: (command: Command, overrides: Partial<Context> = {}) => {
        const run = () => decider.decide(command, state(), { ...context, ...overrides });
        return {
          events: run,
          then: (...expected: readonly Event[]) => expect(run()).toStrictEqual(expected),
          thenRefused: (code: string, details?: Record<string, unknown>) => {
            let thrown: unknown;
            try {
              run();
            } catch (error) {
              thrown = error;
            }
            expect(thrown).toBeInstanceOf(Refusal);
            expect((thrown as Refusal).code).toBe(code);
            if (details) expect((thrown as Refusal).details).toMatchObject(details);
          },
        };
      },
    };
  };
