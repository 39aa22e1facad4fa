import type { Moved } from '#libs/implementation';
import type { ProgrammeReference } from '#libs/programme';
import { type Dimension, type Level, type PlacedFigure, presentFigures } from '#libs/progress';

/** The figures that a set of decisions touches. */
export interface Concerned {
  task: ReadonlySet<number>;
  region: ReadonlySet<string>;
  department: ReadonlySet<string>;
}

type Figure = ReturnType<typeof presentFigures>[number];

/** One figure before and after; both with their two numbers and as they are said. */
export interface FigureChange {
  by: Dimension;
  level: Level;
  key: string;
  name: Figure['name'];
  before: Said;
  after: Said;
}

type Said = Pick<Figure, 'counts' | 'implemented' | 'counted' | 'rate' | 'text'>;

/** The tasks, regions and departments of these items. */
export function concernedBy(moved: readonly Moved[]): Concerned {
  return {
    task: new Set(moved.map(({ item }) => item.task)),
    region: new Set(moved.map(({ item }) => item.region)),
    department: new Set(moved.map(({ item }) => item.leadDepartment)),
  };
}

const shown = [
  ['programme', 'measure'],
  ['programme', 'work-item'],
  ['task', 'measure'],
  ['task', 'work-item'],
  ['region', 'work-item'],
  ['department', 'measure'],
  ['department', 'work-item'],
] as const satisfies [Dimension, Level][];

/** What becomes of the programme's figure and of those concerned, at both levels, in the order of the catalogue. */
export function changesOf(
  reference: ProgrammeReference,
  concerned: Concerned,
  before: readonly PlacedFigure[],
  after: readonly PlacedFigure[],
): FigureChange[] {
  return shown.flatMap(([by, level]) => {
    const of = (rows: readonly PlacedFigure[]) =>
      presentFigures(
        reference,
        by,
        level,
        rows.filter((row) => row.by === by && row.level === level && isConcerned(row, concerned)),
      );
    const former = new Map(of(before).map((figure) => [figure.key, figure]));
    return of(after).flatMap((figure) => {
      const was = former.get(figure.key);
      return was ? [{ by, level, key: figure.key, name: figure.name, before: said(was), after: said(figure) }] : [];
    });
  });
}

function isConcerned({ by, task, region, department }: PlacedFigure, concerned: Concerned): boolean {
  switch (by) {
    case 'programme':
      return true;
    case 'task':
      return concerned.task.has(task ?? 0);
    case 'region':
      return concerned.region.has(region ?? '');
    case 'department':
      return concerned.department.has(department ?? '');
    case 'task-region':
      return false;
  }
}

function said({ counts, implemented, counted, rate, text }: Figure): Said {
  return { counts, implemented, counted, rate, text };
}
