/** Security time: sessions, throttles, leases, job locks. Never shifted. */
export abstract class Clock {
  abstract now(): Date;
}

export class SystemClock extends Clock {
  now(): Date {
    return new Date();
  }
}

/**
 * Business time: when acts happen, what is due, what a digest covers. It equals real time but for the
 * demonstration, whose calendar begins in December 2021 and runs on from there.
 */
export class Calendar {
  private offsetMs = 0;

  constructor(private readonly clock: Clock) {}

  /** Sets the shift between real and business time in milliseconds; 0 outside the demonstration. */
  shift(offsetMs: number): void {
    this.offsetMs = offsetMs;
  }

  get shiftMs(): number {
    return this.offsetMs;
  }

  /** True in the demonstration only. */
  get isShifted(): boolean {
    return this.offsetMs !== 0;
  }

  now(): Date {
    return this.at(this.clock.now());
  }

  /** The business time of a real moment, such as the database's own clock. */
  at(real: Date): Date {
    return new Date(real.getTime() + this.offsetMs);
  }

  /** The real moment of a business time, for timers and job delays. */
  real(business: Date): Date {
    return new Date(business.getTime() - this.offsetMs);
  }
}

const dateFormats = new Map<string, Intl.DateTimeFormat>();
const timeFormats = new Map<string, Intl.DateTimeFormat>();

/** Making a format costs far more than using one. */
function kept(formats: Map<string, Intl.DateTimeFormat>, timeZone: string, make: () => Intl.DateTimeFormat) {
  const format = formats.get(timeZone) ?? make();
  formats.set(timeZone, format);
  return format;
}

const latest = new Map<string, { at: number; date: string }>();

/** The local date 'YYYY-MM-DD' of a moment in an IANA time zone. The last one is kept: a page asks it row by row. */
export function dateIn(timeZone: string, moment: Date): string {
  const at = moment.getTime();
  const known = latest.get(timeZone);
  if (known?.at === at) return known.date;
  const date = writeDate(timeZone, moment);
  latest.set(timeZone, { at, date });
  return date;
}

function writeDate(timeZone: string, moment: Date): string {
  return kept(dateFormats, timeZone, () => {
    return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  }).format(moment);
}

/** The local time 'HH:MM' of a moment in an IANA time zone. */
export function timeIn(timeZone: string, moment: Date): string {
  return kept(timeFormats, timeZone, () => {
    return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  }).format(moment);
}
