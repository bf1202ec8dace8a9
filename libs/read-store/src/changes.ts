import type { Change } from './port.js';

/**
 * The last change of each key, without those at or before `checkpoint`, which the build has already seen: passing them over keeps
 * a removed row from coming back when an older event is delivered again.
 */
export const latestChanges = (changes: readonly Change[], checkpoint: string): readonly Change[] => {
  const latest = new Map<string, Change>();
  for (const change of changes) {
    const known = latest.get(change.key);
    if (change.position > checkpoint && (known === undefined || change.position > known.position)) latest.set(change.key, change);
  }
  return [...latest.values()];
};
