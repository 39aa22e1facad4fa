import { dayAfter } from '#libs/platform';
import { type LegalAdjustment, type ProgrammeReference, windowIn } from '#libs/programme';
import { lapsingDays } from './attention.kinds.js';

/** How an adjustment stands towards its end in a region. */
export type Ending = 'ends-soon' | 'ended';

/** A measure in a region whose adjustment ends soon or has ended. */
export interface Lapsing {
  code: string;
  measure: number;
  region: string;
  soon: boolean;
}

/** Every measure in every region that needs an adjustment which ends soon there, or has ended. */
export function lapsing({ legalAdjustments, measures }: ProgrammeReference, today: string): Lapsing[] {
  return [...legalAdjustments.values()].flatMap((adjustment) =>
    adjustment.regions.flatMap((region) => {
      const ending = endingIn(adjustment, region, today);
      if (!ending) return [];
      const needing = adjustment.measures.filter((no) => measures.get(no)?.regions.includes(region));
      return needing.map((measure) => ({ code: adjustment.code, measure, region, soon: ending === 'ends-soon' }));
    }),
  );
}

/** Undefined while it has not begun, has no end, or ends later than the list looks ahead. */
export function endingIn(adjustment: LegalAdjustment, region: string, today: string): Ending | undefined {
  if (adjustment.status === 'lapsed') return 'ended';
  const end = adjustment.status === 'in-force' ? windowIn(adjustment, region)?.inForceTo : undefined;
  if (!end) return undefined;
  if (end < today) return 'ended';
  return end <= dayAfter(today, lapsingDays) ? 'ends-soon' : undefined;
}
