import { publishedDays } from '#libs/platform';
import { lastMoment, momentBefore } from './digest-moment.rules.js';
import { momentIn } from './local-moment.rules.js';

const beijing = 'Asia/Shanghai';
const key = (now: string, zone = beijing) => lastMoment(new Date(now), zone, publishedDays).periodKey;

describe('the last working day, 08:30', () => {
  it.each([
    ['2021-12-16T00:29:59.999Z', '2021-12-15', 'a moment before 08:30'],
    ['2021-12-16T00:30:00Z', '2021-12-16', '08:30 sharp'],
    ['2021-12-16T15:59:00Z', '2021-12-16', 'the evening'],
    ['2021-12-18T04:00:00Z', '2021-12-17', 'a Saturday'],
    ['2021-10-07T04:00:00Z', '2021-09-30', 'the last day of the National Day holiday'],
    ['2021-10-09T04:00:00Z', '2021-10-09', 'a Saturday made up for it'],
    ['2022-01-01T04:00:00Z', '2021-12-31', 'the turn of the year'],
    ['2099-06-05T04:00:00Z', '2099-06-05', 'a Friday of a year without data'],
    ['2099-06-06T04:00:00Z', '2099-06-05', 'a Saturday of a year without data'],
  ])('at %s is %s: %s', (now, day) => {
    expect(key(now)).toBe(day);
  });

  it('is read on the wall clock of the person', () => {
    expect(key('2021-12-16T00:30:00Z', 'Asia/Urumqi')).toBe('2021-12-15');
    expect(key('2021-12-16T02:30:00Z', 'Asia/Urumqi')).toBe('2021-12-16');
    expect(lastMoment(new Date('2021-12-16T20:00:00Z'), 'America/New_York', publishedDays).at).toEqual(
      new Date('2021-12-16T13:30:00Z'),
    );
  });

  it('has one before it', () => {
    const monday = lastMoment(new Date('2021-12-20T04:00:00Z'), beijing, publishedDays);
    expect(momentBefore(monday, beijing, publishedDays)).toEqual({
      periodKey: '2021-12-17',
      at: new Date('2021-12-17T00:30:00Z'),
    });
  });
});

it('a local time is found across a change of the clocks', () => {
  expect(momentIn('America/New_York', '2021-11-07', '08:30')).toEqual(new Date('2021-11-07T13:30:00Z'));
  expect(momentIn('America/New_York', '2021-03-14', '08:30')).toEqual(new Date('2021-03-14T12:30:00Z'));
  expect(momentIn('Asia/Kathmandu', '2021-03-14', '08:30')).toEqual(new Date('2021-03-14T02:45:00Z'));
});
