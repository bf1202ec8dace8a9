export const ask = (): unknown => fetch('/');
