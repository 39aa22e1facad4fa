import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { dateIn } from '#libs/platform';
import type { LegalAdjustment, ProgrammeReference } from '../programme-reference.js';
import { AdjustmentMover } from './adjustment-mover.js';
import { AdjustmentStore } from './adjustment.store.js';
import { type DueWarning, type WarningStage, warningsOn } from './warnings.rules.js';
import { dayOfLapse } from './window.rules.js';

/** Codes of adjustments whose windows must be looked at: in force with an end, or ended early and not yet told of. */
const candidates = `
  select l.code from legal_adjustment l
  where l.programme = $1 and (
    l.status = 'in-force' and (l.in_force_to is not null or exists (
      select from legal_adjustment_region r where r.programme = l.programme and r.legal_adjustment = l.code and r.in_force_to is not null))
    or l.lapsed_on is not null and exists (
      select from legal_adjustment_region r where r.programme = l.programme and r.legal_adjustment = l.code and not exists (
        select from legal_adjustment_warning w where w.programme = r.programme and w.legal_adjustment = r.legal_adjustment
          and w.region = r.region and w.stage = 'lapsed')))
  order by l.code`;

const claim = `
  insert into legal_adjustment_warning (programme, legal_adjustment, region, window_end, stage, warned_at)
  select $1, $2, d.region, d."windowEnd", d.stage, $4
  from jsonb_to_recordset($3::jsonb) as d (region text, "windowEnd" date, stage text)
  on conflict on constraint legal_adjustment_warned_once do nothing
  returning region, window_end as "windowEnd", stage`;

/** How many work items rest on an adjustment in a region. */
export type RestingItems = (
  tx: Tx,
  programme: string,
  measures: readonly number[],
) => Promise<ReadonlyMap<string, Record<string, number>>>;

export interface WindowsLapsed {
  lapsed: number;
  warnings: number;
}

/** What the passing of days does to adjustments: people are warned of an end, and after the last one it lapses. */
@Injectable()
export class LapseOfWindows {
  constructor(
    private readonly store: AdjustmentStore,
    private readonly mover: AdjustmentMover,
    private readonly events: EventLog,
  ) {}

  /** The adjustments of a programme that `run` should look at. */
  async candidates(tx: Tx, programme: string): Promise<string[]> {
    return (await tx.rows<{ code: string }>(candidates, [programme])).map(({ code }) => code);
  }

  /**
   * Brings one adjustment up to the programme's day. Harmless to repeat: a warning is given once for each region, end
   * and stage. With `warn` false it only lapses.
   */
  async run(
    tx: Tx,
    programme: ProgrammeReference,
    code: string,
    { warn, resting }: { warn: boolean; resting: RestingItems },
  ): Promise<WindowsLapsed> {
    const { adjustment: before, now } = await this.store.lock(tx, programme.code, code);
    const today = dateIn(programme.timeZone, now);
    const adjustment = await this.lapse(tx, programme.code, before, today, now);
    const due = warn ? warningsOn(adjustment, today) : [];
    const claimed = due.length > 0 ? await this.claim(tx, programme.code, code, due, now) : [];
    // Where no measure waits for it, nobody need be told; it is noted all the same.
    const given = claimed.filter(({ region }) => measuresIn(programme, adjustment, region).length > 0);
    if (given.length > 0) {
      const items = await resting(tx, programme.code, adjustment.measures);
      await this.tell(tx, programme, adjustment, given, today, now, items);
    }
    return { lapsed: adjustment.status === before.status ? 0 : 1, warnings: given.length };
  }

  /** The day after its last window ended it has lapsed, however late this is noticed. */
  private async lapse(
    tx: Tx,
    programme: string,
    adjustment: LegalAdjustment,
    today: string,
    now: Date,
  ): Promise<LegalAdjustment> {
    const day = adjustment.status === 'in-force' ? dayOfLapse(adjustment) : null;
    if (day === null || today < day) return adjustment;
    const change = { set: { lapsedOn: day }, effectiveOn: day };
    return this.mover.write(tx, programme, 'lapse-legal-adjustment', adjustment, change, now);
  }

  private async claim(tx: Tx, programme: string, code: string, due: DueWarning[], now: Date): Promise<DueWarning[]> {
    return tx.rows<DueWarning>(claim, [programme, code, JSON.stringify(due), now]);
  }

  private async tell(
    tx: Tx,
    programme: ProgrammeReference,
    adjustment: LegalAdjustment,
    given: DueWarning[],
    today: string,
    now: Date,
    items: ReadonlyMap<string, Record<string, number>>,
  ): Promise<void> {
    await this.events.append(
      tx,
      given.map(({ region, windowEnd, stage }) => ({
        kind: kinds[stage],
        programme: programme.code,
        region,
        data: {
          adjustment: adjustment.code,
          measures: measuresIn(programme, adjustment, region),
          regions: given
            .filter((other) => other.stage === stage && other.windowEnd === windowEnd)
            .map((other) => other.region),
          inForceTo: windowEnd,
          lapsedOn: adjustment.lapsedOn,
          affected: items.get(region) ?? {},
        },
        effectiveOn: today,
        recordedAt: now,
      })),
    );
  }
}

const kinds: Readonly<Record<WarningStage, string>> = {
  '90': 'warn-legal-adjustment-90',
  '30': 'warn-legal-adjustment-30',
  lapsed: 'warn-legal-adjustment-lapsed',
};

/** Numbers of the measures that need the adjustment and apply in a region. */
function measuresIn({ measures }: ProgrammeReference, adjustment: LegalAdjustment, region: string): number[] {
  return adjustment.measures.filter((no) => measures.get(no)?.regions.includes(region));
}
