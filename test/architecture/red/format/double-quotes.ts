export const answer = "text";
