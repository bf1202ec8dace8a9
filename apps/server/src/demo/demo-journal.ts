import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs';

type Line = Readonly<{ key: string; value: unknown }>;

/** What was written whole; a line that was cut off is as if it had never been begun. */
const wholeLines = (path: string): readonly Line[] => {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  if (whole !== text) truncateSync(path, Buffer.byteLength(whole));
  return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line]));
};

/**
 * What was done in a demo city and what was answered, by key: a start that was cut off finds the same answers again, asks for
 * nothing twice, and goes on where it was. Only ids, days and counts are noted.
 */
export class DemoJournal {
  private readonly known: Map<string, unknown>;

  constructor(private readonly path: string) {
    this.known = new Map(wholeLines(path).map(({ key, value }) => [key, value]));
  }

  /** The time at which the work stood; undefined before any. */
  get time(): string | undefined {
    return this.known.get('time') as string | undefined;
  }

  set time(value: string) {
    this.note('time', value);
  }

  /** What `work` answered when it was done; it is done where it never was. What it answers is plain JSON. */
  async once<Answer>(key: string, work: () => Promise<Answer>): Promise<Answer> {
    if (!this.known.has(key)) this.note(key, (await work()) ?? null);
    return this.known.get(key) as Answer;
  }

  /** Everything is done. */
  discard(): void {
    rmSync(this.path, { force: true });
  }

  private note(key: string, value: unknown): void {
    appendFileSync(this.path, `${JSON.stringify({ key, value })}\n`, { mode: 0o600 });
    this.known.set(key, value);
  }
}
