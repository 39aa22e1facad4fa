import fc from 'fast-check';
import { dayAfter, publishedDays, publishedYears, WorkingDays } from '#libs/platform';
import { type ClockRound, colourOn, fillRounds, soonUntil, startTerm, termOn } from './term.rules.js';

const days = publishedDays;
const sent = (startedOn: string, dueOn: string, allowedDays = 5, endedOn: string | null = null): ClockRound => ({
  startedOn,
  allowedDays,
  dueOn,
  endedOn,
});

describe('a term', () => {
  it.each([
    ['2021-12-09', 5, '2021-12-16', 'a plain week'],
    ['2021-12-10', 5, '2021-12-17', 'sent on a Friday'],
    ['2021-12-11', 5, '2021-12-17', 'sent on a Saturday: Monday is its first day all the same'],
    ['2022-01-28', 5, '2022-02-09', 'across the Spring Festival of 2022, with both make-up days before and none after'],
    ['2021-09-30', 5, '2021-10-13', 'across National Day of 2021, with the make-up Saturday of 9 October'],
    ['2021-09-24', 3, '2021-09-28', 'over the make-up Sunday of 26 September'],
    ['2021-12-31', 1, '2022-01-04', 'over the turn of the year'],
  ])('sent on %s for %i days ends on %s: %s', (start, count, dueOn) => {
    expect(startTerm(days, [], count, start)).toEqual({ allowedDays: count, dueOn, calendarMissing: [] });
  });

  it('gives the next round what was left, and the day of sending when nothing was', () => {
    const returned = (endedOn: string) => [sent('2021-12-09', '2021-12-16', 5, endedOn)];
    expect(startTerm(days, returned('2021-12-13'), 5, '2022-01-04')).toEqual({
      allowedDays: 3,
      dueOn: '2022-01-07',
      calendarMissing: [],
    });
    expect(startTerm(days, returned('2021-12-09'), 5, '2022-01-04').allowedDays).toBe(5);
    expect(startTerm(days, returned('2021-12-16'), 5, '2022-01-04')).toMatchObject({
      allowedDays: 0,
      dueOn: '2022-01-04',
    });
    expect(startTerm(days, returned('2021-12-30'), 5, '2022-01-04').allowedDays).toBe(0);
  });

  it('keeps the days of its first round, whatever the programme gives since', () => {
    const returned = [sent('2021-12-09', '2021-12-16', 5, '2021-12-13')];
    expect(startTerm(days, returned, 20, '2022-01-04').allowedDays).toBe(3);
  });

  it('has no end while the year is missing, and says which', () => {
    const last = Math.max(...publishedYears.keys());
    expect(startTerm(days, [], 5, `${last}-12-30`)).toEqual({
      allowedDays: 5,
      dueOn: null,
      calendarMissing: [last + 1],
    });
    const over: ClockRound = { startedOn: `${last}-12-30`, allowedDays: 5, dueOn: null, endedOn: `${last + 1}-01-08` };
    expect(startTerm(days, [over], 5, `${last + 1}-01-10`)).toEqual({
      allowedDays: null,
      dueOn: null,
      calendarMissing: [last + 1],
    });
    expect(termOn(days, [over], 'paused', `${last + 1}-01-10`)).toMatchObject({
      usedDays: null,
      remainingDays: null,
      dueOn: null,
      colour: null,
      calendarMissing: [last + 1],
    });
  });
});

describe('its colour', () => {
  const on = (today: string) => termOn(days, [sent('2021-12-09', '2021-12-16')], 'running', today);

  it.each([
    ['2021-12-09', null, 0, 5],
    ['2021-12-10', null, 1, 4],
    ['2021-12-11', null, 1, 4],
    ['2021-12-13', 'blue', 2, 3],
    ['2021-12-15', 'blue', 4, 1],
    ['2021-12-16', 'yellow', 5, 0],
    ['2021-12-17', 'red', 6, 0],
    ['2021-12-18', 'red', 6, 0],
  ])('on %s is %s, with %i days used and %i left', (today, colour, usedDays, remainingDays) => {
    expect(on(today)).toMatchObject({ colour, usedDays, remainingDays, dueOn: '2021-12-16', allowedDays: 5 });
  });

  it('is none while paused or after the end', () => {
    const returned = [sent('2021-12-09', '2021-12-16', 5, '2021-12-13')];
    expect(termOn(days, returned, 'paused', '2022-03-01')).toEqual({
      allowedDays: 5,
      usedDays: 2,
      remainingDays: 3,
      dueOn: null,
      colour: null,
      state: 'paused',
      calendarMissing: [],
    });
    expect(termOn(days, returned, 'ended', '2022-03-01')).toMatchObject({ colour: null, dueOn: '2021-12-16' });
  });

  it('is asked for nothing where nothing was sent', () => {
    expect(termOn(days, [], 'paused', '2022-03-01')).toBeUndefined();
  });
});

/* The naive model: a desk calendar on which somebody ticks one day after the other. */
const year = (from: number, to: number) => ({ min: new Date(`${from}-01-01`), max: new Date(`${to}-12-31`) });
const day = fc.date({ ...year(2019, 2024), noInvalidDate: true }).map((date) => date.toISOString().slice(0, 10));
const isWorked = (date: string) => {
  const { holidays, workdays } = publishedYears.get(Number(date.slice(0, 4)))!;
  const weekday = new Date(date).getUTCDay();
  return workdays.includes(date) || (weekday !== 0 && weekday !== 6 && !holidays.includes(date));
};

function ticked(from: string, count: number): string {
  let date = from;
  for (let left = count; left > 0;) {
    date = dayAfter(date, 1);
    if (isWorked(date)) left -= 1;
  }
  return date;
}

/** A clock played day by day: it ticks each morning while the ministry has the paper. */
function played(start: string, allowed: number, gaps: readonly number[]) {
  const rounds: ClockRound[] = [];
  let left = allowed;
  let used = 0;
  let date = start;
  for (let index = 0; index < gaps.length; index += 2) {
    const startedOn = date;
    const had = left;
    for (let passed = 0; passed < gaps[index]!; passed += 1) {
      date = dayAfter(date, 1);
      if (isWorked(date)) {
        used += 1;
        left = Math.max(0, left - 1);
      }
    }
    rounds.push({ startedOn, allowedDays: had, dueOn: ticked(startedOn, had), endedOn: date });
    date = dayAfter(date, gaps[index + 1] ?? 0);
  }
  return { rounds, left, used, date };
}

const gaps = fc
  .array(fc.nat({ max: 25 }), { minLength: 2, maxLength: 8 })
  .map((all) => all.slice(0, -(all.length % 2) || undefined));

describe('agrees with a clock that ticks day by day', () => {
  it('in what each round gets and when it ends', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), gaps, (start, allowed, all) => {
        const { rounds, left, date } = played(start, allowed, all);
        rounds.forEach((round, index) => {
          expect(startTerm(days, rounds.slice(0, index), allowed, round.startedOn)).toEqual({
            allowedDays: round.allowedDays,
            dueOn: round.dueOn,
            calendarMissing: [],
          });
        });
        expect(startTerm(days, rounds, allowed, date)).toMatchObject({ allowedDays: left, dueOn: ticked(date, left) });
      }),
      { numRuns: 300 },
    );
  });

  it('in what is used and left, while it runs and while it rests', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 20 }), gaps, (start, allowed, all) => {
        const { rounds, used, left, date } = played(start, allowed, all);
        expect(termOn(days, rounds, 'paused', date)).toMatchObject({ usedDays: used, remainingDays: left });
        const running = rounds.map((round, index) =>
          index === rounds.length - 1 ? { ...round, endedOn: null } : round,
        );
        const today = rounds.at(-1)!.endedOn!;
        expect(termOn(days, running, 'running', today)).toMatchObject({ usedDays: used, remainingDays: left });
      }),
      { numRuns: 300 },
    );
  });

  it('in its colours', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 12 }), (today, ahead) => {
        const dueOn = ticked(today, ahead);
        const expected = dueOn === today ? 'yellow' : ahead <= 3 ? 'blue' : null;
        expect(colourOn(days, dueOn, today)).toBe(expected);
        expect(colourOn(days, dueOn, dayAfter(dueOn, 1))).toBe('red');
        expect(dueOn > today && dueOn <= soonUntil(days, today)).toBe(expected === 'blue');
      }),
      { numRuns: 300 },
    );
  });
});

describe('a due date that waited', () => {
  const without = (missing: number) =>
    new WorkingDays(new Map([...publishedYears].filter(([known]) => known !== missing)));

  it('is set, once the year is known, to what it would have been from the start, and never moved', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 20 }),
        gaps,
        fc.integer({ min: 2019, max: 2025 }),
        (start, allowed, all, missing) => {
          const { rounds } = played(start, allowed, all);
          const poor = without(missing);
          const begun = rounds.reduce<ClockRound[]>((former, round) => {
            const { allowedDays, dueOn } = startTerm(poor, former, allowed, round.startedOn);
            return [...former, { ...round, allowedDays, dueOn }];
          }, []);
          for (const [index, { dueOn }] of begun.entries())
            if (dueOn !== null) expect(dueOn).toBe(rounds[index]!.dueOn);
          expect(fillRounds(days, begun, allowed)).toEqual(rounds);
          expect(fillRounds(poor, begun, allowed)).toEqual(begun);
          expect(fillRounds(without(2020), rounds, allowed)).toEqual(rounds);
        },
      ),
      { numRuns: 300 },
    );
  });
});
