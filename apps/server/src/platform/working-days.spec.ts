import { execFileSync } from 'node:child_process';
import { noticeEndsOn } from './working-days.js';

const five = { noticeDays: 5, noticeCounts: 'working_days' } as const;

/** The day on which a notice was posted, the day on which it may come down, and what lies between. */
const notices = [
  ['2022-01-26', '2022-02-07', 'the Spring Festival, and two weekend days worked before it'],
  ['2022-09-29', '2022-10-11', 'the National Day, and two weekend days worked after it'],
  ['2024-03-08', '2024-03-15', 'a weekend, and the night on which America changes its clocks'],
  ['2022-02-26', '2022-03-04', 'nothing; it was posted on a Saturday'],
  ['2034-02-17', '2034-02-24', 'a weekend, in a year whose holidays are not published'],
] as const;

describe('a notice of five working days', () => {
  it.each(notices)('posted on %s ends on %s: %s', (postedOn, endsOn) => expect(noticeEndsOn(postedOn, five)).toBe(endsOn));

  it.each(['America/Los_Angeles', 'UTC', 'Asia/Shanghai', 'Pacific/Kiritimati'])('ends on the same days on a server in %s', (TZ) => {
    const ends = `notices.map(([postedOn]) => noticeEndsOn(postedOn, five))`;
    const module = JSON.stringify(new URL('./working-days.ts', import.meta.url));
    const given = `const notices = ${JSON.stringify(notices)}, five = ${JSON.stringify(five)};`;
    const script = `${given} const { noticeEndsOn } = await import(${module}); console.log(JSON.stringify(${ends}));`;
    const run = ['--conditions=source', '--input-type=module', '--eval', script];
    const said = execFileSync(process.execPath, run, { env: { ...process.env, TZ }, encoding: 'utf8' });
    expect(JSON.parse(said)).toEqual(notices.map(([, endsOn]) => endsOn));
  });

  it('of five days of the calendar is over sooner', () =>
    expect(noticeEndsOn('2022-01-26', { noticeDays: 5, noticeCounts: 'calendar_days' })).toBe('2022-01-31'));
});
