import { type Actor, may } from '#libs/identity';
import type { Blocker, Text } from '#libs/platform';
import { type AdjustmentMove, type AdjustmentStatus, legalAdjustmentLifecycle } from './legal-adjustment.lifecycle.js';

/** What the rules need to know of an adjustment. */
export interface AdjustmentState {
  status: AdjustmentStatus;
  provision: Text | null;
  measures: readonly number[];
  regions: readonly string[];
}

/** What a screen needs to draw its buttons; it asks, it never decides. */
export interface AdjustmentAbilities {
  can: Record<'edit' | 'submit' | 'return' | 'approve' | 'bringIntoForce' | 'changeWindow' | 'lapse', boolean>;
  moves: { move: AdjustmentMove; text: Text }[];
  blockers: { move: AdjustmentMove; text: Text; reasons: Blocker[] }[];
}

/** Why this person may not move adjustments at all. */
export function authorityBlockers(actor: Actor): Blocker[] {
  return may(actor, 'legal-adjustment.manage') ? [] : [needsCoordinator];
}

/** Why the move is not possible from where the adjustment stands. */
export function stateBlockers(move: AdjustmentMove, { status }: Pick<AdjustmentState, 'status'>): Blocker[] {
  return legalAdjustmentLifecycle.isLegal(move, status) ? [] : [wrongStatus(status)];
}

/** What a draft lacks before it can be submitted. */
export function ruleBlockers(move: AdjustmentMove, { provision, measures, regions }: AdjustmentState): Blocker[] {
  if (move !== 'submit-legal-adjustment') return [];
  return [
    ...(provision ? [] : [provisionMissing]),
    ...(measures.length > 0 ? [] : [measuresMissing]),
    ...(regions.length > 0 ? [] : [regionsMissing]),
  ];
}

/** What this person can do with an adjustment, and for coordinators why the rest is not possible now. */
export function adjustmentAbilities(adjustment: AdjustmentState, actor: Actor): AdjustmentAbilities {
  const candidates = authorityBlockers(actor).length > 0 ? [] : legalAdjustmentLifecycle.moves;
  const judged = candidates.map((move) => ({
    move,
    text: legalAdjustmentLifecycle.move(move).text,
    reasons: [...stateBlockers(move, adjustment), ...ruleBlockers(move, adjustment)],
  }));
  const moves = judged.filter(({ reasons }) => reasons.length === 0).map(({ move, text }) => ({ move, text }));
  const can = (name: AdjustmentMove) => moves.some(({ move }) => move === name);
  return {
    can: {
      edit: can('edit-legal-adjustment'),
      submit: can('submit-legal-adjustment'),
      return: can('return-legal-adjustment'),
      approve: can('approve-legal-adjustment'),
      bringIntoForce: can('bring-legal-adjustment-into-force'),
      changeWindow: can('change-legal-adjustment'),
      lapse: can('lapse-legal-adjustment'),
    },
    moves,
    blockers: judged.filter(({ reasons }) => reasons.length > 0),
  };
}

function wrongStatus(status: AdjustmentStatus): Blocker {
  const { zh, en } = legalAdjustmentLifecycle.definition.states[status];
  return {
    code: 'wrong-status',
    message: { zh: `当前状态为“${zh}”。`, en: `The legal adjustment is ${en}.` },
  };
}

const needsCoordinator: Blocker = {
  code: 'needs-coordinator',
  message: { zh: '须由统筹协调人员办理。', en: 'A coordinator has to do this.' },
};
const provisionMissing: Blocker = {
  code: 'provision-missing',
  message: { zh: '尚未写明所调整的条款。', en: 'The provision that is adjusted has not been named.' },
};
const measuresMissing: Blocker = {
  code: 'measures-missing',
  message: { zh: '尚未指明需要该调整实施的具体举措。', en: 'No measure has been named that needs it.' },
};
const regionsMissing: Blocker = {
  code: 'regions-missing',
  message: { zh: '尚未指明适用的试点地区。', en: 'No region has been named that it covers.' },
};
