import fc from 'fast-check';
import { addDays } from '../kernel/calendar.js';
import { birthDateOf, checkCharacterOf, idNumberFault, normaliseIdNumber, sexOf } from './id-number.js';

/** The area code 410424 was never assigned, so no number here belongs to anybody. */
const numberOf = (birthDate: string, sequence: string): string => {
  const digits = `410424${birthDate.replaceAll('-', '')}${sequence}`;
  return digits + checkCharacterOf(digits);
};

const birthDates = fc.integer({ min: 0, max: 44_000 }).map((days) => addDays('1900-01-01', days));
const sequences = fc.integer({ min: 0, max: 999 }).map((number) => String(number).padStart(3, '0'));
const numbers = fc.tuple(birthDates, sequences).map(([birthDate, sequence]) => numberOf(birthDate, sequence));

describe('an identity number', () => {
  it('is faultless with the check character of GB 11643, and states its birth date and sex', () => {
    fc.assert(
      fc.property(birthDates, sequences, (birthDate, sequence) => {
        const idNumber = numberOf(birthDate, sequence);
        expect(idNumberFault(idNumber)).toBeUndefined();
        expect(birthDateOf(idNumber)).toBe(birthDate);
        expect(sexOf(idNumber)).toBe('13579'.includes(sequence[2] ?? '') ? 'male' : 'female');
      }),
    );
  });

  it('agrees with numbers checked by hand', () => {
    expect(idNumberFault('41042419740316014X')).toBeUndefined();
    expect(idNumberFault('410424197207260733')).toBeUndefined();
  });

  it('is faulty once any one of its digits differs', () => {
    fc.assert(
      fc.property(numbers, fc.nat(16), fc.integer({ min: 1, max: 9 }), (idNumber, place, by) => {
        const digit = (Number(idNumber[place]) + by) % 10;
        expect(idNumberFault(idNumber.slice(0, place) + String(digit) + idNumber.slice(place + 1))).toBeDefined();
      }),
    );
  });

  it('is faulty once two neighbouring digits that differ change places', () => {
    fc.assert(
      fc.property(numbers, fc.nat(15), (idNumber, place) => {
        const [first = '', second = ''] = idNumber.slice(place, place + 2);
        fc.pre(first !== second);
        expect(idNumberFault(idNumber.slice(0, place) + second + first + idNumber.slice(place + 2))).toBeDefined();
      }),
    );
  });

  it.each([
    ['', 'id_length'],
    ['410424740316014', 'id_length'],
    ['41042419740316014XX', 'id_length'],
    ['410424197402300144', 'id_birth_date'],
    ['410424197413010144', 'id_birth_date'],
    ['4104241974O3160148', 'id_birth_date'],
    ['410424197403160140', 'id_check_digit'],
    ['41042A19740316014X', 'id_check_digit'],
    ['41042419740316014x', 'id_check_digit'],
  ])('names the fault of %p: %s', (idNumber, fault) => expect(idNumberFault(idNumber)).toBe(fault));

  it.each([' 41042419740316014x ', '４１０４２４１９７４０３１６０１４Ｘ', '410424 19740316 014X', '\u300041042419740316014ｘ'])(
    'is read from %p as a clerk may have typed it',
    (text) => expect(normaliseIdNumber(text)).toBe('41042419740316014X'),
  );

  it('is normalised once and for all', () => {
    fc.assert(fc.property(fc.string(), (text) => expect(normaliseIdNumber(normaliseIdNumber(text))).toBe(normaliseIdNumber(text))));
  });
});
