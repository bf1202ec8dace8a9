import { createHash } from 'node:crypto';
import stringify from 'safe-stable-stringify';

/** SHA-256 over the canonical JSON (RFC 8785) of `[key, row]`, one line each; rows must come in the order of their keys. */
export class RowDigest {
  private readonly hash = createHash('sha256');
  rows = 0;

  /** `doc` is the row's JSON as it was stored. */
  add(key: string, doc: string): void {
    this.hash.update(`${stringify([key, JSON.parse(doc)])}\n`);
    this.rows += 1;
  }

  hex(): string {
    return this.hash.digest('hex');
  }
}
