import { START, type Position } from '../port.js';

/** Commit and prepare as the protocol carries them: unsigned 64-bit integers in decimal, never numbers. */
export type LogPosition = Readonly<{ commit: string; prepare: string }>;

/** An unsigned 64-bit integer never needs more digits, so strings of this width sort as the integers do. */
const DIGITS = 20;
/** The largest unsigned 64-bit integer is how the server says that it has no position to give. */
const NO_POSITION = '18446744073709551615';

const padded = (name: string, value: string): string => {
  if (!/^\d{1,20}$/.test(value) || value === NO_POSITION) throw new RangeError(`${name} position is ${value}`);
  return value.padStart(DIGITS, '0');
};

/** Both values are kept: events written together may share the commit, and only the prepare tells them apart. */
export const toPosition = ({ commit, prepare }: LogPosition): Position => padded('commit', commit) + padded('prepare', prepare);

/** The server's own position, `undefined` for START. @throws {RangeError} for the position of another kind of log. */
export const fromPosition = (position: Position): LogPosition | undefined => {
  if (position === START) return undefined;
  if (!/^\d{40}$/.test(position)) throw new RangeError(`not a position of this log: ${position}`);
  const [commit, prepare] = [position.slice(0, DIGITS), position.slice(DIGITS)].map((digits) => BigInt(digits).toString());
  return { commit: commit!, prepare: prepare! };
};

/** A revision as a number. @throws {RangeError} beyond 2^53-1, where numbers stop being exact. */
export const toRevision = (revision: string | bigint): number => {
  const number = Number(revision);
  if (!Number.isSafeInteger(number)) throw new RangeError(`revision ${revision} is not a safe integer`);
  return number;
};
