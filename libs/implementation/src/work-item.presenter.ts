import { Injectable } from '@nestjs/common';
import { type Actor, inRegion } from '#libs/identity';
import { Calendar, dateIn } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import { type Abilities, abilitiesOf } from './abilities.js';
import { summaryOfAmendment } from './differences/amendment.rules.js';
import type { HistoryRow } from './history.queries.js';
import { factsIn } from './item-facts.js';
import { namesIn } from './names.js';
import { kindTexts, statusTexts } from './submission.kinds.js';
import { maySeeActor, maySeeMove, maySeeSubmission, seesWhole, visibleStatus } from './work-item.policy.js';
import { textOfMove, workItemLifecycle, type WorkItemStatus } from './work-item.lifecycle.js';
import type { WorkItemRow, WorkItemWhole } from './work-item.queries.js';

/** Turns work items into what this person may see of them. */
@Injectable()
export class WorkItemPresenter {
  constructor(
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** The rows of a list of one programme; what they share is looked up and worked out once. */
  async rows(code: string, items: readonly WorkItemRow[], actor: Actor) {
    const setting = { ...(await this.setting(code, actor)), inList: true };
    return items.map((item) => this.row(item, setting));
  }

  private row(item: WorkItemRow, setting: Setting) {
    const { programme, today, actor } = setting;
    const whole = seesWhole(actor, item);
    const status = visibleStatus(actor, item);
    const submission = item.submission && maySeeSubmission(actor, item, item.submission) ? item.submission : undefined;
    return {
      id: item.id,
      ...namesIn(programme, item),
      status,
      statusText: workItemLifecycle.definition.states[status],
      version: whole ? item.version : null,
      targetDate: item.targetDate,
      implementedOn: item.implementedOn,
      overdue: item.targetDate < today && status !== 'implemented' && status !== 'exempt',
      underReview: whole && item.submission?.status === 'submitted',
      changedAt: whole ? item.changedAt : null,
      submission: submission
        ? {
            id: submission.id,
            kind: submission.kind,
            kindText: kindTexts[submission.kind],
            status: submission.status,
            statusText: statusTexts[submission.status],
            round: submission.round,
          }
        : null,
      ...abilitiesIn(item, status, submission, setting),
    };
  }

  /** The page of one work item. */
  async whole(item: WorkItemWhole, actor: Actor) {
    const setting = await this.setting(item.programme, actor);
    const measure = setting.programme.measures.get(item.measure);
    const visible = item.submissions.filter((submission) => maySeeSubmission(actor, item, submission));
    return {
      ...this.row(item, setting),
      programme: item.programme,
      plan: seesWhole(actor, item) ? item.plan : null,
      supportingDepartments: measure?.supportingDepartments ?? [],
      proofList: measure?.proofPoints ?? [],
      submissions: visible.map(({ amendment, ...submission }) => ({
        ...submission,
        summary: summaryOfAmendment(amendment ?? null, inRegion(actor, item.region)),
        kindText: kindTexts[submission.kind],
        statusText: statusTexts[submission.status],
      })),
    };
  }

  /** The acts of a work item that this person may see. */
  history(item: { region: string }, rows: HistoryRow[], actor: Actor) {
    return rows
      .filter((row) => maySeeMove(actor, item, row.move))
      .map((row) => ({
        ...row,
        ...(maySeeActor(actor, row.move) ? {} : { actor: null, onBehalfOf: null }),
        text: textOfMove(row.move),
      }));
  }

  private async setting(code: string, actor: Actor): Promise<Setting> {
    const programme = await this.reference.programme(code);
    return { programme, today: dateIn(programme.timeZone, this.calendar.now()), actor, known: new Map() };
  }
}

/** What the rows of one answer share. */
interface Setting {
  programme: ProgrammeReference;
  /** 'YYYY-MM-DD' in the programme's time zone. */
  today: string;
  actor: Actor;
  /** Abilities that were worked out for rows without a submission: most rows of a list are alike in this. */
  known: Map<string, ListedAbilities>;
  /** A list tells of `can` only what is possible. */
  inList?: boolean;
}

type ListedAbilities = Omit<Abilities, 'can'> & { can: Partial<Abilities['can']> };

function abilitiesIn(
  item: WorkItemRow,
  status: WorkItemStatus,
  submission: WorkItemRow['submission'] | undefined,
  { programme, today, actor, known, inList }: Setting,
): ListedAbilities {
  const { region, leadDepartment } = item;
  const facts = factsIn(programme, item, today, submission?.effectiveOn);
  // With nothing on the table no department has a part in it.
  const key = submission ? undefined : `${region} ${status} ${facts.adjustmentsMissing.join()}`;
  const before = key === undefined ? undefined : known.get(key);
  if (before) return before;
  const state = { region, leadDepartment, status, submission: submission ?? undefined, ...facts };
  const { can, ...rest } = abilitiesOf(state, actor);
  const abilities = { can: inList ? onlyPossible(can) : can, ...rest };
  if (key !== undefined) known.set(key, abilities);
  return abilities;
}

function onlyPossible(can: Abilities['can']): Partial<Abilities['can']> {
  return Object.fromEntries(Object.entries(can).filter(([, possible]) => possible));
}
