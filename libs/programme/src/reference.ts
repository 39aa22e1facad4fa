import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '#libs/database';
import { dateIn, type DomainError, notFound, type WorkingDays } from '#libs/platform';
import { readCalendarStamp, readWorkingDays } from './calendar/calendar.store.js';
import { inForceOn, startIn } from './legal-adjustments/window.rules.js';
import type { Measure, ProgrammeReference, ProofPoint } from './programme-reference.js';
import { readProgramme, readStamps } from './reference.store.js';

/** How long another process's change may stay unseen, in milliseconds. */
const refreshMs = 1000;

/**
 * Programmes and what their catalogues say, kept in memory: the names beside every code. Reading what is known asks
 * no database, so it is safe inside a transaction; a timer looks for changes.
 */
@Injectable()
export class Reference implements OnApplicationBootstrap, OnModuleDestroy {
  private known = new Map<string, { stamp: string; programme: ProgrammeReference }>();
  private calendar: { stamp: string; days: WorkingDays } | undefined;
  private refreshing: Promise<void> | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly database: Database) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.refresh();
    // What cannot be read now is read a second later; readiness tells of a lost database.
    this.timer = setInterval(() => void this.refresh().catch(() => undefined), refreshMs).unref();
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    await this.refreshing?.catch(() => undefined);
  }

  /** Takes over what has changed. Call it after an act that changed reference data, once it is committed. */
  async refresh(): Promise<void> {
    // One that is under way may have read before the caller's commit.
    await this.refreshing?.catch(() => undefined);
    this.refreshing ??= this.takeOver().finally(() => (this.refreshing = undefined));
    return this.refreshing;
  }

  /** All programmes, the earliest first. */
  async programmes(): Promise<ProgrammeReference[]> {
    if (this.known.size === 0) await this.refresh();
    return [...this.known.values()].map(({ programme }) => programme);
  }

  /** The programme with this code. Throws 404 when there is none. */
  async programme(code: string): Promise<ProgrammeReference> {
    if (!this.known.has(code)) await this.refresh();
    const found = this.known.get(code);
    if (!found) throw notFound({ zh: '试点', en: 'programme' });
    return found.programme;
  }

  /** A measure by its number. Throws 404 when there is none. */
  async measure(code: string, no: number): Promise<Measure> {
    return measureOf(await this.programme(code), no);
  }

  /** What must be proved when a measure is reported as implemented. */
  async proofList(code: string, measure: number): Promise<readonly ProofPoint[]> {
    return (await this.measure(code, measure)).proofPoints;
  }

  /** The day 'YYYY-MM-DD' of a moment in the programme's time zone. */
  async today(code: string, moment: Date): Promise<string> {
    return dateIn((await this.programme(code)).timeZone, moment);
  }

  /** The working days of the Chinese calendar as the product knows it now. */
  async workingDays(): Promise<WorkingDays> {
    if (!this.calendar) await this.refresh();
    return this.calendar!.days;
  }

  /** Codes of the legal adjustments that a measure needs and that are not in force in a region at a moment. */
  async adjustmentsMissing(code: string, measure: number, region: string, moment: Date): Promise<string[]> {
    const programme = await this.programme(code);
    return adjustmentsMissingOn(programme, measure, region, dateIn(programme.timeZone, moment));
  }

  /**
   * The first days in force of the adjustments that a measure needs, as far as they are settled for a region: before
   * them the measure cannot have taken effect there.
   */
  async adjustmentStarts(code: string, measure: number, region: string): Promise<{ code: string; day: string }[]> {
    return adjustmentStartsIn(await this.programme(code), measure, region);
  }

  private async takeOver(): Promise<void> {
    const known = new Map<string, { stamp: string; programme: ProgrammeReference }>();
    for (const { code, stamp } of await readStamps(this.database)) {
      const before = this.known.get(code);
      const programme = before?.stamp === stamp ? before.programme : await readProgramme(this.database, code);
      if (programme) known.set(code, { stamp, programme });
    }
    this.known = known;
    await this.takeOverCalendar();
  }

  private async takeOverCalendar(): Promise<void> {
    const stamp = await readCalendarStamp(this.database);
    if (this.calendar?.stamp !== stamp) this.calendar = { stamp, days: await readWorkingDays(this.database) };
  }
}

/** A measure by its number. Throws 404 when there is none. */
function measureOf({ measures }: ProgrammeReference, no: number): Measure {
  const measure = measures.get(no);
  if (!measure) throw noMeasure();
  return measure;
}

/** As `Reference.adjustmentsMissing`, for whoever has the programme in hand; `day` is 'YYYY-MM-DD'. */
export function adjustmentsMissingOn(
  programme: ProgrammeReference,
  measure: number,
  region: string,
  day: string,
): string[] {
  return measureOf(programme, measure).legalAdjustments.filter((adjustment) => {
    const found = programme.legalAdjustments.get(adjustment);
    return !found || !inForceOn(found, region, day);
  });
}

/** As `Reference.adjustmentStarts`, for whoever has the programme in hand. */
export function adjustmentStartsIn(
  programme: ProgrammeReference,
  measure: number,
  region: string,
): { code: string; day: string }[] {
  return measureOf(programme, measure).legalAdjustments.flatMap((adjustment) => {
    const found = programme.legalAdjustments.get(adjustment);
    const day = found ? startIn(found, region) : null;
    return day === null ? [] : [{ code: adjustment, day }];
  });
}

/** The refusal for a measure that a programme does not have. */
export function noMeasure(): DomainError {
  return notFound({ zh: '举措', en: 'measure' });
}
