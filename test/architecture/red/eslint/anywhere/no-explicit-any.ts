export const answer = (value: any): unknown => value;
