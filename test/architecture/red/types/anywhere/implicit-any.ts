export const answer = (value) => value;
