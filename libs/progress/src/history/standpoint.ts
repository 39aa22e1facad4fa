import { Injectable } from '@nestjs/common';
import { badRequest, type Blocker, Calendar, dateIn } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';

/** From where a figure is looked at: as of a day, as known at a moment. */
export interface Standpoint {
  /** 'YYYY-MM-DD' in the programme's time zone. */
  asOf: string;
  knownAt: Date;
}

/** A standpoint as it is asked for; what is missing is now. */
export interface AskedStandpoint {
  asOf?: string;
  /** ISO 8601 with an offset. */
  knownAt?: string;
}

/** Turns what is asked for into a standpoint. */
@Injectable()
export class Standpoints {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /**
   * The standpoint that is meant. A moment alone stands for its own day, a day alone for what is known now.
   * Throws 400 when either lies in the future.
   */
  async of(programme: string, { asOf, knownAt }: AskedStandpoint, pointers = names): Promise<Standpoint> {
    const { timeZone } = await this.reference.programme(programme);
    const now = this.calendar.now();
    const moment = knownAt === undefined ? now : new Date(knownAt);
    const day = asOf ?? dateIn(timeZone, moment);
    const faults = [
      ...(moment > now ? [inFuture(pointers.knownAt)] : []),
      ...(day > dateIn(timeZone, now) ? [inFuture(pointers.asOf)] : []),
    ];
    if (faults.length > 0) throw badRequest(faults);
    return { asOf: day, knownAt: moment };
  }

  /** The last moment of a day in the programme's time zone, or now while the day lasts. */
  endOf({ timeZone }: ProgrammeReference, day: string): Date {
    const now = this.calendar.now();
    return dateIn(timeZone, now) <= day ? now : lastMomentOf(timeZone, day);
  }
}

const names = { asOf: '/asOf', knownAt: '/knownAt' };

function inFuture(pointer: string): Blocker {
  return {
    code: 'in-the-future',
    pointer,
    message: { zh: '不得晚于当前时间。', en: 'This lies in the future.' },
  };
}

/** The millisecond before the next day begins in a zone; found by halving, so that any zone and its shifts are right. */
export function lastMomentOf(timeZone: string, day: string): Date {
  const dayMs = 86_400_000;
  let before = Date.parse(day) - dayMs;
  let after = Date.parse(day) + 3 * dayMs;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dateIn(timeZone, new Date(middle)) <= day) before = middle;
    else after = middle;
  }
  return new Date(before);
}
