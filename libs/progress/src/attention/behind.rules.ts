import type { ProgrammeReference } from '#libs/programme';
import type { AttentionScope, PeerFigure } from './attention.queries.js';
import { type Behind, behindMedian } from './median.rules.js';

/** What is compared with what: a region with the regions, a task with the tasks, a task in a region with it in the others. */
export type BehindRow = Behind<PeerFigure>;

/** Which figures the comparison needs: within a region also those of the same task elsewhere. */
export function dimensionsOf(scope: AttentionScope): PeerFigure['by'][] {
  return ownRegions(scope) ? ['region', 'task', 'task-region'] : ['region', 'task'];
}

/**
 * What lies behind the median of its peers, as far as this person answers for it: regions and tasks for the whole
 * programme; of a region itself and its tasks; of a department the tasks in which it leads a measure.
 */
export function behindOf(
  reference: ProgrammeReference,
  scope: AttentionScope,
  figures: readonly PeerFigure[],
): BehindRow[] {
  const of = (by: PeerFigure['by']) => figures.filter((figure) => figure.by === by);
  const regions = ownRegions(scope);
  const tasks = tasksOf(reference, scope);
  const isWhole = !regions && !tasks;
  return [
    ...behindMedian(of('region')).filter(({ region }) => isWhole || regions?.includes(region ?? '')),
    ...behindMedian(of('task')).filter(({ task }) => isWhole || tasks?.has(task ?? 0)),
    ...byTask(of('task-region'))
      .flatMap((cells) => behindMedian(cells))
      .filter(({ region }) => regions?.includes(region ?? '')),
  ].sort((a, b) => b.behindBy - a.behindBy);
}

function byTask(cells: readonly PeerFigure[]): PeerFigure[][] {
  return [...new Set(cells.map(({ task }) => task))].map((no) => cells.filter(({ task }) => task === no));
}

/** Undefined where no region is meant in particular. */
function ownRegions({ everything, regions, region }: AttentionScope): readonly string[] | undefined {
  if (region !== undefined) return [region];
  return everything || regions.length === 0 ? undefined : regions;
}

/** The tasks in which the departments that are meant lead a measure; undefined where none is meant in particular. */
function tasksOf({ measures }: ProgrammeReference, scope: AttentionScope): ReadonlySet<number> | undefined {
  const { everything, departments, region, department } = scope;
  if (region !== undefined || (everything && department === undefined)) return undefined;
  const meant = department === undefined ? departments : [department];
  if (meant.length === 0) return undefined;
  return new Set(
    [...measures.values()].flatMap(({ task, leadDepartment }) => (meant.includes(leadDepartment) ? task : [])),
  );
}
