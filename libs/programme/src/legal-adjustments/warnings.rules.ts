import { daysBetween, windowIn, type Windowed } from './window.rules.js';

/** How near the end of a window is, as people are warned of it. */
export type WarningStage = '90' | '30' | 'lapsed';

/** One region to be warned of one end. */
export interface DueWarning {
  region: string;
  /** The last day in force; for an adjustment that lapsed early, the day of the lapse. 'YYYY-MM-DD'. */
  windowEnd: string;
  stage: WarningStage;
}

/** The stage of a window that ends on a day; undefined while its end is more than 90 days off. */
export function stageOn(windowEnd: string, today: string): WarningStage | undefined {
  const left = daysBetween(today, windowEnd);
  if (left < 0) return 'lapsed';
  if (left <= 30) return '30';
  return left <= 90 ? '90' : undefined;
}

/**
 * What is to be said today of an adjustment, one line for each region. Of stages that were missed only the latest is
 * left: what has lapsed is not said to lapse in 30 days.
 */
export function warningsOn(adjustment: Windowed & { lapsedOn: string | null }, today: string): DueWarning[] {
  const { status, lapsedOn } = adjustment;
  if (status !== 'in-force' && !(status === 'lapsed' && lapsedOn)) return [];
  return adjustment.windows.flatMap(({ region }): DueWarning[] => {
    const end = windowIn(adjustment, region)!.inForceTo;
    const endedBefore = end !== null && (lapsedOn === null || end < lapsedOn);
    if (lapsedOn !== null && !endedBefore) return [{ region, windowEnd: lapsedOn, stage: 'lapsed' }];
    const stage = end === null ? undefined : stageOn(end, today);
    return end !== null && stage ? [{ region, windowEnd: end, stage }] : [];
  });
}
