import { dayAfter, publishedDays, publishedYears, WorkingDays } from './working-days.js';

describe('the Chinese working calendar', () => {
  it.each([
    ['2021-12-16', 'working', 'a Thursday'],
    ['2021-12-18', 'free', 'a Saturday'],
    ['2021-10-01', 'free', 'National Day'],
    ['2021-09-18', 'working', 'a Saturday made up for the Mid-Autumn Festival'],
    ['2021-09-26', 'working', 'a Sunday made up for National Day'],
    ['2022-01-29', 'working', 'a Saturday made up for the Spring Festival'],
    ['2003-06-03', 'unknown', 'before the data begin'],
    ['2099-06-03', 'unknown', 'after the data end'],
  ])('%s is %s: %s', (day, kind) => {
    expect(publishedDays.kind(day)).toBe(kind);
  });

  it('takes an unknown day by its place in the week only where that is asked for', () => {
    expect(publishedDays.isTakenAsWorking('2099-06-03')).toBe(true);
    expect(publishedDays.isTakenAsWorking('2099-06-06')).toBe(false);
    expect(publishedDays.isTakenAsWorking('2021-10-01')).toBe(false);
  });

  it('counts across holidays and make-up days', () => {
    expect(publishedDays.after('2021-12-16', 5)).toEqual({ day: '2021-12-23' });
    expect(publishedDays.after('2021-09-17', 5)).toEqual({ day: '2021-09-26' });
    expect(publishedDays.between('2021-09-17', '2021-09-26')).toEqual({ days: 5, missing: [] });
    expect(publishedDays.between('2021-09-17', '2021-09-17')).toEqual({ days: 0, missing: [] });
  });

  it('never guesses: it names the year that is missing', () => {
    expect(publishedDays.after('2098-12-30', 3)).toEqual({ missing: 2098 });
    const last = Math.max(...publishedYears.keys());
    expect(publishedDays.after(`${last}-12-31`, 1)).toEqual({ missing: last + 1 });
    expect(publishedDays.between(`${last}-12-31`, `${last + 2}-01-01`).missing).toEqual([last + 1, last + 2]);
  });

  it('goes by the arrangements that it is given', () => {
    const days = new WorkingDays(new Map([[2099, { holidays: ['2099-06-03'], workdays: ['2099-06-06'] }]]));
    expect(['2099-06-03', '2099-06-04', '2099-06-06', '2099-06-07'].map((day) => days.kind(day))).toEqual([
      'free',
      'working',
      'working',
      'free',
    ]);
    expect(days.knows('2021-06-03')).toBe(false);
  });

  it('steps over the ends of months and years', () => {
    expect(dayAfter('2021-12-31', 1)).toBe('2022-01-01');
    expect(dayAfter('2020-03-01', -1)).toBe('2020-02-29');
  });
});
