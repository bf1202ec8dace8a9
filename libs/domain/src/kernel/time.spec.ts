import fc from 'fast-check';
import { addSeconds, businessDayOf } from './time.js';

describe('a time some seconds later', () => {
  it('is what the platform computes', () => {
    const times = fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true });
    fc.assert(
      fc.property(times, fc.integer({ min: -40_000_000, max: 40_000_000 }), (time, seconds) => {
        expect(addSeconds(time.toISOString(), seconds)).toBe(new Date(time.getTime() + seconds * 1000).toISOString());
      }),
    );
  });

  it.each(['2022-03-01', '2022-03-01T02:00:00Z', '2022-03-01T02:00:00.000+08:00', ''])('is not guessed for %p', (text) =>
    expect(() => addSeconds(text, 1)).toThrow(RangeError),
  );
});

describe('the business day', () => {
  it.each([
    ['2022-03-01T15:59:59.999Z', '2022-03-01'],
    ['2022-03-01T16:00:00.000Z', '2022-03-02'],
    ['2022-12-31T16:00:00.000Z', '2023-01-01'],
  ])('of %s is %s in Shanghai', (time, day) => expect(businessDayOf(time)).toBe(day));
});
