import { ApiHeader } from '@nestjs/swagger';
import { terms, type Language, type TermList } from '#read-models/terms';
import type { FigureAnswer } from './dashboard.answers.js';
import type { Tally } from './tally.js';

/** A value of a closed list in the reader's language. */
export const inWords = (list: TermList, value: string, language: Language): string =>
  (terms[list] as Readonly<Record<string, Readonly<Record<Language, string>>>>)[value]?.[language] ?? value;

/** Every value of a closed list with its count, in the order of the list. */
export const figuresOf = (list: TermList, values: readonly string[], tally: Tally, language: Language): FigureAnswer[] =>
  values.map((value) => ({ value, text: inWords(list, value, language), count: tally.of(value) }));

/** The route speaks Chinese or English. */
export const ApiLanguage = (): MethodDecorator =>
  ApiHeader({ name: 'accept-language', required: false, schema: { type: 'string', example: 'zh-CN' } });
