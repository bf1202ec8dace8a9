import { setTimeout as delay } from 'node:timers/promises';

/** Asks again until `check` does not throw, for at most `ms`; then its last error stands. */
export const eventually = async <T>(check: () => T | Promise<T>, ms = 10_000): Promise<T> => {
  const deadline = performance.now() + ms;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(20);
    }
  }
};
