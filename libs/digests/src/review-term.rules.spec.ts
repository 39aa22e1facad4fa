import { termOf } from './review-term.rules.js';

const at = (day: string) => new Date(`${day}T00:30:00Z`);
const submitted = new Date('2021-12-09T02:00:00Z');

it.each([
  ['2021-12-15', 'waiting'],
  ['2021-12-16', 'due'],
  ['2021-12-17', 'overdue'],
])('on %s a submission of 9 December is %s', (day, urgency) => {
  expect(termOf(submitted, at(day), 'Asia/Shanghai')).toEqual({ dueOn: '2021-12-16', urgency, unknownYears: [] });
});

it('counts from the day of the programme, not of the server', () => {
  expect(termOf(new Date('2021-12-09T16:00:00Z'), at('2021-12-16'), 'Asia/Shanghai').dueOn).toBe('2021-12-17');
});

it('names the years that it had to guess', () => {
  expect(termOf(new Date('2098-12-29T02:00:00Z'), at('2099-01-02'), 'Asia/Shanghai').unknownYears).toEqual([
    2098, 2099,
  ]);
});
