import { keepsTheLaws } from '../testing/laws.js';
import { scenario } from '../testing/scenario.js';
import type { Of } from '../kernel/message.js';
import { access, type AccessCommand } from './access.js';
import { accessPersonal, type AccessEvent } from './access.events.js';

const given = scenario(access);

const reveal = (change: Partial<Of<AccessCommand, 'RevealPersonalValues'>['data']> = {}): Of<AccessCommand, 'RevealPersonalValues'> => ({
  type: 'RevealPersonalValues',
  data: { householdId: 'h1', fields: ['contacts'], reason: '入户前电话联系', ...change },
});
const revealed = (fields: Of<AccessEvent, 'PersonalValuesRevealed'>['data']['fields']): AccessEvent => ({
  type: 'PersonalValuesRevealed',
  data: { householdId: 'h1', fields },
  reason: '入户前电话联系',
});

const revealLead = (reason = '电话核实'): Of<AccessCommand, 'RevealLead'> => ({ type: 'RevealLead', data: { leadId: 'l1', reason } });
const leadRevealed: AccessEvent = { type: 'LeadRevealed', data: { leadId: 'l1' }, reason: '电话核实' };

keepsTheLaws(access, accessPersonal, {
  RevealPersonalValues: { after: [], command: reveal(), countsEachTime: true },
  RevealLead: { after: [], command: revealLead(), countsEachTime: true },
});

describe('a look behind the mask', () => {
  it('is recorded with what was shown and why', () =>
    given()
      .when(reveal())
      .then(revealed(['contacts'])));

  it('names each kind of value once, in the order of the list', () =>
    given()
      .when(reveal({ fields: ['health', 'idNumbers', 'health'] }))
      .then(revealed(['idNumbers', 'health'])));

  it('is recorded every time', () => expect(given(revealed(['contacts']), revealed(['contacts'])).state()).toEqual({ revealed: 2 }));

  it.each(['', '  '])('is refused without a reason: %j', (reason) =>
    given().when(reveal({ reason })).thenRefused('explanation-missing', { field: 'reason' }),
  );

  it('is refused where nothing is asked for', () =>
    given()
      .when(reveal({ fields: [] }))
      .thenRefused('nothing-to-reveal'));
});

describe('a look at who a lead is about', () => {
  it('is recorded with its reason, every time', () => {
    given().when(revealLead()).then(leadRevealed);
    given(leadRevealed).when(revealLead()).then(leadRevealed);
    expect(given(leadRevealed, leadRevealed).state()).toEqual({ revealed: 2 });
  });

  it.each(['', '  '])('is refused without a reason: %j', (reason) =>
    given().when(revealLead(reason)).thenRefused('explanation-missing', { field: 'reason' }),
  );
});
