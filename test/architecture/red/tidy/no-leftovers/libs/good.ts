export const answer = 42; // all that is to do is done
