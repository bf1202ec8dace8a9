import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ImportedFileKind } from '#domain/import/import.events';
import type { Verdict } from '#domain/import/verdict';
import { EventStore } from '#event-store/event-store';
import { decrypt, encrypt } from '#event-store/keyring/keyring';
import { SETTINGS, type Settings } from '../platform/settings.js';
import type { Upload } from '../platform/tables/looks.js';
import type { Uploads } from './reading/files.js';

/** Which upload: its import, and the run that is to take it over. */
export type KeptName = Readonly<{ importId: string; runId: string }>;

/** An upload as it waits for its run, with the account that sent it. */
export type KeptUpload = KeptName & Readonly<{ by: string; uploads: Uploads }>;

type Heading = Readonly<{ by: string; parts: readonly Readonly<{ kind: ImportedFileKind; name: string; bytes: number }>[] }>;

const UPLOAD = /^([0-9a-f-]{36})\.([0-9a-f-]{36})\.upload$/;

/** Length of the heading, the heading as JSON, the files one after the other. */
const packed = ({ by, uploads }: KeptUpload): Buffer => {
  const files = Object.entries(uploads) as [ImportedFileKind, Upload][];
  const heading: Heading = { by, parts: files.map(([kind, { name, bytes }]) => ({ kind, name, bytes: bytes.length })) };
  const text = Buffer.from(JSON.stringify(heading));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length);
  return Buffer.concat([length, text, ...files.map(([, { bytes }]) => bytes)]);
};

const unpacked = (plain: Buffer): Pick<KeptUpload, 'by' | 'uploads'> => {
  let at = 4 + plain.readUInt32BE(0);
  const { by, parts } = JSON.parse(plain.toString('utf8', 4, at)) as Heading;
  const uploads = parts.map(({ kind, name, bytes }) => [kind, { name, bytes: plain.subarray(at, (at += bytes)) }] as const);
  return { by, uploads: Object.fromEntries(uploads) };
};

/**
 * The folder of imports: uploads until they are taken over, and the verdicts after that. Both hold what people wrote about
 * people, so both are encrypted, each under a key of its own; an upload's key is destroyed with it.
 */
@Injectable()
export class ImportFolder {
  private readonly path: string;

  constructor(
    @Inject(SETTINGS) { dataDir }: Settings,
    private readonly events: EventStore,
  ) {
    this.path = join(dataDir, 'imports');
  }

  /** Keeps an upload, durably. */
  keep(upload: KeptUpload): Promise<void> {
    return this.write(uploadName(upload), uploadKey(upload), packed(upload));
  }

  /** Uploads that wait for their run. One that was cut off while it was written was never acknowledged, and goes. */
  async kept(): Promise<readonly KeptName[]> {
    const names = await readdir(this.path).catch(() => []);
    for (const name of names.filter((each) => each.endsWith('.upload.partial'))) await rm(join(this.path, name), { force: true });
    return names.flatMap((name) => {
      const [, importId, runId] = UPLOAD.exec(name) ?? [];
      return importId !== undefined && runId !== undefined ? [{ importId, runId }] : [];
    });
  }

  /** Undefined where it is not there or cannot be opened. */
  async open(name: KeptName): Promise<KeptUpload | undefined> {
    const plain = await this.read(uploadName(name), uploadKey(name));
    return plain && { ...name, ...unpacked(plain) };
  }

  /** Done with: the key goes first, so that what may be left on the disk opens no more. */
  async discard(name: KeptName): Promise<void> {
    await this.events.keyring.destroy(uploadKey(name));
    await rm(join(this.path, uploadName(name)), { force: true });
  }

  keepVerdicts(importId: string, verdicts: readonly Verdict[]): Promise<void> {
    return this.write(verdictsName(importId), verdictsKey(importId), Buffer.from(JSON.stringify(verdicts)));
  }

  async verdicts(importId: string): Promise<readonly Verdict[] | undefined> {
    const plain = await this.read(verdictsName(importId), verdictsKey(importId));
    return plain && (JSON.parse(plain.toString()) as Verdict[]);
  }

  /** Whole or not at all: written beside, then renamed, both flushed to the disk. */
  private async write(name: string, subject: string, plain: Buffer): Promise<void> {
    const { keyring } = this.events;
    await keyring.ensure([subject]);
    const key = keyring.get(subject);
    if (!key) throw new Error('the key of this import was destroyed');
    await mkdir(this.path, { recursive: true, mode: 0o700 });
    const path = join(this.path, name);
    const file = await open(`${path}.partial`, 'w', 0o600);
    await file.writeFile(encrypt(key, plain, name)).finally(() => file.sync().finally(() => file.close()));
    await rename(`${path}.partial`, path);
    const folder = await open(this.path, 'r');
    await folder.sync().finally(() => folder.close());
  }

  private async read(name: string, subject: string): Promise<Buffer | undefined> {
    const sealed = await readFile(join(this.path, name)).catch(() => undefined);
    await this.events.keyring.load([subject]);
    const key = this.events.keyring.get(subject);
    if (!sealed || !key) return undefined;
    try {
      return decrypt(key, sealed, name);
    } catch {
      return undefined;
    }
  }
}

const uploadName = ({ importId, runId }: KeptName): string => `${importId}.${runId}.upload`;
const uploadKey = ({ runId }: KeptName): string => `import-upload:${runId}`;
const verdictsName = (importId: string): string => `${importId}.verdicts`;
const verdictsKey = (importId: string): string => `import-verdicts:${importId}`;
