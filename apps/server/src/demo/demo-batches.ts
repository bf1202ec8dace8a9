import { setTimeout as delay } from 'node:timers/promises';
import { addDays } from '#domain/kernel/calendar';
import { parse } from 'csv-parse/sync';
import type { DemoAid } from './demo-aids.js';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';

const CITY = '410400';
const AFTER_GRANT_DAYS = 20;
const BOUNCES_ONE_IN = 12;
const SETTLED_PAUSE_MS = 50;
const SETTLED_ASKED_MAX = 1200;

/** A column of the file for the bank, as the bank reads it. */
type BankRow = Readonly<Record<'序号' | '收款账号' | '金额(元)', string>>;

const fenOf = (yuan: string): number => Number(yuan.replace('.', ''));

/** Lists for the bank, month by month: drafted, frozen, signed off by the payer, answered with a few bounces, paid again, reconciled. */
export class DemoBatches {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
  ) {}

  /** Puts the lists down, and what is done with each aid once it is paid. */
  plan(aids: readonly DemoAid[], paid: (aid: DemoAid, on: string) => void): void {
    const settled = aids.filter(({ course }) => course === 'paid' || course === 'received' || course === 'clawed_back');
    for (const [month, list] of Map.groupBy(settled, monthOf)) {
      const on = this.dayAfter(list);
      this.agenda.on(on, 'lists', () => this.settleAll(month, list, on), 'afternoon');
      for (const aid of list) paid(aid, on);
    }
    const listed = aids.filter(({ course }) => course === 'listed');
    this.agenda.on(this.agenda.today, 'lists', () => this.leaveOpen(listed, this.agenda.today), 'afternoon');
  }

  private async settleAll(month: string, list: readonly DemoAid[], on: string): Promise<void> {
    const bounced = await this.settle(month, list.map(idOf), on, BOUNCES_ONE_IN);
    if (bounced.length > 0) await this.settle(`${month}-again`, bounced, on, 0);
  }

  /** One list that waits for its payer, and one that waits for its bank. */
  private async leaveOpen(listed: readonly DemoAid[], on: string): Promise<void> {
    const half = Math.ceil(listed.length / 2);
    await this.prepare('to-sign-off', listed.slice(0, half).map(idOf), on);
    const path = await this.prepare('to-be-answered', listed.slice(half).map(idOf), on);
    await this.signOff(path, on);
  }

  /** Some days after the last of the list was granted, within the year of its money. */
  private dayAfter(list: readonly DemoAid[]): string {
    const last = list.map(({ proposedOn }) => proposedOn).reduce((one, other) => (one > other ? one : other));
    const yearEnd = `${last.slice(0, 4)}-12-31`;
    return [addDays(last, AFTER_GRANT_DAYS), yearEnd, this.agenda.today].reduce((one, other) => (one < other ? one : other));
  }

  private async prepare(name: string, aidIds: readonly string[], on: string): Promise<string> {
    const key = `demo-batch-${name}`;
    const body = { unitId: CITY, title: `演示批次 ${titleOf(name)}`, draftedOn: on, aidIds };
    const { stream } = await this.desk.send('city:service_centre_officer', '/payment-batches', body, key);
    const path = `/payment-batches/${stream.slice('paymentBatch-'.length)}`;
    await this.desk.send('city:service_centre_officer', `${path}/freeze`, { frozenOn: on }, `${key}-freeze`);
    return path;
  }

  /** Signed off by the payer, and the file for the bank. */
  private async signOff(path: string, on: string): Promise<readonly BankRow[]> {
    await this.desk.send('city:finance_officer', `${path}/sign-off`, { signedOffOn: on }, keyOf(path, 'sign-off'));
    const file = await this.desk.fetch('city:finance_officer', `${path}/export-bank-file`, { format: 'csv_utf8' }, keyOf(path, 'export'));
    return parse<BankRow>(file, { bom: true, columns: true });
  }

  /** A whole list; answers the aids whose money came back. What the bank's files say of people is noted nowhere. */
  private settle(name: string, aidIds: readonly string[], on: string, bouncesOneIn: number): Promise<readonly string[]> {
    return this.desk.journal.once(`demo-batch-${name}-settled`, () => this.settleNow(name, aidIds, on, bouncesOneIn));
  }

  private async settleNow(name: string, aidIds: readonly string[], on: string, bouncesOneIn: number): Promise<readonly string[]> {
    const path = await this.prepare(name, aidIds, on);
    const rows = await this.signOff(path, on);
    const bounces = (index: number) => bouncesOneIn > 0 && index % bouncesOneIn === bouncesOneIn - 1;
    const answers = rows.map((row, index) =>
      [row['序号'], row['收款账号'], row['金额(元)'], ...(bounces(index) ? ['失败', '账户已销户'] : ['成功', '']), on].join(','),
    );
    const result = ['序号,收款账号,金额(元),状态,失败原因,日期', ...answers].join('\r\n');
    await this.desk.upload(
      'city:finance_officer',
      `${path}/import-bank-result`,
      { name: 'result.csv', text: result },
      keyOf(path, 'result'),
    );
    const statementFen = rows.filter((_, index) => !bounces(index)).reduce((sum, row) => sum + fenOf(row['金额(元)']), 0);
    await this.untilSettled(path);
    await this.desk.send('city:finance_officer', `${path}/reconcile`, { reconciledOn: on, statementFen }, keyOf(path, 'reconcile'));
    return aidIds.filter((_, index) => bounces(index));
  }

  /** What the bank said reaches funds and aids by itself; only then may what bounced stand on another list. */
  private async untilSettled(path: string): Promise<void> {
    for (let asked = 0; asked < SETTLED_ASKED_MAX; asked++) {
      if ((await this.desk.read<{ settled: boolean }>('city:finance_officer', path)).settled) return;
      await delay(SETTLED_PAUSE_MS);
    }
    throw new Error('the demo city: a list was not settled; are the reactions running?');
  }
}

const TITLES: Readonly<Record<string, string>> = { 'to-sign-off': '待签发', 'to-be-answered': '待银行回盘' };

const titleOf = (name: string): string => TITLES[name] ?? name.replace('-again', ' 补发');

const keyOf = (path: string, step: string): string => `demo-${path.split('/').at(-1)}-${step}`;

const idOf = ({ aidId }: DemoAid): string => aidId!;

const monthOf = ({ proposedOn }: DemoAid): string => proposedOn.slice(0, 7);
