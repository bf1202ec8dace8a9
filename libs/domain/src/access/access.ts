import type { Decider } from '../kernel/decider.js';
import type { Message, Of } from '../kernel/message.js';
import { requireText } from '../kernel/guards.js';
import { require } from '../kernel/refusal.js';
import { revealableFields, type AccessEvent, type RevealableField } from './access.events.js';

/** How often values of the household, or of the lead, were shown. */
export type AccessState = Readonly<{ revealed: number }>;

export type AccessCommand =
  | Message<'RevealPersonalValues', Readonly<{ householdId: string; fields: readonly RevealableField[]; reason: string }>>
  | Message<'RevealLead', Readonly<{ leadId: string; reason: string }>>;

const revealPersonalValues = ({ householdId, fields, reason }: Of<AccessCommand, 'RevealPersonalValues'>['data']): AccessEvent[] => {
  requireText(reason, 'reason');
  const named = revealableFields.filter((field) => fields.includes(field));
  require(named.length > 0, 'nothing-to-reveal');
  return [{ type: 'PersonalValuesRevealed', data: { householdId, fields: named }, reason }];
};

const revealLead = ({ leadId, reason }: Of<AccessCommand, 'RevealLead'>['data']): AccessEvent[] => {
  requireText(reason, 'reason');
  return [{ type: 'LeadRevealed', data: { leadId }, reason }];
};

/** The log of unmasked reads of one household or lead (PIPL arts. 28 and 51: specific purpose, access control). Every look is a fact of its own. */
export const access: Decider<AccessState, AccessCommand, AccessEvent> = {
  category: 'access',
  initial: { revealed: 0 },
  decide: ({ type, data }) => {
    switch (type) {
      case 'RevealPersonalValues':
        return revealPersonalValues(data);
      case 'RevealLead':
        return revealLead(data);
    }
  },
  evolve: (state, { type }) => {
    switch (type) {
      case 'PersonalValuesRevealed':
      case 'LeadRevealed':
        return { revealed: state.revealed + 1 };
    }
  },
};
