import iconv from 'iconv-lite';
import { readCsv } from './csv.js';
import { rowsUnder } from './table.js';

const TEXT = '\ufeff部门台账\r\n\r\n姓 名,金额（元）,备注\r\n高娟䶮,"1,234.50","两行\r\n字"\r\n,,\r\n董勇,7,\r\n';

const inParts = (bytes: Buffer, length: number): Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, index) => bytes.subarray(index * length, (index + 1) * length));

const cellsOf = async (parts: readonly Buffer[]) => {
  const found = [];
  for await (const { cells } of rowsUnder(readCsv(parts), ['姓名', '金额(元)'], 'test')) found.push(cells);
  return found;
};

const rows = [
  { 姓名: '高娟䶮', '金额(元)': '1,234.50', 备注: '两行\r\n字' },
  { 姓名: '董勇', '金额(元)': '7', 备注: '' },
];

describe('a file that comes in parts', () => {
  it.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['GB 18030', (text: string) => iconv.encode(text.slice(1), 'gb18030')],
  ])('in %s reads the same wherever it is cut', async (_encoding, encode) => {
    const bytes = encode(TEXT);
    // The first part tells the encoding, so that it holds the headings.
    const head = bytes.subarray(0, 40);
    for (let length = 1; length <= 8; length++) expect(await cellsOf([head, ...inParts(bytes.subarray(40), length)])).toEqual(rows);
  });

  it.each<[string, Buffer]>([
    ['encoding-unknown', Buffer.from([0xff, 0xff])],
    ['encoding-unknown', Buffer.from('高').subarray(0, 2)],
    ['not-a-table', Buffer.from([0x61, 0])],
    ['csv-malformed', Buffer.from('"never closed')],
  ])('is refused as %s in its last part', async (code, last) => expect(cellsOf([Buffer.from(TEXT), last])).rejects.toMatchObject({ code }));

  it('is left when enough was read', async () => {
    let taken = 0;
    let left = false;
    const parts = (function* () {
      try {
        for (; ; taken++) yield Buffer.from(taken === 0 ? TEXT : '董勇,7,\r\n'.repeat(1000));
      } finally {
        left = true;
      }
    })();
    for await (const _ of rowsUnder(readCsv(parts), ['姓名'], 'test')) break;
    await new Promise((next) => setImmediate(next));
    expect({ left, few: taken < 20 }).toEqual({ left: true, few: true });
  });
});
