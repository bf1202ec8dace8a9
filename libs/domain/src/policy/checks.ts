/** A field of a draft and whether it holds. */
export type Check = readonly [field: string, holds: boolean];

/** A whole number within its limits, both included. */
export const isWhole = (value: number, min: number, max: number): boolean => Number.isSafeInteger(value) && value >= min && value <= max;

/** Words, not blanks. */
export const isText = (text: string, max: number): boolean => text.trim() !== '' && text.length <= max;

/** Known values, each once. */
export const isListOf = <Item>(list: readonly Item[], known: readonly Item[]): boolean =>
  new Set(list).size === list.length && list.every((item) => known.includes(item));
