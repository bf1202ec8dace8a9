import type { AidEventData } from '#domain/aid/aid.events';
import type { HouseholdEventData } from '#domain/household/household.events';
import type { WatchEventData } from '#domain/watch/watch.events';
import { terms, type Language, type TermList } from '../terms.js';
import { aidSentences } from './aid-sentences.js';
import { sentences } from './sentences.js';
import { watchSentences } from './watch-sentences.js';

/** A value as it stands, or as a term of one of the value lists. */
type Term = Readonly<{ list: TermList; values: readonly string[] }>;
export type Parameter = string | number | Term;

/** A sentence and what goes into it. Never an ID number, telephone, card, address or health value. */
export type Words = Readonly<{
  key: keyof HouseholdEventData | keyof AidEventData | keyof WatchEventData;
  parameters: Readonly<Record<string, Parameter>>;
}>;

export const term = (list: TermList, ...values: readonly string[]): Term => ({ list, values });

const allSentences = { ...sentences, ...aidSentences, ...watchSentences };

/** 123456789 fen reads 1,234,567.89. */
export const yuan = (fen: number): string => {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}${whole}.${digits.slice(-2)}`;
};

const nothing: Readonly<Record<Language, string>> = { zh: '无', en: 'none' };
const separator: Readonly<Record<Language, string>> = { zh: '、', en: ', ' };

const termIn = ({ list, values }: Term, language: Language): string => {
  const words: Readonly<Record<string, Readonly<Record<Language, string>>>> = terms[list];
  return values.map((value) => words[value]?.[language] ?? value).join(separator[language]) || nothing[language];
};

const shown = (name: string, value: Parameter | undefined, language: Language): string => {
  if (typeof value === 'object') return termIn(value, language);
  return typeof value === 'number' && name.endsWith('Fen') ? yuan(value) : String(value ?? '');
};

/** The sentence in Chinese or English; amounts in yuan. */
export const render = ({ key, parameters }: Words, language: Language): string =>
  allSentences[key][language].replace(/\{(\w+)\}/g, (_match, name: string) => shown(name, parameters[name], language));
