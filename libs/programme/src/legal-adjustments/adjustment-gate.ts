import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { dateIn } from '#libs/platform';
import { Reference } from '../reference.js';
import type { AdjustmentStatus } from './legal-adjustment.lifecycle.js';
import { inForceOn, startIn, type Windowed } from './window.rules.js';

/** What keeps a measure from being recognised as implemented in a region. */
export interface GateState {
  /** Codes of the adjustments that it needs and that are not in force there today. */
  adjustmentsMissing: string[];
  /** Those that are, but were not yet on the effective date of the report. */
  adjustmentsLater: string[];
}

interface Held extends Windowed {
  code: string;
  status: AdjustmentStatus;
}

const hold = `
  select from legal_adjustment where programme = $1 and code = any($2::text[]) order by code for share`;
const read = `
  select x.code, x.status, x.in_force_from as "inForceFrom", x.in_force_to as "inForceTo",
    (select coalesce(json_agg(json_build_object('region', a.region, 'inForceFrom', a.in_force_from, 'inForceTo', a.in_force_to)), '[]')
     from legal_adjustment_region a where a.programme = x.programme and a.legal_adjustment = x.code) as windows
  from legal_adjustment x where x.programme = $1 and x.code = any($2::text[])`;

/**
 * Tells from within a transaction whether the adjustments that a measure needs are in force, and holds them as they are
 * until it ends: an adjustment lapses before an approval that then sees it, or after the approval is done. Measures that
 * need none cost no statement, and each adjustment is read once in a transaction.
 */
@Injectable()
export class AdjustmentGate {
  private readonly held = new WeakMap<Tx, Map<string, Held>>();

  constructor(private readonly reference: Reference) {}

  async state(
    tx: Tx,
    item: { programme: string; measure: number; region: string; now: Date },
    effectiveOn: string | undefined,
  ): Promise<GateState> {
    const { programme, measure, region, now } = item;
    const { legalAdjustments: needed } = await this.reference.measure(programme, measure);
    if (needed.length === 0) return { adjustmentsMissing: [], adjustmentsLater: [] };
    const { timeZone } = await this.reference.programme(programme);
    const held = await this.hold(tx, programme, needed);
    return gateState(held, region, dateIn(timeZone, now), effectiveOn);
  }

  private async hold(tx: Tx, programme: string, codes: readonly string[]): Promise<Held[]> {
    const known = this.held.get(tx) ?? new Map<string, Held>();
    this.held.set(tx, known);
    const unknown = codes.filter((code) => !known.has(`${programme}/${code}`));
    if (unknown.length > 0) {
      // Two statements: the second sees what others committed while the first waited for its locks.
      const [, rows] = await Promise.all([
        tx.rows(hold, [programme, unknown]),
        tx.rows<Held>(read, [programme, unknown]),
      ]);
      for (const row of rows) known.set(`${programme}/${row.code}`, row);
    }
    return codes.map((code) => known.get(`${programme}/${code}`)!);
  }
}

function gateState(adjustments: Held[], region: string, today: string, effectiveOn: string | undefined): GateState {
  const missing = adjustments.filter((adjustment) => !inForceOn(adjustment, region, today));
  const later = adjustments.filter(
    (adjustment) => !missing.includes(adjustment) && isBefore(effectiveOn, startIn(adjustment, region)),
  );
  return {
    adjustmentsMissing: missing.map(({ code }) => code),
    adjustmentsLater: later.map(({ code }) => code),
  };
}

/** Whether a day is known to come before another. */
function isBefore(day: string | undefined | null, start: string | null): boolean {
  return Boolean(day && start && day < start);
}
