import type { Decider } from '../kernel/decider.js';
import type { Message } from '../kernel/message.js';
import { require } from '../kernel/refusal.js';
import { revealableFields, type AccessEvent, type RevealableField } from './access.events.js';

/** How often values of the household were shown. */
export type AccessState = Readonly<{ revealed: number }>;

export type AccessCommand = Message<
  'RevealPersonalValues',
  Readonly<{ householdId: string; fields: readonly RevealableField[]; reason: string }>
>;

const revealPersonalValues = ({ householdId, fields, reason }: AccessCommand['data']): AccessEvent[] => {
  require(reason.trim() !== '', 'explanation-missing', { field: 'reason' });
  const named = revealableFields.filter((field) => fields.includes(field));
  require(named.length > 0, 'nothing-to-reveal');
  return [{ type: 'PersonalValuesRevealed', data: { householdId, fields: named }, reason }];
};

/** The log of unmasked reads of one household (PIPL arts. 28 and 51: specific purpose, access control). Every look is a fact of its own. */
export const access: Decider<AccessState, AccessCommand, AccessEvent> = {
  category: 'access',
  initial: { revealed: 0 },
  decide: ({ type, data }) => {
    switch (type) {
      case 'RevealPersonalValues':
        return revealPersonalValues(data);
    }
  },
  evolve: (state, { type }) => {
    switch (type) {
      case 'PersonalValuesRevealed':
        return { revealed: state.revealed + 1 };
    }
  },
};
