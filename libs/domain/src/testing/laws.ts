import type { Context, Decider } from '../kernel/decider.js';
import type { DomainEvent, Message, Of, PersonalFields } from '../kernel/message.js';
import { Refusal } from '../kernel/refusal.js';
import { scenario } from './scenario.js';

/** A command that is accepted after a history. `countsEachTime`: two of it are two facts (a sign-in), so a repeat adds more. */
export type Sample<Command extends Message, Event extends DomainEvent> = Readonly<{
  after: readonly Event[];
  command: Command;
  context?: Partial<Context>;
  countsEachTime?: true;
}>;

const at = (data: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], data);

/** Laws that every decider keeps, tried on one sample of every command of its union. */
export const keepsTheLaws = <State, Command extends Message, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  personal: PersonalFields<Event>,
  samples: { readonly [Type in Command['type']]: Sample<Of<Command, Type>, Event> },
): void => {
  const given = scenario(decider);
  const decide = (history: readonly Event[], { command, context }: Sample<Command, Event>): readonly Event[] =>
    given(...history)
      .when(command, context)
      .events();
  const repeat = (history: readonly Event[], sample: Sample<Command, Event>): readonly Event[] => {
    try {
      return decide(history, sample);
    } catch (error) {
      expect(error).toBeInstanceOf(Refusal);
      return [];
    }
  };

  describe.each(Object.entries<Sample<Command, Event>>(samples))('%s', (_, sample) => {
    const events = decide(sample.after, sample);

    it('says something happened', () => expect(events).not.toHaveLength(0));

    it('sent again, adds nothing or is refused', () =>
      expect(repeat([...sample.after, ...events], sample)).toHaveLength(sample.countsEachTime ? events.length : 0));

    it('gives events that survive storage as JSON', () => expect(JSON.parse(JSON.stringify(events))).toStrictEqual(events));

    it('seals personal values under a person that the event names', () => {
      const declared = events.flatMap((event) => personal[event.type as Event['type']].map(({ subject }) => at(event.data, subject)));
      expect(declared.filter((subject) => typeof subject !== 'string' || subject === '')).toEqual([]);
    });
  });
};
