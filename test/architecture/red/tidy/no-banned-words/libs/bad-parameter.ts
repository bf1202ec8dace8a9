export const sum = (base: number, more: number) => base + more;
