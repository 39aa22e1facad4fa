import type { Text } from '#libs/platform';
import { type CountingRule, describeCountingRule, type ProgrammeReference } from '#libs/programme';
import type { Dimension, Level } from './completion.queries.js';
import { countedOf, rate, type Tally } from './counting.rules.js';
import type { FigureRow } from './history/historic-figures.js';

/** Puts figures into words, in the order of the catalogue. */
export function presentFigures(reference: ProgrammeReference, by: Dimension, level: Level, rows: FigureRow[]) {
  return inOrder(reference, by, rows).map((row) => present(reference, by, level, row));
}

function present(reference: ProgrammeReference, by: Dimension, level: Level, row: FigureRow) {
  const { open, proposed, approved, implemented, exempt, underReview, overdue } = row;
  const counts: Tally = { open, proposed, approved, implemented, exempt };
  const counted = countedOf(counts);
  const percent = rate(implemented, counted);
  return {
    key: row.key,
    name: nameOf(reference, by, row),
    ...(by === 'department' && { illustrative: reference.departments.get(row.key)?.illustrative ?? true }),
    ...(by === 'task-region' && { task: row.task, region: row.region }),
    counts,
    implemented,
    counted,
    rate: percent,
    text: inWords(implemented, counted, percent),
    ...(level === 'work-item' && { underReview, overdue }),
  };
}

/** The figure as it is said: always with both numbers; a missing rate is a dash. */
export function inWords(implemented: number, counted: number, percent: number | null): Text {
  if (percent === null) return { zh: '—', en: '—' };
  return {
    zh: `${counted} 项中已落地 ${implemented} 项，${percent.toFixed(1)}%`,
    en: `${implemented} of ${counted}, ${percent.toFixed(1)} %`,
  };
}

/** A rule that nobody adopted, in the form of those that were. */
export function supposedRule(rule: CountingRule) {
  return { version: null, ...rule, adoptedAt: null, text: describeCountingRule(rule) };
}

function nameOf(reference: ProgrammeReference, by: Dimension, { task, region, department }: FigureRow): Text {
  const taskName = reference.tasks.get(task ?? 0)?.name;
  const regionName = reference.regions.get(region ?? '')?.name;
  const none: Text = { zh: '—', en: '—' };
  switch (by) {
    case 'programme':
      return reference.name;
    case 'task':
      return taskName ?? none;
    case 'region':
      return regionName ?? none;
    case 'department':
      return reference.departments.get(department ?? '')?.name ?? none;
    case 'task-region':
      return { zh: `${taskName?.zh} · ${regionName?.zh}`, en: `${taskName?.en} · ${regionName?.en}` };
  }
}

/** Tasks by number, regions and departments in the order of the catalogue. */
function inOrder({ regions, departments }: ProgrammeReference, by: Dimension, rows: FigureRow[]): FigureRow[] {
  const places = new Map([...(by === 'department' ? departments : regions).keys()].map((code, index) => [code, index]));
  const place = ({ task, region, department }: FigureRow) =>
    (task ?? 0) * 10_000 + (places.get((by === 'department' ? department : region) ?? '') ?? 0);
  return [...rows].sort((a, b) => place(a) - place(b));
}
