import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';

/** The file is not a zip archive, or a damaged one. */
export class NotAZip extends Error {}

/** What is packed is larger than anybody needs: a mistake or a trap. */
export class ZipTooLarge extends Error {}

type Entry = Readonly<{ name: string; method: number; crc: number; packedBytes: number; at: number }>;

const END_SIGNATURE = 0x06054b50;
const DIRECTORY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_BYTES = 22;
const COMMENT_BYTES_MAX = 65_535;
const STORED = 0;
const DEFLATED = 8;

const inflate = promisify<Buffer, { maxOutputLength: number }, Buffer>(inflateRaw);

const endOfDirectory = (file: Buffer): number => {
  for (let at = file.length - END_BYTES; at >= Math.max(0, file.length - END_BYTES - COMMENT_BYTES_MAX); at--)
    if (file.readUInt32LE(at) === END_SIGNATURE) return at;
  throw new NotAZip('no end of the central directory');
};

const entryAt = (file: Buffer, at: number): Entry & { bytes: number } => {
  if (file.readUInt32LE(at) !== DIRECTORY_SIGNATURE) throw new NotAZip('the central directory is damaged');
  const [nameBytes, extraBytes, commentBytes] = [file.readUInt16LE(at + 28), file.readUInt16LE(at + 30), file.readUInt16LE(at + 32)];
  return {
    name: file.toString('utf8', at + 46, at + 46 + nameBytes),
    method: file.readUInt16LE(at + 10),
    crc: file.readUInt32LE(at + 16),
    packedBytes: file.readUInt32LE(at + 20),
    at: file.readUInt32LE(at + 42),
    bytes: 46 + nameBytes + extraBytes + commentBytes,
  };
};

const entriesOf = (file: Buffer): Entry[] => {
  const end = endOfDirectory(file);
  const count = file.readUInt16LE(end + 10);
  const entries: Entry[] = [];
  for (let index = 0, at = file.readUInt32LE(end + 16); index < count; index++) {
    const { bytes, ...entry } = entryAt(file, at);
    entries.push(entry);
    at += bytes;
  }
  return entries;
};

const packedAt = (file: Buffer, { at, packedBytes }: Entry): Buffer => {
  if (file.readUInt32LE(at) !== LOCAL_SIGNATURE) throw new NotAZip('an entry is damaged');
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  return file.subarray(from, from + packedBytes);
};

const unpacked = async (entry: Entry, packed: Buffer, bytesMax: number): Promise<Buffer> => {
  if (entry.method !== STORED && entry.method !== DEFLATED) throw new NotAZip('an entry is packed in an unusual way');
  if (entry.method === STORED) return packed;
  // A limit of 0 would be none at all.
  return inflate(packed, { maxOutputLength: Math.max(1, bytesMax) });
};

/** What was written for the reader: an archive of the same entries, in the order given, not packed. Its reader checks no sums. */
export const storedEntry = (name: string, bytes: number): Buffer => {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL_SIGNATURE, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt32LE(bytes, 18);
  header.writeUInt32LE(bytes, 22);
  header.writeUInt16LE(Buffer.byteLength(name), 26);
  return Buffer.concat([header, Buffer.from(name)]);
};

/** Ends an archive that is read from front to back. */
export const storedEnd = (): Buffer => {
  const end = Buffer.alloc(END_BYTES);
  end.writeUInt32LE(END_SIGNATURE, 0);
  return end;
};

const failed = (error: unknown): Error => {
  if (error instanceof NotAZip || error instanceof ZipTooLarge) return error;
  return (error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE' ? new ZipTooLarge() : new NotAZip(String(error));
};

/**
 * A zip archive by its central directory, entry by entry. Sizes it states are not believed: unpacking stops at the limit, which
 * is for all entries together.
 */
export class Zip {
  private left: number;
  private readonly entries: ReadonlyMap<string, Entry>;

  /** @throws {NotAZip} */
  constructor(
    private readonly file: Buffer,
    bytesMax: number,
  ) {
    this.left = bytesMax;
    try {
      this.entries = new Map(entriesOf(file).map((entry) => [entry.name, entry]));
    } catch (error) {
      throw failed(error);
    }
  }

  names(): readonly string[] {
    return [...this.entries.keys()];
  }

  /** The content of an entry that is there. @throws {NotAZip} @throws {ZipTooLarge} */
  async read(name: string): Promise<Buffer> {
    const entry = this.entries.get(name);
    if (!entry) throw new NotAZip(`no entry ${name}`);
    try {
      const content = await unpacked(entry, packedAt(this.file, entry), this.left);
      this.left -= content.length;
      if (this.left < 0) throw new ZipTooLarge();
      if (crc32(content) !== entry.crc) throw new NotAZip('an entry is damaged');
      return content;
    } catch (error) {
      throw failed(error);
    }
  }
}
