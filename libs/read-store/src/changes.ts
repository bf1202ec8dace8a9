import type { Batch, Change } from './port.js';

/**
 * The last change of each key, without those at or before `reached`, the checkpoint that the build has: passing them over keeps a
 * removed row from coming back when an older event is delivered again.
 * @throws {TypeError} where a change lies beyond the batch's checkpoint, for it would then be applied twice.
 */
export const latestChanges = ({ build, changes, checkpoint }: Batch, reached: string): readonly Change[] => {
  const latest = new Map<string, Change>();
  for (const change of changes) {
    if (change.position > checkpoint) throw new TypeError(`a change of ${build} lies beyond the checkpoint of its batch`);
    const known = latest.get(change.key);
    if (change.position > reached && (known === undefined || change.position > known.position)) latest.set(change.key, change);
  }
  return [...latest.values()];
};
