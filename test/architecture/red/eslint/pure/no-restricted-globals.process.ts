export const place: unknown = process.env;
