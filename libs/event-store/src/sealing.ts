import { ERASED, type SealedFields } from '#domain/kernel/message';
import { decrypt, encrypt, type Keyring } from './keyring/keyring.js';

type Json = Readonly<Record<string, unknown>>;

/** Stands in an event where a personal value was: base64url of nonce, tag and ciphertext. */
type SealedValue = Readonly<{ $sealed: string }>;

/** Which fields of which events are personal: by category, then by event type. */
export type SealingRules = Readonly<Record<string, Readonly<Record<string, readonly SealedFields[]>>>>;

const at = (value: unknown, path: readonly string[]): unknown =>
  path.reduce<unknown>((inner, key) => (inner as Json | undefined)?.[key], value);

/** A copy of `value` with `change` applied at `path`; the same object where nothing stands there. */
const changed = (value: unknown, path: readonly string[], change: (found: unknown) => unknown): unknown => {
  const [key, ...rest] = path;
  if (key === undefined) return change(value);
  const inner = (value as Json | null | undefined)?.[key];
  if (inner === undefined || inner === null) return value;
  return { ...(value as Json), [key]: changed(inner, rest, change) };
};

const binding = (stream: string, id: string, field: string): string => `${stream}|${id}|${field}`;

/** Seals and opens the personal fields of events, each under its own person's key, bound to its event and field. */
export class Sealing {
  constructor(
    private readonly rules: SealingRules,
    private readonly keyring: Keyring,
  ) {}

  rulesOf(category: string, type: string): readonly SealedFields[] {
    return this.rules[category]?.[type] ?? [];
  }

  /** Ids of the persons whose values an event holds. */
  subjectsOf(category: string, type: string, data: Json): string[] {
    const found = this.rulesOf(category, type).map(({ subject }) => at(data, subject.split('.')));
    return found.filter((subject): subject is string => typeof subject === 'string');
  }

  /** Keys of all subjects must be loaded. @throws where a person's key was destroyed: nothing more may be written about him. */
  seal(event: Readonly<{ category: string; stream: string; id: string; type: string; data: Json }>): Json {
    return this.eachField(event, (value, key, boundTo) => {
      if (!key) throw new Error('the key of this person was destroyed');
      return { $sealed: encrypt(key, Buffer.from(JSON.stringify(value)), boundTo).toString('base64url') } satisfies SealedValue;
    });
  }

  /** Keys of all subjects must be loaded; a field whose key is gone reads as ERASED. */
  open(event: Readonly<{ category: string; stream: string; id: string; type: string; data: Json }>): Json {
    return this.eachField(event, (value, key, boundTo) => {
      if (!key) return ERASED;
      return JSON.parse(decrypt(key, Buffer.from((value as SealedValue).$sealed, 'base64url'), boundTo).toString()) as unknown;
    });
  }

  private eachField(
    { category, stream, id, type, data }: Readonly<{ category: string; stream: string; id: string; type: string; data: Json }>,
    change: (value: unknown, key: Buffer | undefined, boundTo: string) => unknown,
  ): Json {
    let result: unknown = data;
    for (const { subject, fields } of this.rulesOf(category, type)) {
      const person = at(data, subject.split('.'));
      if (typeof person !== 'string') continue;
      const key = this.keyring.get(person);
      for (const field of fields) result = changed(result, field.split('.'), (value) => change(value, key, binding(stream, id, field)));
    }
    return result as Json;
  }
}
