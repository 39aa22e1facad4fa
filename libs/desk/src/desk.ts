import { Injectable } from '@nestjs/common';
import { type Actor, departmentsOf, isProgrammeWide } from '#libs/identity';
import {
  decodeCursor,
  type SubmissionFilter,
  SubmissionPresenter,
  SubmissionQueries,
  submissionCursorPartsOf,
  Terms,
} from '#libs/implementation';
import { Reference } from '#libs/programme';
import type { DeskDto } from './desk.dto.js';
import { presentFacts } from './desk.presenter.js';
import { DeskQueries } from './desk.queries.js';
import { placesWith } from './places.rules.js';
import { countsOf } from './tallies.rules.js';

/** What waits for a decision of one's departments, as the desk shows it. */
@Injectable()
export class Desk {
  constructor(
    private readonly submissions: SubmissionQueries,
    private readonly presenter: SubmissionPresenter,
    private readonly queries: DeskQueries,
    private readonly terms: Terms,
    private readonly reference: Reference,
  ) {}

  /** One page, the cursor of the next, and how many there are by colour, kind and holder under the same filters. */
  async page({ limit = '50', cursor, sort = 'dueOn', ...query }: DeskDto, actor: Actor) {
    const filter = await this.filterOf(query, actor);
    const page = {
      ...filter,
      sort,
      limit: Number(limit),
      after: decodeCursor(cursor, sort, submissionCursorPartsOf(sort)),
    };
    const [{ rows, nextCursor, total }, tallies] = await Promise.all([
      this.submissions.page(page),
      this.submissions.tallies(filter),
    ]);
    const facts = await this.queries.factsOf(rows.map(({ id }) => id));
    const items = await Promise.all(
      rows.map(async (row) => ({
        ...(await this.presenter.row(row, actor)),
        ...presentFacts(await this.reference.programme(row.item.programme), row, facts.get(row.id)),
      })),
    );
    const coloured = await Promise.all(
      tallies.map(async (tally) => ({ ...tally, colour: await this.terms.colourOf(tally.programme, tally.dueOn) })),
    );
    return { items, nextCursor, total, counts: countsOf(coloured) };
  }

  /** Opinions that are wanted of one's departments, each with its submission. */
  async opinions(actor: Actor, given: boolean) {
    const wanted = await this.queries.opinionsAsked(departmentsOf(actor), isProgrammeWide(actor), given);
    const ids = [...new Set(wanted.map(({ submissionId }) => submissionId))];
    const { rows } = await this.submissions.page({ ids, scope: everything, limit: ids.length });
    const byId = new Map(rows.map((row) => [row.id, row]));
    const items = await Promise.all(
      wanted.map(async ({ submissionId, ...asked }) => {
        const row = byId.get(submissionId);
        // Decided between the two reads: nobody wants the opinion any more.
        if (!row) return [];
        const { name = { zh: '—', en: '—' } } =
          (await this.reference.programme(row.item.programme)).departments.get(asked.department) ?? {};
        const { askedAt: submittedAt, allowedDays, dueOn, givenAt: decidedAt } = asked;
        const clock = { submittedAt, allowedDays, dueOn, decidedAt };
        return [
          {
            ...asked,
            department: { code: asked.department, name },
            term: await this.terms.ofOpinion(row.item.programme, clock),
            submission: await this.presenter.row(row, actor),
          },
        ];
      }),
    );
    return { items: items.flat() };
  }

  private async filterOf({ holder, due, task, q, ...plain }: DeskDto, actor: Actor) {
    const scope = isProgrammeWide(actor)
      ? everything
      : { ...everything, everything: false, departments: departmentsOf(actor) };
    return {
      ...plain,
      scope,
      state: 'submitted',
      holder: holder && (holder === 'mine' ? actor.personId : null),
      due: due && (await this.terms.rangesOf(due)),
      task: task === undefined ? undefined : Number(task),
      places: q === undefined ? undefined : placesWith(q, await this.reference.programmes()),
    } satisfies Omit<SubmissionFilter, 'limit'>;
  }
}

/** The desk is the ministry's: what somebody may read for a region besides does not belong here. */
const everything: SubmissionFilter['scope'] = { everything: true, drafts: false, regions: [], departments: [] };
