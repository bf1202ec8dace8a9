export const zone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
