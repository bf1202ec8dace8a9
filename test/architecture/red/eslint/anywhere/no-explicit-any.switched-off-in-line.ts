// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const answer = (value: any): unknown => value;
