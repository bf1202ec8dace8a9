import { accident, applied, assets, classificationOf, event, facts, given, incomes, rigidCosts } from '../testing/sample-household.js';
import { classificationInputsOf } from './classification-inputs.js';
import type { HouseholdEvent } from './household.events.js';
import { outdatedInputs } from './household.policies.js';

const factsAfter = (...events: readonly HouseholdEvent[]) => {
  const state = given(applied(), ...events).state();
  if (state.status === 'absent') throw new Error('there is a file');
  return state.facts;
};

describe('the inputs of a classification', () => {
  it('are the facts of the file on the day of application', () =>
    expect(classificationInputsOf(factsAfter(...facts), '410481')).toEqual({
      area: '410481',
      onDate: '2022-02-14',
      persons: 2,
      incomes,
      rigidCosts,
      assets,
    }));

  it('take another day and an accident', () => {
    const inputs = classificationInputsOf(
      factsAfter(...facts, event('AccidentRecorded', { personId: 'p1', accident })),
      '4104',
      '2022-03-01',
    );
    expect(inputs).toMatchObject({ onDate: '2022-03-01', accident });
  });

  it('are never outdated when they were just taken', () => {
    const known = factsAfter(...facts);
    expect(outdatedInputs(known, classificationOf(classificationInputsOf(known, '410481')))).toEqual([]);
  });

  it.each([
    [['incomes', 'rigidCosts', 'assets'], facts.slice(0, 1)],
    [['assets'], facts.slice(0, 3)],
  ])('are refused while facts are missing: %j', (missing, events) =>
    expect(() => classificationInputsOf(factsAfter(...events), '410481')).toThrow(
      expect.objectContaining({ code: 'classification-facts-missing', details: { missing } }),
    ),
  );
});
