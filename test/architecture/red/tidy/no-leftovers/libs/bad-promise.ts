export const answer = 42; // TODO: ask again
