import { ERASED, type SealedFields } from '#domain/kernel/message';
import { decrypt, encrypt, type Keyring } from './keyring/keyring.js';
import { removed, valueAt, withValues, type Json } from './paths.js';

/** Which fields of which events are personal: by category, then by event type. */
export type SealingRules = Readonly<Record<string, Readonly<Record<string, readonly SealedFields[]>>>>;

/**
 * What an event holds of one person, in place of the fields themselves: whose key opens it, which fields they were, and the
 * base64url of nonce, tag and ciphertext of their values. It tells all that is needed to open it, so that rules may change.
 */
type SealedPart = Readonly<{ subject: string; fields: readonly string[]; ct: string }>;

/** Stands beside the plain fields of an event's data; no event may have a field of that name. */
const SEALED = '$sealed';

type Place = Readonly<{ stream: string; id: string }>;

/** A part cannot be moved to another event, person or field without the tag telling. */
const binding = ({ stream, id }: Place, subject: string, fields: readonly string[]): string => [stream, id, subject, ...fields].join('|');

const partsOf = (data: Json): readonly SealedPart[] => (data[SEALED] ?? []) as readonly SealedPart[];

/** Seals and opens the personal fields of events, each person's under his own key, bound to event, person and fields. */
export class Sealing {
  constructor(
    private readonly rules: SealingRules,
    private readonly keyring: Keyring,
  ) {}

  /** Ids of the persons whose values an event in plain text holds. */
  subjectsToSeal(category: string, type: string, data: Json): string[] {
    const found = this.rulesOf(category, type).map(({ subject }) => valueAt(data, subject));
    return found.filter((subject): subject is string => typeof subject === 'string');
  }

  /** Ids of the persons whose keys open a stored event. */
  subjectsToOpen(data: Json): string[] {
    return partsOf(data).map(({ subject }) => subject);
  }

  /** Keys of all subjects must be loaded. @throws where a person's key was destroyed: nothing more may be written about him. */
  seal(category: string, type: string, place: Place, data: Json): Json {
    const parts: SealedPart[] = [];
    let rest = data;
    for (const { subject: path, fields: declared } of this.rulesOf(category, type)) {
      const subject = valueAt(data, path);
      const fields = declared.filter((field) => valueAt(data, field) !== undefined && valueAt(data, field) !== null);
      if (typeof subject !== 'string' || fields.length === 0) continue;
      parts.push(this.partOf(place, subject, fields, data));
      rest = removed(rest, fields);
    }
    return parts.length === 0 ? data : { ...rest, [SEALED]: parts };
  }

  /** Keys of all subjects must be loaded; a field whose key is gone reads as ERASED. */
  open(place: Place, data: Json): Json {
    const parts = partsOf(data);
    if (parts.length === 0) return data;
    const { [SEALED]: _, ...plain } = data;
    return parts.reduce<Json>((opened, part) => withValues(opened, part.fields, this.valuesOf(place, part)), plain);
  }

  private rulesOf(category: string, type: string): readonly SealedFields[] {
    return this.rules[category]?.[type] ?? [];
  }

  private partOf(place: Place, subject: string, fields: readonly string[], data: Json): SealedPart {
    const key = this.keyring.get(subject);
    if (!key) throw new Error('the key of this person was destroyed');
    const values = Buffer.from(JSON.stringify(fields.map((field) => valueAt(data, field))));
    return { subject, fields, ct: encrypt(key, values, binding(place, subject, fields)).toString('base64url') };
  }

  private valuesOf(place: Place, { subject, fields, ct }: SealedPart): readonly unknown[] {
    const key = this.keyring.get(subject);
    if (!key) return fields.map(() => ERASED);
    return JSON.parse(decrypt(key, Buffer.from(ct, 'base64url'), binding(place, subject, fields)).toString()) as readonly unknown[];
  }
}
