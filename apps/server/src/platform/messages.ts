import { fieldsInChinese } from './messages/fields.js';
import type { Message } from './messages/message.js';
import { messages } from './messages.table.js';

/** The language an answer is written in: Chinese unless the reader prefers English. */
export const languageOf = (acceptLanguage: string | undefined): keyof Message => {
  const first = (acceptLanguage ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en') ? 'en' : 'zh';
};

/** What a code says to a person. */
export const messageFor = (code: string, acceptLanguage: string | undefined): string => {
  const message: Message | undefined = messages[code];
  return message ? message[languageOf(acceptLanguage)] : code;
};

/** What is wrong with a field, by its code; the check's own words, which are English, where the reader prefers them. */
export const fieldMessageFor = (code: string, inEnglish: string, acceptLanguage: string | undefined): string =>
  languageOf(acceptLanguage) === 'en' ? inEnglish : (fieldsInChinese[code] ?? inEnglish);
