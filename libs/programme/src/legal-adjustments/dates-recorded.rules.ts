import type { LegalAdjustment } from '../programme-reference.js';

/**
 * Whose the dates are after a coordinator has set some of them: the ministry's, unless others among them are
 * illustrative and must go on being marked so.
 */
export function datesRecorded({
  datesIllustrative,
}: Pick<LegalAdjustment, 'datesIllustrative'>): Pick<LegalAdjustment, 'datesSource' | 'datesIllustrative'> {
  return { datesSource: null, datesIllustrative };
}
