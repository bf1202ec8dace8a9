import { createCipheriv, createDecipheriv, createHmac, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import { LRUCache } from 'lru-cache';

/** A data key as it rests: wrapped by the master key, or null once destroyed (which can never be undone or repeated). */
export type WrappedKey = Readonly<{ subject: string; wrapped: Uint8Array | null }>;

/** Where wrapped keys rest, apart from the events: its own file or collection, so that a copy of the log opens nothing. */
export interface KeyStore {
  read(subjects: readonly string[]): Promise<readonly WrappedKey[]>;
  /** Stores keys of subjects that have none yet, durably; existing and destroyed ones stay as they are. */
  insert(keys: readonly WrappedKey[]): Promise<void>;
  /** Replaces the key by its tombstone, durably. */
  destroy(subject: string): Promise<void>;
  close(): Promise<void>;
}

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const KEYS_KEPT = 20_000;

/** nonce | tag | ciphertext, bound to `boundTo`. */
export const encrypt = (key: KeyObject, plain: Uint8Array, boundTo: string): Buffer => {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
};

/** @throws where the key, the binding or a single bit is not the one it was encrypted with. */
export const decrypt = (key: KeyObject, sealed: Uint8Array, boundTo: string): Buffer => {
  const decipher = createDecipheriv(ALGORITHM, key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(sealed.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]);
};

/** One key for each person, wrapped by the master key. Destroying a person's key is erasing him from every event. */
export class Keyring {
  private readonly opened = new LRUCache<string, { key: KeyObject | undefined }>({ max: KEYS_KEPT });
  private readonly masterKey: KeyObject;
  private readonly identityKey: KeyObject;
  private readonly fileKey: KeyObject;

  constructor(
    private readonly store: KeyStore,
    masterKey: Uint8Array,
  ) {
    if (masterKey.length !== 32) throw new RangeError('the master key is 32 bytes');
    // Keys are key objects throughout: handing raw bytes to each operation costs several times the operation.
    this.masterKey = createSecretKey(masterKey);
    this.identityKey = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'nuanliu identity hash v1', 32)));
    this.fileKey = createSecretKey(Buffer.from(hkdfSync('sha256', masterKey, '', 'nuanliu file hash v1', 32)));
  }

  /** Loads the keys of `subjects` so that `get` can answer for them. */
  async load(subjects: Iterable<string>): Promise<void> {
    const missing = [...new Set(subjects)].filter((subject) => !this.opened.has(subject));
    if (missing.length === 0) return;
    const found = new Map((await this.store.read(missing)).map(({ subject, wrapped }) => [subject, wrapped]));
    for (const subject of missing) this.remember(subject, found.get(subject) ?? undefined);
  }

  /** Loads the keys of `subjects`, making those that never existed; durable before it resolves. */
  async ensure(subjects: Iterable<string>): Promise<void> {
    const wanted = [...new Set(subjects)].filter((subject) => this.opened.get(subject)?.key === undefined);
    if (wanted.length === 0) return;
    const known = new Set((await this.store.read(wanted)).map(({ subject }) => subject));
    const fresh = wanted.filter((subject) => !known.has(subject));
    if (fresh.length > 0)
      await this.store.insert(fresh.map((subject) => ({ subject, wrapped: encrypt(this.masterKey, randomBytes(32), subject) })));
    for (const subject of wanted) this.opened.delete(subject);
    // Read back: another instance may have been first, and its key is the one that counts.
    await this.load(wanted);
  }

  /** The key of a loaded subject; undefined where it was destroyed or never made. */
  get(subject: string): KeyObject | undefined {
    const entry = this.opened.get(subject);
    if (!entry) throw new Error('key asked for before it was loaded');
    return entry.key;
  }

  /** Destroys a person's key for good: his sealed fields read as erased from now on. */
  async destroy(subject: string): Promise<void> {
    await this.store.destroy(subject);
    this.opened.set(subject, { key: undefined });
  }

  /** Keyed hash (hex) under which a person is recognised without his ID number being stored in the open. */
  identityHash(idNumber: string): string {
    return createHmac('sha256', this.identityKey).update(idNumber).digest('hex');
  }

  /**
   * Keyed hash (hex) by which a file that holds personal values is known again. Without the key whoever knows all of a file but a few
   * digits of a card could try them out.
   */
  fileHash(content: string | Uint8Array): string {
    return createHmac('sha256', this.fileKey).update(content).digest('hex');
  }

  close(): Promise<void> {
    return this.store.close();
  }

  private remember(subject: string, wrapped: Uint8Array | undefined): void {
    this.opened.set(subject, { key: wrapped && createSecretKey(decrypt(this.masterKey, wrapped, subject)) });
  }
}
