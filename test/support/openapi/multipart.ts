import fc from 'fast-check';
import type { Resolve, Schema } from './document.js';
import { hostileTexts } from './hostile-values.js';
import type { Known } from './values.js';

const BOUNDARY = 'qxboundaryxq';

/** A part of a form, as bytes that a text of Latin-1 holds. */
type Part = string;

const oddBytes = fc.constantFrom(
  ...['', '\ufeff', '\u0000'.repeat(100), 'PK\u0003\u0004', 'PK\u0005\u0006'.padEnd(22, '\u0000'), '%PDF-1.7', '{}', '<xml/>'],
  ...['code,parent,kind,name\n', 'a,b\n1,2\n', '"', '"a\n'.repeat(2_000), ','.repeat(50_000), `${'a'.repeat(100_000)}\n`],
);

const fileBytes = (existing: readonly string[]): fc.Arbitrary<string> =>
  existing.length === 0
    ? oddBytes
    : fc.oneof(oddBytes, { weight: 4, arbitrary: fc.constantFrom(...existing.map((text) => Buffer.from(text).toString('latin1'))) });

const fileNames = fc.oneof(
  fc.constantFrom('households.csv', 'units.csv', 'members.xlsx', '', '../../etc/passwd', 'a"; filename="b', 'x'.repeat(2_000)),
  hostileTexts.map((text) => text.replaceAll(/[\r\n"]/g, '').slice(0, 50)),
);

const filePart = (field: string, existing: readonly string[] = []): fc.Arbitrary<Part> =>
  fc
    .tuple(fileNames, fileBytes(existing))
    .map(
      ([name, bytes]) =>
        `Content-Disposition: form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n${bytes}`,
    );

const fieldPart = (field: string, values: fc.Arbitrary<string>): fc.Arbitrary<Part> =>
  values.map((value) => `Content-Disposition: form-data; name="${field}"\r\n\r\n${value}`);

const partsOf = (field: string, schema: Schema, known: Known): fc.Arbitrary<Part> =>
  schema.format === 'binary'
    ? filePart(field, known(field))
    : fc.oneof(
        { weight: 4, arbitrary: fieldPart(field, fc.constantFrom(...(schema.enum ?? ['true']).map(String))) },
        { weight: 1, arbitrary: fieldPart(field, hostileTexts) },
      );

const oddParts = fc.oneof(
  ...['__proto__', 'constructor', 'colour', '', 'x'.repeat(500)].flatMap((field) => [filePart(field), fieldPart(field, hostileTexts)]),
  fc.constantFrom('', '\r\n\r\n', 'Content-Disposition: attachment\r\n\r\nx', 'X'.repeat(20_000)),
);

const asForm = (parts: readonly Part[]): string => `${parts.map((part) => `--${BOUNDARY}\r\n${part}\r\n`).join('')}--${BOUNDARY}--\r\n`;

export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

/** Forms with the fields of the schema, others, none, too many, and such as break off. */
export const formsOf = (schema: Schema, known: Known, resolve: Resolve): fc.Arbitrary<Buffer> => {
  const fields = Object.entries(resolve(schema).properties ?? {});
  const parts = fc.array(fc.oneof(...fields.map(([field, part]) => partsOf(field, part, known))), {
    minLength: 1,
    maxLength: 4,
    size: 'xsmall',
  });
  const odd = fc.array(oddParts, { maxLength: 2, size: 'xsmall' });
  const whole = fc
    .oneof({ weight: 3, arbitrary: parts }, { weight: 1, arbitrary: fc.tuple(parts, odd).map((lists) => lists.flat()) })
    .map(asForm);
  const broken = fc.tuple(whole, fc.nat({ max: 100 })).map(([text, share]) => text.slice(0, (text.length * share) / 100));
  return fc.oneof({ weight: 4, arbitrary: whole }, { weight: 1, arbitrary: broken }).map((text) => Buffer.from(text, 'latin1'));
};
