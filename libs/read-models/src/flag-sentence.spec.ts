import { ERASED } from '#domain/kernel/message';
import { flagSentence, type ToldFlag } from './flag-sentence.js';

const flag = (change: Partial<ToldFlag> = {}): ToldFlag => ({
  ruleId: 'medical-inpatient',
  title: '一年内住院自付费用较大',
  policyVersion: 'pingdingshan@1',
  raisedOn: '2024-03-01',
  findings: [
    {
      condition: 'signal_sum',
      figures: {
        signal: 'medical_cost',
        amountFen: 2_150_050,
        atLeastFen: 2_000_000,
        signals: 2,
        withinDays: 365,
        from: '2023-11-02',
        to: '2024-02-27',
      },
    },
  ],
  signalRevisions: [0, 3],
  evidence: [],
  ...change,
});

const sentenceOf = (condition: string, figures: Readonly<Record<string, number | string>>, language: 'zh' | 'en') =>
  flagSentence(flag({ findings: [{ condition, figures }] }), language);

describe('the sentence of a flag', () => {
  it('says rule, policy, figures, threshold and the events it rests on', () => {
    expect(flagSentence(flag(), 'zh')).toBe(
      '2024-03-01预警：一年内住院自付费用较大（规则medical-inpatient，政策pingdingshan@1）。' +
        '365天内医疗费用2条（2023-11-02至2024-02-27），合计21,500.50元，达到20,000.00元。依据：监测记录第0、3条。',
    );
    expect(flagSentence(flag(), 'en')).toBe(
      'Flagged on 2024-03-01: 一年内住院自付费用较大 (rule medical-inpatient, policy pingdingshan@1). ' +
        '2 of medical cost within 365 days (2023-11-02 to 2024-02-27) sum up to 21,500.50 yuan, at least 20,000.00 yuan. ' +
        'Evidence: watch record 0, 3.',
    );
  });

  it.each([
    [
      'signal_count',
      { signal: 'unemployment', atLeast: 1, signals: 1, withinDays: 365, from: '2024-02-01', to: '2024-02-01' },
      '365天内失业1条（2024-02-01至2024-02-01），达到1条',
      '1 of unemployment within 365 days (2024-02-01 to 2024-02-01), at least 1',
    ],
    [
      'net_income',
      { netFen: 3_200_000, limitFen: 3_326_400, atMostPercentOfLine: 220, lineMonthlyFen: 63_000, persons: 2, windowMonths: 12 },
      '2人12个月纯收入32,000.00元，不高于低保标准（每人每月630.00元）的220%，即33,264.00元',
      'net income of 32,000.00 yuan for 2 people over 12 months is at most 220 % of the line of 630.00 yuan per person and month, which is 33,264.00 yuan',
    ],
    [
      'verification_overdue',
      { dueOn: '2024-01-15', daysLate: 46, byDays: 30 },
      '年度复核应于2024-01-15完成，已逾期46天，达到30天',
      'the yearly check was due on 2024-01-15 and is 46 days late, at least 30',
    ],
    [
      'aid_ended',
      { paidOn: '2023-02-01', days: 394, sinceDays: 365 },
      '最近一次帮扶于2023-02-01发放，已过394天，达到365天',
      'the last aid was paid on 2023-02-01, 394 days ago, at least 365',
    ],
    ['some_later_condition', { limit: 3 }, 'some_later_condition (limit 3)', 'some_later_condition (limit 3)'],
  ] as const)('tells of %s', (condition, figures, zh, en) => {
    expect(sentenceOf(condition, figures, 'zh')).toContain(`。${zh}。`);
    expect(sentenceOf(condition, figures, 'en')).toContain(`. ${en}. `);
  });

  it('names events of the file and of aid, and that there are none', () => {
    const evidence = [
      { stream: 'household-h1', revision: 12 },
      { stream: 'aid-a1', revision: 5 },
    ];
    expect(flagSentence(flag({ signalRevisions: [], evidence }), 'zh')).toContain('依据：档案记录第12条；帮扶记录第5条。');
    expect(flagSentence(flag({ signalRevisions: [] }), 'en')).toContain('Evidence: none.');
  });

  it('says that figures were erased', () => expect(flagSentence(flag({ findings: ERASED }), 'zh')).toContain('。数据已删除。'));
});
