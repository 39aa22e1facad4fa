import type { Actor } from '#libs/identity';
import { seesWhole, textOfMove, visibleStatus, workItemLifecycle, type WorkItemStatus } from '#libs/implementation';
import type { ProgrammeReference } from '#libs/programme';
import { countedOf, type CountedStatus, type Tally } from '../counting.rules.js';
import type { Cause, ItemBehind, ItemBetween } from './history.queries.js';
import type { Standpoint } from './standpoint.js';
import type { Step } from './waterfall.rules.js';

const none = { zh: '—', en: '—' };

/** A measure behind a figure, with the tally that decides about it. */
export function presentMeasure({ measures }: ProgrammeReference, no: number, status: CountedStatus, tally: Tally) {
  return {
    measure: no,
    title: measures.get(no)?.title ?? none,
    task: measures.get(no)?.task ?? null,
    status,
    statusText: statusText(status),
    implemented: tally.implemented,
    counted: countedOf(tally),
  };
}

/** A work item behind a figure. Of other regions a region learns the decided status and its date, not who decided. */
export function presentItem(reference: ProgrammeReference, actor: Actor, item: ItemBehind) {
  const status = visibleStatus(actor, item);
  const known = seesWhole(actor, item);
  return {
    ...placeOf(reference, item),
    status,
    statusText: statusText(status),
    ...(known && { underReview: item.underReview, overdue: item.overdue }),
    ...((known || status !== 'open') && { effectiveOn: item.effectiveOn }),
    ...(known && {
      move: item.move,
      moveText: moveText(item.move),
      recordedAt: item.recordedAt,
      decidedBy: item.decidedBy,
    }),
  };
}

/** Whether this person may learn that the item stands differently at all. */
export function maySeeBetween(actor: Actor, { region, from, to }: ItemBetween): boolean {
  const seen = (status: WorkItemStatus | null) => status && visibleStatus(actor, { region, status });
  return seen(from) !== seen(to);
}

/** A work item that stands differently, with the acts that made the difference. */
export function presentItemBetween(reference: ProgrammeReference, actor: Actor, then: Standpoint, item: ItemBetween) {
  const seen = (status: WorkItemStatus | null) => status && visibleStatus(actor, { ...item, status });
  const causes = item.causes.filter(({ move }) => seesWhole(actor, item) || isDecided(move));
  return {
    ...placeOf(reference, item),
    from: seen(item.from),
    to: seen(item.to),
    causes: causes.map((cause) => presentCause(cause, then, seesWhole(actor, item))),
  };
}

export function presentStep<Key>({ move, ...step }: Step<Key>) {
  return {
    move,
    moveText: move === null ? { zh: '统计口径或目录变化', en: 'another counting rule or catalogue' } : moveText(move),
    ...step,
  };
}

function presentCause({ decidedBy, reason, ...cause }: Cause, then: Standpoint, known: boolean) {
  return {
    ...cause,
    moveText: moveText(cause.move),
    /** It took effect by the earlier day and was recorded only afterwards. */
    late: !cause.gone && cause.effectiveOn <= then.asOf,
    ...(known && { decidedBy, reason }),
  };
}

/** Of other regions a region learns what has been decided, not what was asked for or sent back. */
function isDecided(move: string): boolean {
  return move.startsWith('approve-') || move === 'revoke' || move === 'reinstate';
}

function placeOf({ measures, regions }: ProgrammeReference, item: { id: string; measure: number; region: string }) {
  return {
    workItemId: item.id,
    measure: item.measure,
    title: measures.get(item.measure)?.title ?? none,
    region: { code: item.region, name: regions.get(item.region)?.name ?? none },
  };
}

function statusText(status: WorkItemStatus) {
  return workItemLifecycle.definition.states[status];
}

function moveText(move: string) {
  return textOfMove(move as Parameters<typeof textOfMove>[0]);
}
