import { parse } from 'csv-parse/sync';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { type AidWork, type Asking } from './aid-work.js';
import { ok, registeredHousehold, type CaseWork, type Office } from './case-work.js';
import { units, type Clerk } from './city.js';
import { eventually } from './eventually.js';
import { bankCardOf } from './people.js';
import type { Answer, SetClock, TestServer } from './server.js';

/** A granted aid, and the card that it is to be paid to. */
export type Payable = Readonly<{ aidId: string; householdId: string; card: string }>;

/** A row of the bank's answer: `序号, 收款账号, 金额(元), 状态, 失败原因, 日期`. */
export type ResultRow = readonly [number: string, card: string, yuan: string, outcome: string, reason: string, day: string];

const RESULT_HEADINGS = ['序号', '收款账号', '金额(元)', '状态', '失败原因', '日期'];

export const resultCsv = (...rows: readonly ResultRow[]): string => [RESULT_HEADINGS, ...rows].map((row) => row.join(',')).join('\r\n');

export const resultXlsx = async (...rows: readonly ResultRow[]): Promise<Buffer> => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('回盘').addRows([RESULT_HEADINGS, ...rows.map((row) => [...row])]);
  return Buffer.from(await book.xlsx.writeBuffer());
};

let cards = 0;

/** The work on lists of payments: who prepares them and who pays, on the day the clock stands at. */
export class BatchWork {
  constructor(
    readonly server: TestServer,
    readonly aids: AidWork,
    readonly preparer: Clerk,
    readonly payer: Clerk,
  ) {}

  get today(): string {
    return this.aids.today;
  }

  /** A registered household whose worker has a card of his own. */
  async household(office: Office, clock: SetClock): Promise<Readonly<{ file: CaseWork; card: string }>> {
    const file = await registeredHousehold(this.server, office, clock);
    clock.set(`${this.today}T02:00:00.000Z`);
    cards += 1;
    const card = bankCardOf(cards);
    await ok(
      file.command(office.caseworker, 'bind-bank-card', { holderName: '高娟', bankName: '演示银行', branch: '城关支行', cardNumber: card }),
    );
    return { file, card };
  }

  /** Granted aid of cash for a household, from a fund. */
  async payable({ file, card }: Readonly<{ file: CaseWork; card: string }>, fundId: string, change: object = {}): Promise<Payable> {
    const { householdId } = file;
    const asking: Asking = { householdId, payeePersonId: (await file.file()).facts.principal.personId, fundId };
    return { aidId: await this.aids.granted(asking, { ...change }), householdId, card };
  }

  draft(aidIds: readonly string[], change: object = {}, clerk = this.preparer, headers: Record<string, string> = {}): Promise<Answer> {
    const body = { unitId: units.county, title: '三月第一批', draftedOn: this.today, aidIds, ...change };
    return clerk.post('/payment-batches', body, headers);
  }

  async drafted(aidIds: readonly string[]): Promise<string> {
    return (await ok(this.draft(aidIds))).body.batchId;
  }

  command(batchId: string, action: string, body: object, clerk = this.payer, headers: Record<string, string> = {}): Promise<Answer> {
    return clerk.post(`/payment-batches/${batchId}/${action}`, body, headers);
  }

  freeze(batchId: string, clerk = this.preparer): Promise<Answer> {
    return this.command(batchId, 'freeze', { frozenOn: this.today }, clerk);
  }

  signOff(batchId: string, clerk = this.payer): Promise<Answer> {
    return this.command(batchId, 'sign-off', { signedOffOn: this.today }, clerk);
  }

  /** The file for the bank, as the bank reads it. */
  async exported(batchId: string, format: 'csv_utf8' | 'csv_gbk' = 'csv_utf8'): Promise<string[][]> {
    const response = await fetch(`${this.server.url}/api/payment-batches/${batchId}/export-bank-file`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.payer.session()}`, 'content-type': 'application/json' },
      body: JSON.stringify({ format }),
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (response.status !== 200) throw new Error(`export answered ${response.status} ${bytes.toString()}`);
    return parse(iconv.decode(bytes, format === 'csv_gbk' ? 'gbk' : 'utf8'), { bom: true });
  }

  /** Drafted, frozen, signed off and with the bank. */
  async sent(aidIds: readonly string[]): Promise<string> {
    const batchId = await this.drafted(aidIds);
    await ok(this.freeze(batchId));
    await ok(this.signOff(batchId));
    await this.exported(batchId);
    return batchId;
  }

  async send(batchId: string, bytes: string | Buffer, name = 'result.csv', headers: Record<string, string> = {}): Promise<Answer> {
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array(Buffer.from(bytes))]), name);
    const response = await fetch(`${this.server.url}/api/payment-batches/${batchId}/import-bank-result`, {
      method: 'POST',
      headers: { authorization: `Bearer ${await this.payer.session()}`, ...headers },
      body: form,
    });
    return { status: response.status, body: JSON.parse(await response.text()), headers: response.headers };
  }

  /** The list once everything that was said of it has reached the funds and the aids. */
  settled(batchId: string, position: string): Promise<Answer['body']> {
    return eventually(async () => {
      const { body } = await ok(this.payer.get(`/payment-batches/${batchId}?after=${position}`));
      expect(body).toMatchObject({ settled: true, waitsFor: null });
      return body;
    });
  }

  async lines(batchId: string, position: string): Promise<Answer['body']['rows']> {
    return (await ok(this.payer.get(`/payment-batches/${batchId}/lines?after=${position}`))).body.rows;
  }

  async unmatched(batchId: string, position: string, waiting = 'true'): Promise<Answer['body']['rows']> {
    return (await ok(this.payer.get(`/payment-batches/${batchId}/unmatched?waiting=${waiting}&after=${position}`))).body.rows;
  }

  reconcile(batchId: string, statementFen: number): Promise<Answer> {
    return this.command(batchId, 'reconcile', { reconciledOn: this.today, statementFen });
  }
}
