import type { Text, WorkingDays } from '#libs/platform';

/** How urgent a running term is, as users know it: due within 3 working days, due today, overdue. */
export type Colour = 'blue' | 'yellow' | 'red';

/** Whether the clock of a term runs; it rests while the region has the submission again. */
export type ClockState = 'running' | 'paused' | 'ended';

/** A term as it begins with a round; it never changes afterwards, but to be filled in once the calendar is known. */
export interface StartedTerm {
  /** Working days that the round gets; null while days of the rounds before cannot be counted. */
  allowedDays: number | null;
  /** Its last day 'YYYY-MM-DD'; null while it runs into a year whose arrangement is missing. */
  dueOn: string | null;
  /** Years whose arrangement is missing. */
  calendarMissing: number[];
}

/** One round of a clock, in days of the programme's time zone. */
export interface ClockRound {
  startedOn: string;
  allowedDays: number | null;
  dueOn: string | null;
  /** The day on which it was decided or withdrawn; null while it waits. */
  endedOn: string | null;
}

/** How a term stands on a day. */
export interface Term {
  /** Working days of the whole clock, frozen when it started. */
  allowedDays: number | null;
  /** Working days used so far, over all rounds; more than allowed when overdue. Null where they cannot be counted. */
  usedDays: number | null;
  /** Working days left, never below 0. */
  remainingDays: number | null;
  /** Null while paused, and while a year is missing. */
  dueOn: string | null;
  /** Null unless the clock runs and the term is near its end or past it. */
  colour: Colour | null;
  state: ClockState;
  /** Years whose arrangement is missing, so that something here is not known. */
  calendarMissing: number[];
}

/** Working days before its end from which on a term is shown in blue. */
export const soonDays = 3;

export const colourTexts: Readonly<Record<Colour, Text>> = {
  blue: { zh: '蓝', en: 'blue' },
  yellow: { zh: '黄', en: 'yellow' },
  red: { zh: '红', en: 'red' },
};

/**
 * The term of a round that starts on a day: what is left of the days that the clock had when it first started.
 * It counts from the next working day; with no day left it ends on the very day.
 */
export function startTerm(
  days: WorkingDays,
  former: readonly ClockRound[],
  daysAllowed: number,
  startsOn: string,
): StartedTerm {
  const left = daysLeft(days, former, daysAllowed);
  if (left.days === null) return { allowedDays: null, dueOn: null, calendarMissing: left.missing };
  const end = days.after(startsOn, left.days);
  if (end.day === undefined) return { allowedDays: left.days, dueOn: null, calendarMissing: [end.missing] };
  return { allowedDays: left.days, dueOn: end.day, calendarMissing: [] };
}

/** How a clock with these rounds, the first one first, stands on a day. */
export function termOn(
  days: WorkingDays,
  rounds: readonly ClockRound[],
  state: ClockState,
  today: string,
): Term | undefined {
  const present = rounds.at(-1);
  if (!present) return undefined;
  const spent = rounds.map(({ startedOn, endedOn }) => days.between(startedOn, endedOn ?? today));
  const missing = new Set(spent.flatMap((one) => one.missing));
  const allowedDays = rounds[0]!.allowedDays;
  const countable = missing.size === 0;
  const usedNow = spent.at(-1)!.missing.length > 0 ? null : spent.at(-1)!.days;
  const isRunning = state === 'running';
  if (isRunning && present.dueOn === null) for (const year of missingAhead(days, present)) missing.add(year);
  return {
    allowedDays,
    usedDays: countable ? spent.reduce((sum, one) => sum + one.days, 0) : null,
    remainingDays: present.allowedDays === null || usedNow === null ? null : Math.max(0, present.allowedDays - usedNow),
    dueOn: state === 'paused' ? null : present.dueOn,
    colour: isRunning ? colourOn(days, present.dueOn, today) : null,
    state,
    calendarMissing: [...missing].sort(),
  };
}

/** The colour of a running term on a day. */
export function colourOn(days: WorkingDays, dueOn: string | null, today: string): Colour | null {
  if (dueOn === null) return null;
  if (dueOn < today) return 'red';
  if (dueOn === today) return 'yellow';
  return dueOn <= soonUntil(days, today) ? 'blue' : null;
}

/** The last day that is no more than 3 working days ahead; what lies in a year that is missing is further. */
export function soonUntil(days: WorkingDays, today: string): string {
  // A term ends on a working day, so nothing ends between the third one and the fourth.
  const third = days.after(today, soonDays);
  return third.day ?? `${third.missing - 1}-12-31`;
}

/** What is left of the days allowed after these rounds. */
function daysLeft(
  days: WorkingDays,
  rounds: readonly ClockRound[],
  daysAllowed: number,
): { days: number | null; missing: number[] } {
  let left: number | null = rounds[0]?.allowedDays ?? daysAllowed;
  const missing = new Set<number>();
  for (const { startedOn, endedOn, allowedDays } of rounds) {
    const used = days.between(startedOn, endedOn ?? startedOn);
    for (const year of used.missing) missing.add(year);
    const had: number | null = allowedDays ?? left;
    left = had === null || used.missing.length > 0 ? null : Math.max(0, had - used.days);
  }
  return { days: left, missing: [...missing].sort() };
}

function missingAhead(days: WorkingDays, { startedOn, allowedDays }: ClockRound): number[] {
  const end = days.after(startedOn, allowedDays ?? 1);
  return end.day === undefined ? [end.missing] : [];
}

/**
 * The rounds of a clock with what could not be said when they began, as far as the calendar now tells. What was set
 * stays as it is.
 */
export function fillRounds(days: WorkingDays, rounds: readonly ClockRound[], daysAllowed: number): ClockRound[] {
  const filled: ClockRound[] = [];
  for (const round of rounds) {
    const allowedDays = round.allowedDays ?? startTerm(days, filled, daysAllowed, round.startedOn).allowedDays;
    const end = allowedDays === null ? undefined : days.after(round.startedOn, allowedDays).day;
    filled.push({ ...round, allowedDays, dueOn: round.dueOn ?? end ?? null });
  }
  return filled;
}
