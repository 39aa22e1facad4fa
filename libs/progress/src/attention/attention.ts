import { Injectable } from '@nestjs/common';
import { type Actor, departmentsOf, isProgrammeWide, regionsOf } from '#libs/identity';
import { decodeCursor, encodeCursor } from '#libs/implementation';
import { badRequest, Calendar, dateIn, notFound } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import {
  type AttentionKind,
  attentionKinds,
  attentionMeanings,
  attentionTexts,
  behindPoints,
  lapsingDays,
  stalledDays,
} from './attention.kinds.js';
import { AttentionPresenter } from './attention.presenter.js';
import { AttentionQueries, type AttentionScope, cursorParts, type Group, type Slice } from './attention.queries.js';
import type { AttentionDto } from './attention.query.js';
import { behindOf, dimensionsOf } from './behind.rules.js';
import { lapsing } from './lapsing.rules.js';

const dayMs = 86_400_000;

/** What wants attention in a programme, in groups by reason, for what this person answers for. */
@Injectable()
export class Attention {
  constructor(
    private readonly queries: AttentionQueries,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async list(actor: Actor, code: string, { region, department, kind, limit, cursor }: AttentionDto) {
    const reference = await this.reference.programme(code);
    const scope = scopeOf(actor, reference, { region, department });
    if (cursor !== undefined && !kind) throw badRequest([cursorOfNoKind]);
    const now = this.calendar.now();
    const asked: Asked = { reference, scope, now, today: dateIn(reference.timeZone, now) };
    const rows = Number(limit ?? (kind ? 50 : 10));
    const groups = (kind ? [kind] : attentionKinds).map(async (one) => {
      const after = decodeCursor(cursor, one, cursorParts[one])?.values;
      return this.page(one, asked, rows, after);
    });
    return {
      programme: code,
      asOf: asked.today,
      knownAt: now,
      limits: { stalledDays, behindPoints, lapsingDays },
      groups: await Promise.all(groups),
    };
  }

  private async page(kind: AttentionKind, asked: Asked, limit: number, after: readonly string[] | undefined) {
    // One more than is shown tells whether there is another page.
    const { count, rows, present } = await this.group(kind, asked, { limit: limit + 1, after });
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      kind,
      text: attentionTexts[kind],
      meaning: attentionMeanings[kind],
      count,
      items: shown.map((row) => present(row)),
      nextCursor: last ? encodeCursor({ sort: kind, values: last.place }) : null,
    };
  }

  private async group(kind: AttentionKind, { reference, scope, now, today }: Asked, slice: Slice): Promise<Shown> {
    const presenter = new AttentionPresenter(reference, today, now);
    const { code } = reference;
    switch (kind) {
      case 'overdue':
        return shown(await this.queries.overdue(code, scope, slice, today), (row) => presenter.overdue(row));
      case 'stalled': {
        const before = new Date(now.getTime() - stalledDays * dayMs);
        return shown(await this.queries.stalled(code, scope, slice, before), (row) => presenter.stalled(row));
      }
      case 'behind-median': {
        const figures = await this.queries.peers(code, dimensionsOf(scope));
        return shown(sliced(behindOf(reference, scope, figures), slice), (row) => presenter.behind(row));
      }
      case 'adjustment-lapsing': {
        const rows = await this.queries.lapsing(code, scope, slice, lapsing(reference, today));
        return shown(rows, (row) => presenter.lapsing(row));
      }
      case 'waiting-too-long':
        return shown(await this.queries.waiting(code, scope, slice, today), (row) => presenter.waiting(row));
    }
  }
}

interface Asked {
  reference: ProgrammeReference;
  scope: AttentionScope;
  now: Date;
  today: string;
}

/** A group whose rows know how they are shown. */
interface Shown {
  count: number;
  rows: { place: string[] }[];
  present(row: object): object;
}

function shown<Row>({ count, rows }: Group<Row>, present: (row: Row) => object): Shown {
  return { count, rows, present: (row) => present(row as Row) };
}

/** A page of what is short enough to be judged whole; its place is its number. */
function sliced<Row>(rows: readonly Row[], { limit, after }: Slice): Group<Row> {
  const from = Number(after?.[0] ?? 0);
  const page = rows.slice(from, from + limit);
  return { count: rows.length, rows: page.map((row, index) => ({ ...row, place: [String(from + index + 1)] })) };
}

/** A region's people answer for their region, reviewers for what their departments lead, the others for everything. */
function scopeOf(
  actor: Actor,
  reference: ProgrammeReference,
  { region, department }: Pick<AttentionScope, 'region' | 'department'>,
): AttentionScope {
  const everything = isProgrammeWide(actor);
  const regions = regionsOf(actor);
  const departments = departmentsOf(actor);
  const isKnown = region === undefined || reference.regions.has(region);
  // Somebody else's region is as unknown as one that does not exist, and so is another department for a reviewer.
  const mayRegion = everything || departments.length > 0 || region === undefined || regions.includes(region);
  if (!isKnown || !mayRegion) throw notFound({ zh: '试点地区', en: 'region' });
  const isKnownDepartment = department === undefined || reference.departments.has(department);
  const mayDepartment =
    everything || regions.length > 0 || department === undefined || departments.includes(department);
  if (!isKnownDepartment || !mayDepartment) throw notFound({ zh: '责任部门', en: 'department' });
  return { everything, regions, departments, region, department };
}

const cursorOfNoKind = {
  code: 'required',
  pointer: '/kind',
  message: { zh: '使用游标时请指明类别。', en: 'A cursor belongs to one kind; name it.' },
};
