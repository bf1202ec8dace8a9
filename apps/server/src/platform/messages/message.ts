/** One thing to say, in both languages: to a clerk, plainly, and with what to do about it where that is known. */
export type Message = Readonly<{ zh: string; en: string }>;

export type Messages = Readonly<Record<string, Message>>;
