import { kindTexts, workItemLifecycle } from '#libs/implementation';
import type { ProgrammeReference } from '#libs/programme';
import { inWords } from '../completion.presenter.js';
import type { AttentionItem, LapsingRow, LateAnswer } from './attention.queries.js';
import type { BehindRow } from './behind.rules.js';
import { endingIn } from './lapsing.rules.js';

const dayMs = 86_400_000;
const none = { zh: '—', en: '—' };

/** Puts rows of the attention list into words. Dates are days of the programme's time zone. */
export class AttentionPresenter {
  constructor(
    private readonly reference: ProgrammeReference,
    private readonly today: string,
    private readonly now: Date,
  ) {}

  overdue(row: AttentionItem) {
    return { ...this.item(row), daysLate: this.daysSince(row.targetDate) };
  }

  stalled(row: AttentionItem) {
    const days = Math.floor((this.now.getTime() - Date.parse(row.changedAt)) / dayMs);
    return { ...this.item(row), lastActAt: row.changedAt, daysStill: days };
  }

  waiting(row: LateAnswer) {
    const { what, submissionId, submissionKind, dueOn, since, waitsFor } = row;
    return {
      what,
      whatText: what === 'decision' ? { zh: '待审核', en: 'a decision' } : { zh: '待会签', en: 'an opinion' },
      waitsFor: { code: waitsFor, name: this.reference.departments.get(waitsFor)?.name ?? none },
      submissionId,
      submissionKind,
      submissionKindText: kindTexts[submissionKind],
      since,
      dueOn,
      daysLate: this.daysSince(dueOn),
      ...this.item(row),
    };
  }

  lapsing({ code, regions, measures, waiting, resting, first }: LapsingRow) {
    const adjustment = this.reference.legalAdjustments.get(code)!;
    return {
      adjustment: { code, name: adjustment.name },
      regions: regions.map((region) => ({
        ...this.region(region),
        state: endingIn(adjustment, region, this.today) ?? 'ended',
        inForceTo: adjustment.lapsedOn ?? this.endIn(code, region),
      })),
      measures: measures.map((no) => this.measure(no)),
      waiting,
      resting,
      workItems: first.map(({ workItemId, measure, region, status }) => ({
        workItemId,
        measure,
        region: this.region(region),
        status,
        statusText: workItemLifecycle.definition.states[status],
      })),
    };
  }

  behind({ by, task, region, implemented, counted, rate, median, behindBy }: BehindRow) {
    return {
      compared: by,
      ...(task !== null && { task: { no: task, name: this.reference.tasks.get(task)?.name ?? none } }),
      ...(region !== null && { region: this.region(region) }),
      implemented,
      counted,
      rate,
      text: inWords(implemented, counted, rate),
      median,
      behindBy,
    };
  }

  private item({ workItemId, measure, region, department, status, targetDate }: AttentionItem) {
    return {
      workItemId,
      ...this.measure(measure),
      region: this.region(region),
      department: { code: department, name: this.reference.departments.get(department)?.name ?? none },
      status,
      statusText: workItemLifecycle.definition.states[status],
      targetDate,
    };
  }

  private measure(no: number) {
    return { measure: no, title: this.reference.measures.get(no)?.title ?? none };
  }

  private region(code: string) {
    return { code, name: this.reference.regions.get(code)?.name ?? none };
  }

  private endIn(code: string, region: string): string | null {
    const adjustment = this.reference.legalAdjustments.get(code)!;
    const own = adjustment.windows.find((window) => window.region === region);
    return own?.inForceTo ?? adjustment.inForceTo;
  }

  private daysSince(day: string): number {
    return Math.round((Date.parse(this.today) - Date.parse(day)) / dayMs);
  }
}
