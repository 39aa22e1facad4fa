import fc from 'fast-check';
import { dayAfter, publishedDays as days, publishedYears } from '#libs/platform';
import { type Reminder, reminderOn, type Subject } from './reminder.rules.js';

type Kind = Subject['kind'];

/** Plays the mornings on which a worker runs; answers the reminders of one subject by day. */
function play(
  kind: Kind,
  dueOn: string,
  runs: readonly string[],
  since = '2000-01-01',
  startedOn: string | null = null,
) {
  const made: (Reminder & { on: string })[] = [];
  for (const on of runs) {
    const subject = { kind, startedOn, dueOn, reminded: made.length, lastForDay: made.at(-1)?.forDay ?? null };
    const reminder = reminderOn(days, subject, on, since);
    if (reminder) made.push({ on, ...reminder });
  }
  return made;
}

const between = (from: string, to: string) => {
  const all = [];
  for (let day = from; day <= to; day = dayAfter(day, 1)) all.push(day);
  return all;
};
const worked = (from: string, to: string) => between(from, to).filter((day) => days.kind(day) === 'working');
const brief = (made: ReturnType<typeof play>) => made.map(({ on, stage, ordinal }) => `${on} ${stage} ${ordinal}`);

describe('reminders of a term', () => {
  it('come 3 working days before, on the day, then weekly', () => {
    expect(brief(play('review', '2021-12-23', worked('2021-12-13', '2022-01-14')))).toEqual([
      '2021-12-20 due-soon 1',
      '2021-12-23 due-today 2',
      '2021-12-30 overdue 3',
      '2022-01-06 overdue 4',
      '2022-01-13 overdue 5',
    ]);
  });

  it('come before a holiday where the third working day before lies there', () => {
    expect(brief(play('review', '2021-10-09', worked('2021-09-26', '2021-10-11')))).toEqual([
      '2021-09-29 due-soon 1',
      '2021-10-09 due-today 2',
    ]);
  });
});

it('what has only just been asked for is not reminded of before its end', () => {
  const runs = worked('2021-12-17', '2021-12-31');
  expect(brief(play('opinion', '2021-12-21', runs, '2000-01-01', '2021-12-16'))).toEqual([
    '2021-12-21 due-today 1',
    '2021-12-28 overdue 2',
  ]);
  expect(brief(play('review', '2021-12-16', runs, '2000-01-01', '2021-12-16'))[0]).toBe('2021-12-17 overdue 1');
});

describe('reminders of a target date', () => {
  it('come 3 days before, on the day, then weekly', () => {
    expect(brief(play('target', '2021-12-31', worked('2021-12-20', '2022-01-14')))).toEqual([
      '2021-12-28 due-soon 1',
      '2021-12-31 due-today 2',
      '2022-01-07 overdue 3',
      '2022-01-14 overdue 4',
    ]);
  });

  it('come before a free day that they fall on, and after it once the date has passed', () => {
    // The National Day holiday of 2021: 1 to 7 October, with work on Saturday the 9th.
    expect(brief(play('target', '2021-10-03', worked('2021-09-26', '2021-10-25')))).toEqual([
      '2021-09-30 due-soon 1',
      '2021-10-11 overdue 2',
      '2021-10-18 overdue 3',
      '2021-10-25 overdue 4',
    ]);
  });
});

it('a downtime is made up for by one reminder, with the stage of the day on which it is made', () => {
  const runs = worked('2021-12-13', '2022-01-14').filter((day) => day < '2021-12-20' || day > '2022-01-07');
  expect(brief(play('review', '2021-12-23', runs))).toEqual(['2022-01-10 overdue 1', '2022-01-13 overdue 2']);
});

it('escalates from the third on', () => {
  const made = play('review', '2021-12-23', worked('2021-12-13', '2022-01-14'));
  expect(made.map(({ escalates }) => escalates)).toEqual([false, false, true, true, true]);
});

it('leaves alone what had passed when reminding began', () => {
  expect(brief(play('target', '2021-09-30', worked('2021-12-16', '2021-12-31'), '2021-12-16'))).toEqual([
    '2021-12-23 overdue 1',
    '2021-12-30 overdue 2',
  ]);
});

/* The plan as somebody would write it on a wall calendar. */
function planned(kind: Kind, dueOn: string, runs: readonly string[]): string[] {
  const isWorked = (day: string) => {
    const { holidays, workdays } = publishedYears.get(Number(day.slice(0, 4)))!;
    return workdays.includes(day) || (![0, 6].includes(new Date(day).getUTCDay()) && !holidays.includes(day));
  };
  let soon = dueOn;
  for (let left = 3; left > 0;) {
    soon = dayAfter(soon, -1);
    if (kind === 'target' || isWorked(soon)) left -= 1;
  }
  const before = [soon, dueOn].map((day) => runs.findLast((run) => run <= day));
  const weekly = [1, 2, 3, 4].map((week) => runs.find((run) => run >= dayAfter(dueOn, 7 * week)));
  return [...new Set([...before, ...weekly].filter((day) => day !== undefined))];
}

const date = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2023-12-31'), noInvalidDate: true })
  .map((moment) => moment.toISOString().slice(0, 10));

it('agrees with the plan on a wall calendar, whatever the date', () => {
  fc.assert(
    fc.property(date, fc.constantFrom<Kind>('target', 'review'), (dueOn, kind) => {
      const runs = worked(dayAfter(dueOn, -30), dayAfter(dueOn, 31));
      const made = play(kind, dueOn, runs).map(({ on }) => on);
      expect(made).toEqual(planned(kind, dueOn, runs).filter((day) => day <= dayAfter(dueOn, 31)));
    }),
    { numRuns: 500 },
  );
});

it('never makes more than one a run nor two for one day of the plan, whenever workers run', () => {
  fc.assert(
    fc.property(date, fc.array(fc.boolean(), { minLength: 90, maxLength: 90 }), (dueOn, up) => {
      const runs = worked(dayAfter(dueOn, -20), dayAfter(dueOn, 69)).filter((_, index) => up[index]);
      // Every morning is played twice, as when a run is repeated.
      const made = play(
        'target',
        dueOn,
        runs.flatMap((run) => [run, run]),
      );
      expect(new Set(made.map(({ on }) => on)).size).toBe(made.length);
      expect(new Set(made.map(({ forDay }) => forDay)).size).toBe(made.length);
      expect(made.map(({ ordinal }) => ordinal)).toEqual(made.map((_, index) => index + 1));
      for (const { on, stage } of made)
        expect(stage).toBe(on < dueOn ? 'due-soon' : on === dueOn ? 'due-today' : 'overdue');
    }),
    { numRuns: 300 },
  );
});
