import type { LegalAdjustment } from './programme-reference.js';

/** Statuses in which the dates of an adjustment bind; before, they are a wish. */
const approved: ReadonlySet<LegalAdjustment['status']> = new Set(['approved', 'in-force', 'lapsed']);

/** Whether an adjustment is in force in a region on a day 'YYYY-MM-DD', both ends included. The dates decide, not the status word. */
export function inForceOn(adjustment: LegalAdjustment, region: string, day: string): boolean {
  const { status, regions, inForceFrom, inForceTo } = adjustment;
  if (!approved.has(status) || !regions.includes(region) || inForceFrom === null) return false;
  return inForceFrom <= day && (inForceTo === null || day <= inForceTo);
}
