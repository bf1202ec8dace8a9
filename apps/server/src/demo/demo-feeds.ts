import { setTimeout as delay } from 'node:timers/promises';
import type { FeedKind } from '#domain/watch/watch.terms';
import type { DemoAgenda } from './demo-agenda.js';
import type { DemoDesk } from './demo-desk.js';
import type { DemoPerson } from './demo-people.js';

const PAUSE_MS = 10;
const ASKED_MAX = 6000;
/** One that was cut off goes on when it is sent again. */
const UNDER_WAY = ['queued', 'running', 'interrupted'];

/** A row of a department's file: somebody, and what stands in the columns after his ID number. */
export type DemoFeedRow = readonly [DemoPerson, ...(string | number)[]];

type Progress = Readonly<{ feedId: string; state: string; position?: string }>;

/** Columns of each department's form after name and ID number. */
const COLUMNS: Readonly<Record<FeedKind, readonly string[]>> = {
  medical_cost: ['就诊月份', '类型', '自付金额(元)'],
  unemployment: ['失业登记日期'],
  minimum_allowance: ['低保状态', '月补差(元)', '起始日期'],
  disaster: ['灾害类型', '发生日期', '损失(元)'],
  property: ['房产套数', '机动车', '企业法人'],
  disability: ['残疾类别', '残疾等级', '评定日期'],
  schooling: ['学年起始月份', '学段', '自付金额(元)'],
  wage_arrears: ['立案日期', '拖欠金额(元)'],
};

const csvOf = (kind: FeedKind, rows: readonly DemoFeedRow[]): string =>
  [['姓名', '身份证号', ...COLUMNS[kind]], ...rows.map(([{ name, idNumber }, ...cells]) => [name, idNumber, ...cells])]
    .map((cells) => cells.join(','))
    .join('\r\n');

/** Files of departments, sent in on their days. */
export class DemoFeeds {
  constructor(
    private readonly desk: DemoDesk,
    private readonly agenda: DemoAgenda,
  ) {}

  plan(day: string, kind: FeedKind, rows: readonly DemoFeedRow[]): void {
    if (rows.length === 0) return;
    this.agenda.on(day, 'feeds', async () => void (await this.send(day, kind, rows)), 'morning');
  }

  /** Sent as the department's form, and waited for until its last row was heard. Nothing of the rows is noted. */
  private send(day: string, kind: FeedKind, rows: readonly DemoFeedRow[]): Promise<string> {
    const key = `demo-feed-${kind}-${day}`;
    return this.desk.journal.once(key, async () => {
      const file = { name: `${kind}-${day}.csv`, text: csvOf(kind, rows) };
      const { feedId } = await this.desk.upload<Progress>('rights_dept_officer', `/feeds/${kind}`, file, key);
      for (let asked = 0; asked < ASKED_MAX; asked++) {
        const { state } = await this.desk.look<Progress>('rights_dept_officer', `/feeds/${feedId}`);
        if (state === 'completed') return feedId;
        if (!UNDER_WAY.includes(state)) throw new Error(`the demo city: the feed of ${day} is ${state}`);
        await delay(PAUSE_MS);
      }
      throw new Error(`the demo city: the feed of ${day} did not come to its end`);
    });
  }
}
