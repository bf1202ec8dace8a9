export type Language = 'zh' | 'en';

export type Word = Readonly<Record<Language, string>>;
export type WordsFor<Value extends string> = Readonly<Record<Value, Word>>;

export const word = (zh: string, en: string): Word => ({ zh, en });
