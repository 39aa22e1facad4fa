import { type ApprovalJudged, workItemLifecycle, type WorkItemStatus } from '#libs/implementation';
import { notFound } from '#libs/platform';
import {
  type CountingRule,
  describeCountingRule,
  measureRuleAt,
  presentCountingRule,
  type ProgrammeReference,
  ruleAt,
} from '#libs/programme';
import { presentFigures, supposedRule } from '../completion.presenter.js';
import type { Dimension, Level } from '../completion.queries.js';
import type { CountedStatus } from '../counting.rules.js';
import type { FigureRow } from '../history/historic-figures.js';
import type { Standpoint } from '../history/standpoint.js';

/** The rules that are supposed. */
export interface SupposedRules {
  rule?: CountingRule;
  measureRules: ReadonlyMap<number, CountingRule | null>;
}

interface Counted {
  figures: FigureRow[];
  measures: ReadonlyMap<number, CountedStatus>;
}

/** Everything that the answer says. */
export interface Supposition {
  wanted: { by: Dimension; level: Level };
  standpoint: Standpoint;
  demonstration: boolean;
  rules: SupposedRules;
  before: Counted;
  after: Counted;
  submissions: { id: string; judged: ApprovalJudged | undefined }[];
}

/** Both figures, what lies between them, and what could not be supposed. */
export function presentWhatIf(reference: ProgrammeReference, supposition: Supposition) {
  const { wanted, standpoint, demonstration, before, after, submissions } = supposition;
  const taken = submissions.filter(({ judged }) => judged?.reasons.length === 0);
  const refused = submissions.filter(({ judged }) => judged?.reasons.length !== 0);
  return {
    programme: reference.code,
    ...wanted,
    ...standpoint,
    demonstration,
    ...presentRules(reference, standpoint.knownAt, supposition.rules),
    items: figures(reference, wanted, before.figures, after.figures),
    measures: measures(reference, before.measures, after.measures),
    submissions: { asked: submissions.length, supposed: taken.length, refused: refused.length },
    workItems: taken.map(({ judged }) => presentTaken(reference, judged!)),
    refused: refused.map(({ id, judged }) => ({ submissionId: id, reasons: judged?.reasons ?? [unknown] })),
  };
}

function presentRules({ countingRules, measures: known }: ProgrammeReference, now: Date, rules: SupposedRules) {
  const present = ruleAt(countingRules, now);
  const rule = present ? presentCountingRule(present) : null;
  const write = (one: CountingRule | null | undefined) => (one ? { ...one, text: describeCountingRule(one) } : null);
  return {
    rule: { before: rule, after: rules.rule ? supposedRule(rules.rule) : rule },
    measureRules: [...rules.measureRules].map(([no, own]) => ({
      measure: no,
      before: write(measureRuleAt(known.get(no)!, countingRules, now)),
      after: write(own ?? rules.rule ?? present),
    })),
  };
}

function figures(
  reference: ProgrammeReference,
  { by, level }: { by: Dimension; level: Level },
  before: FigureRow[],
  after: FigureRow[],
) {
  const said = (rows: FigureRow[]) => presentFigures(reference, by, level, rows);
  const later = new Map(said(after).map((figure) => [figure.key, figure]));
  return said(before).map((was) => {
    const is = later.get(was.key)!;
    const { key, name, task, region } = was as typeof was & { task?: number; region?: string };
    return {
      key,
      name,
      ...(by === 'task-region' && { task, region }),
      before: figure(was),
      after: figure(is),
      difference: {
        implemented: is.implemented - was.implemented,
        counted: is.counted - was.counted,
        points: points(was.rate, is.rate),
      },
    };
  });
}

type Said = ReturnType<typeof presentFigures>[number];

function figure({ counts, implemented, counted, rate, text }: Said) {
  return { counts, implemented, counted, rate, text };
}

/** Percentage points between two rates as they are shown; null when one is missing. */
function points(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.round((to - from) * 10) / 10;
}

/** The measures that would stand differently, with those that enter and leave the implemented. */
function measures(
  { measures: known }: ProgrammeReference,
  before: ReadonlyMap<number, CountedStatus>,
  after: ReadonlyMap<number, CountedStatus>,
) {
  return [...after]
    .filter(([no, status]) => before.get(no) !== status)
    .sort(([a], [b]) => a - b)
    .map(([no, to]) => {
      const from = before.get(no) ?? null;
      return {
        measure: no,
        title: known.get(no)?.title ?? none,
        task: known.get(no)?.task ?? null,
        from,
        to,
        effect: effectOf(from, to),
      };
    });
}

function effectOf(from: string | null, to: string): 'enters' | 'leaves' | 'moves' {
  if (to === 'implemented') return 'enters';
  return from === 'implemented' ? 'leaves' : 'moves';
}

function presentTaken({ measures: known, regions }: ProgrammeReference, { submission, becomes }: ApprovalJudged) {
  const { item, id, kind } = submission;
  return {
    submissionId: id,
    kind,
    workItemId: item.id,
    measure: item.measure,
    title: known.get(item.measure)?.title ?? none,
    region: { code: item.region, name: regions.get(item.region)?.name ?? none },
    from: item.status,
    fromText: statusText(item.status),
    to: becomes,
    toText: statusText(becomes),
  };
}

function statusText(status: WorkItemStatus) {
  return workItemLifecycle.definition.states[status];
}

const none = { zh: '—', en: '—' };
const { code, text: message } = notFound({ zh: '报送', en: 'submission' });
/** The same for what there is not and for what this person may not know of. */
const unknown = { code, message };
