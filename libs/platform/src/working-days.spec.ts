import { dayAfter, dayKind, isTakenAsWorking, workingDaysAfter } from './working-days.js';

describe('the Chinese working calendar', () => {
  it.each([
    ['2021-12-16', 'working', 'a Thursday'],
    ['2021-12-18', 'free', 'a Saturday'],
    ['2021-10-01', 'free', 'National Day'],
    ['2021-09-18', 'working', 'a Saturday made up for the Mid-Autumn Festival'],
    ['2022-01-29', 'working', 'a Saturday made up for the Spring Festival'],
    ['2003-06-03', 'unknown', 'before the data begin'],
    ['2099-06-03', 'unknown', 'after the data end'],
  ])('%s is %s: %s', (day, kind) => {
    expect(dayKind(day)).toBe(kind);
  });

  it('counts an unknown day by its place in the week', () => {
    expect(isTakenAsWorking('2099-06-03')).toBe(true);
    expect(isTakenAsWorking('2099-06-06')).toBe(false);
  });

  it('ends terms across holidays and make-up days', () => {
    expect(workingDaysAfter('2021-12-16', 5)).toEqual({ day: '2021-12-23', unknownYears: [] });
    expect(workingDaysAfter('2021-09-17', 5)).toEqual({ day: '2021-09-26', unknownYears: [] });
    expect(workingDaysAfter('2098-12-30', 3).unknownYears).toEqual([2098, 2099]);
  });

  it('steps over the ends of months and years', () => {
    expect(dayAfter('2021-12-31', 1)).toBe('2022-01-01');
    expect(dayAfter('2020-03-01', -1)).toBe('2020-02-29');
  });
});
