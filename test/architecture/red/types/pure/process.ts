export const place: unknown = process;
