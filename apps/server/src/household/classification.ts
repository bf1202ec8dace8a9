import { classificationInputsOf } from '#domain/household/classification-inputs';
import { classify, type Classification } from '#domain/policy/classification';
import type { OnTheDesk } from './household-desk.js';

/**
 * The category of the file as its facts stand, by the policy and the line of a day.
 * @throws {Refusal} `no-policy-in-force`, `classification-facts-missing`, and as `classify`
 */
export const classificationOn = ({ file, rulesOn }: OnTheDesk, onDate: string): Classification => {
  const { rules, policyVersion, area } = rulesOn(onDate);
  return classify(classificationInputsOf(file.facts, area, onDate), rules, policyVersion);
};
