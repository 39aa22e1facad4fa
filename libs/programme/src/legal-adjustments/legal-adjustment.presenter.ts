import type { Actor } from '#libs/identity';
import type { Text } from '#libs/platform';
import type { LegalAdjustment, ProgrammeReference } from '../programme-reference.js';
import { adjustmentAbilities } from './adjustment-abilities.rules.js';
import type {
  AdjustmentEventDto,
  AdjustmentWindowDto,
  LegalAdjustmentDetailDto,
  LegalAdjustmentDto,
  LegalAdjustmentRowDto,
} from './legal-adjustment.dto.js';
import { legalAdjustmentLifecycle, textOfAdjustmentEvent } from './legal-adjustment.lifecycle.js';
import type { AdjustmentEvent } from './legal-adjustment.queries.js';
import { daysBetween, phaseOn, windowIn, windowPhases } from './window.rules.js';

/** An adjustment as a measure names it. */
export function presentAdjustment({ windows: _, ...adjustment }: LegalAdjustment): LegalAdjustmentDto {
  return {
    ...adjustment,
    statusText: legalAdjustmentLifecycle.definition.states[adjustment.status],
    regions: [...adjustment.regions],
    measures: [...adjustment.measures],
  };
}

/** An adjustment with its windows on a day, and what this person can do with it. */
export function presentAdjustmentRow(
  adjustment: LegalAdjustment,
  programme: ProgrammeReference,
  actor: Actor,
  today: string,
): LegalAdjustmentRowDto {
  return {
    ...presentAdjustment(adjustment),
    windows: adjustment.windows.map((own): AdjustmentWindowDto => {
      const window = windowIn(adjustment, own.region)!;
      const phase = phaseOn(adjustment.status, window, today);
      const isRunning = phase === 'in-force' && window.inForceTo !== null;
      return {
        region: own.region,
        regionName: programme.regions.get(own.region)?.name ?? unnamed(own.region),
        ...window,
        own: own.inForceFrom !== null || own.inForceTo !== null,
        phase,
        phaseText: windowPhases[phase],
        daysLeft: isRunning ? daysBetween(today, window.inForceTo!) : null,
      };
    }),
    ...adjustmentAbilities(adjustment, actor),
  };
}

/** The page of one adjustment. */
export function presentAdjustmentDetail(
  row: LegalAdjustmentRowDto,
  programme: ProgrammeReference,
  history: AdjustmentEvent[],
): LegalAdjustmentDetailDto {
  return {
    ...row,
    waiting: row.measures.flatMap((no) => {
      const measure = programme.measures.get(no);
      return measure
        ? [{ no, title: measure.title, illustrative: measure.illustrative, leadDepartment: measure.leadDepartment }]
        : [];
    }),
    history: history.map((event): AdjustmentEventDto => ({ ...event, text: textOfAdjustmentEvent(event.kind) })),
  };
}

function unnamed(code: string): Text {
  return { zh: code, en: code };
}
