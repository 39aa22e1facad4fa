import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import { dateIn } from '#libs/platform';
import {
  AdjustmentGate,
  adjustmentsMissingOn,
  adjustmentStartsIn,
  type GateState,
  type ProgrammeReference,
  Reference,
} from '#libs/programme';
import type { ItemState } from './moves.rules.js';
import type { LockedItem } from './work-item.js';
import type { Move } from './work-item.lifecycle.js';

/** What the catalogue and the programme say of a work item, as far as the rules of its moves need it. */
export type CatalogueFacts = Pick<
  ItemState,
  'adjustmentsMissing' | 'adjustmentsLater' | 'supportingDepartments' | 'wantsSignOff'
>;

/** Looks those facts up in memory. */
@Injectable()
export class ItemFacts {
  constructor(
    private readonly reference: Reference,
    private readonly gate: AdjustmentGate,
  ) {}

  /** Asks no database. `effectiveOn` is the day that a report on the item names, 'YYYY-MM-DD'. */
  async of(
    item: { programme: string; measure: number; region: string },
    at: Date,
    effectiveOn?: string | null,
  ): Promise<CatalogueFacts> {
    const programme = await this.reference.programme(item.programme);
    return factsIn(programme, item, dateIn(programme.timeZone, at), effectiveOn);
  }

  /** What is in memory may be a second old: what an approval rests on is read, and held, by its own transaction. */
  async held(tx: Tx, move: Move, item: LockedItem): Promise<GateState | undefined> {
    if (move !== 'approve-implementation-report') return undefined;
    return this.gate.state(tx, item, item.submission?.content.effectiveOn);
  }
}

/** The same on a day 'YYYY-MM-DD', for whoever has the programme in hand. */
export function factsIn(
  programme: ProgrammeReference,
  { measure, region }: { measure: number; region: string },
  day: string,
  effectiveOn?: string | null,
): CatalogueFacts {
  const starts = effectiveOn ? adjustmentStartsIn(programme, measure, region) : [];
  return {
    adjustmentsLater: starts.filter((start) => effectiveOn! < start.day).map(({ code }) => code),
    adjustmentsMissing: adjustmentsMissingOn(programme, measure, region, day),
    supportingDepartments: programme.measures.get(measure)?.supportingDepartments ?? [],
    wantsSignOff: programme.regionalSignOff,
  };
}
