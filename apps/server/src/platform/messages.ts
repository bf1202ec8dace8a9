import { messages, type Message } from './messages.table.js';

const prefersEnglish = (acceptLanguage: string | undefined): boolean => {
  const first = (acceptLanguage ?? '').split(',')[0]?.trim().toLowerCase() ?? '';
  return first.startsWith('en');
};

/** What a code says to a person: Chinese unless the reader prefers English. */
export const messageFor = (code: string, acceptLanguage: string | undefined): string => {
  const message: Message | undefined = messages[code];
  if (!message) return code;
  return prefersEnglish(acceptLanguage) ? message.en : message.zh;
};
