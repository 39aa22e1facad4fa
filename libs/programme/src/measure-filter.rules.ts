import type { Measure } from './programme-reference.js';

/** What a list of measures is narrowed to; everything given must hold. */
export interface MeasureFilter {
  task?: number;
  /** Number of a theme within its task. */
  theme?: number;
  /** Code of a department that leads or supports. */
  department?: string;
  /** Words that must all occur in the number, title or text, in either language. */
  q?: string;
}

/** Whether a measure is in the filtered list. */
export function matches(measure: Measure, { task, theme, department, q }: MeasureFilter): boolean {
  if (task !== undefined && measure.task !== task) return false;
  if (theme !== undefined && measure.theme !== theme) return false;
  if (
    department !== undefined &&
    measure.leadDepartment !== department &&
    !measure.supportingDepartments.includes(department)
  )
    return false;
  return q === undefined || hasWords(measure, q);
}

function hasWords({ no, title, text }: Measure, q: string): boolean {
  const where = folded([String(no), title.zh, title.en, text.zh, text.en].join('\n'));
  return folded(q)
    .split(/\s+/)
    .every((word) => where.includes(word));
}

/** Full-width letters and digits, as Chinese keyboards write them, equal the usual ones; case does not matter. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}
