import { householdPersonal } from '#domain/household/household.events';
import { ERASED } from '#domain/kernel/message';
import { HIDDEN, maskBirthDate, maskCard, maskIdNumber, maskPhone, maskRules, masked } from './masking.js';

/** Personal values that everybody who may open the file sees. */
const shownToReaders = [
  ...['name', 'sex', 'relation', 'ethnicity', 'politicalStatus', 'maritalStatus', 'employer', 'workStartedOn', 'modelWorker'],
  ...['occupation', 'monthlyIncomeFen', 'school', 'education', 'enrolledYear', 'schoolingYears', 'medicalInsurance'],
  ...['bankName', 'branch'],
];

const person = {
  personId: 'p1',
  idHash: 'h1',
  name: '高娟',
  idNumber: '41042419740316014X',
  birthDate: '1974-03-16',
  phone: '19900005400',
};

describe('a mask', () => {
  it('keeps the area and the last four of an ID number', () => expect(maskIdNumber('41042419740316014X')).toBe('410424********014X'));
  it('keeps three and four digits of a telephone', () => expect(maskPhone('19900000000')).toBe('199****0000'));
  it('keeps the last four of a card', () => expect(maskCard('9999999236834510221')).toBe('****0221'));
  it('keeps the year of a birth date', () => expect(maskBirthDate('1974-03-16')).toBe('1974-**-**'));

  it.each([maskIdNumber, maskPhone, maskCard, maskBirthDate])('hides whole what is too short to keep something back', (mask) =>
    expect(['', '1', '1234567'].map(mask)).toEqual([HIDDEN, HIDDEN, HIDDEN]),
  );
});

describe('a document to show', () => {
  it('has personal values masked wherever they stand, and says which kinds', () => {
    const file = { principal: { ...person, health: '一般疾病' }, members: [{ ...person, school: '演示小学' }], persons: 2 };
    const shown = { personId: 'p1', name: '高娟', idNumber: '410424********014X', birthDate: '1974-**-**', phone: '199****5400' };
    expect(masked(file)).toEqual({
      document: { principal: { ...shown, health: HIDDEN }, members: [{ ...shown, school: '演示小学' }], persons: 2 },
      masked: ['idNumbers', 'contacts', 'health'],
    });
  });

  it('shows the kinds that were asked for and no others', () => {
    const { document, masked: heldBack } = masked({ ...person, cardNumber: '9999999236834510221' }, ['contacts']);
    expect(document).toMatchObject({ phone: '19900005400', idNumber: '410424********014X', cardNumber: '****0221' });
    expect(heldBack).toEqual(['idNumbers', 'bankCard']);
  });

  it('hides the kind of an accident but not that of a correction', () =>
    expect(masked({ accident: { kind: '工伤', costFen: 1 }, correction: { kind: 'member' } }).document).toEqual({
      accident: { kind: HIDDEN, costFen: 1 },
      correction: { kind: 'member' },
    }));

  it('leaves erased what was erased', () =>
    expect(masked({ phone: ERASED, members: [{ health: ERASED }] })).toEqual({
      document: { phone: ERASED, members: [{ health: ERASED }] },
      masked: [],
    }));

  it('never shows the keyed hash of a person', () =>
    expect(JSON.stringify(masked({ principal: person }, ['idNumbers', 'contacts']))).not.toContain('idHash'));
});

describe('every value that is sealed in an event', () => {
  const sealed = Object.values(householdPersonal).flatMap((sets) => sets.flatMap(({ fields }) => fields));
  const covered = (path: string) => [path.split('.').at(-1), path.split('.').slice(-2).join('.')];
  it.each([...new Set(sealed)])('is masked, or shown on purpose: %s', (path) =>
    expect(covered(path).some((name) => name !== undefined && (Object.hasOwn(maskRules, name) || shownToReaders.includes(name)))).toBe(
      true,
    ),
  );
});
