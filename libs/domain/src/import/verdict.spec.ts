import { accepted, countVerdicts, verdictsCsv, type Verdict } from './verdict.js';
import { classificationOf } from '../testing/sample-household.js';

const place = { row: 2, fileNumber: 'F-1' };
const classification = classificationOf();
const rejected = (code: string): Verdict => ({ row: 3, fileNumber: 'F-2', verdict: 'rejected', code, column: '姓名' });

describe('a verdict', () => {
  it.each([
    ['the same category', { category: 'deeply_difficult', unmapped: false }, false],
    ['another category', { category: 'relatively_difficult', unmapped: false }, true],
    ['a category of before 2020', { unmapped: true }, true],
    ['nothing', { unmapped: false }, false],
  ] as const)('shows whether a clerk who claimed %s was wrong', (_what, claim, declaredDiffers) =>
    expect(accepted(place, classification, claim)).toMatchObject({ category: 'deeply_difficult', declaredDiffers }),
  );

  it('is a line of the table', () =>
    expect(verdictsCsv([accepted(place, classification, { unmapped: true }), rejected('missing_name')])).toBe(
      '档案编号,verdict,code,category,reason,declared_differs\nF-1,accepted,,deeply_difficult,,yes\nF-2,rejected,missing_name,,,no\n',
    ));

  it('keeps its line where a number holds separators', () =>
    expect(verdictsCsv([{ ...rejected('x'), fileNumber: 'a,"b"\nc' }])).toContain('"a,""b""\nc",rejected'));

  it('is counted by its code, in alphabetical order', () => {
    const verdicts = [
      rejected('size_mismatch'),
      rejected('bad_date'),
      rejected('size_mismatch'),
      accepted(place, classification, { unmapped: false }),
    ];
    expect(JSON.stringify(countVerdicts(verdicts))).toBe('{"accepted":1,"rejected":3,"byCode":{"bad_date":1,"size_mismatch":2}}');
  });
});
