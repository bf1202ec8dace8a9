export const first = (texts: readonly string[]): string => texts[0];
