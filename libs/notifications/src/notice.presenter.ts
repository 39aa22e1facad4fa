import { Injectable } from '@nestjs/common';
import { Names, type PlaceNames } from '#libs/implementation';
import type { Text } from '#libs/platform';
import { type ProgrammeReference, Reference } from '#libs/programme';
import { departmentsAsked } from './audience.reader.js';
import type { EventKind } from './event-kinds.js';
import { textOf } from './happening.js';
import { none } from './notice.facts.js';
import { noticeText } from './notice.texts.js';
import type { NoticeRow } from './notice.queries.js';
import { reasonOf } from './routing.rules.js';

/** A notice as its reader sees it. */
export interface NoticeItem {
  id: string;
  kind: EventKind;
  text: Text;
  /** "You receive this because …" */
  reason: Text;
  /** What the actor gave as the reason, as it was written. */
  note: string | null;
  /** Null where it is about no single work item. */
  workItem: ({ id: string; programme: string } & PlaceNames) | null;
  submissionId: string | null;
  /** The legal adjustment that it is about. */
  adjustment: { code: string; name: Text } | null;
  at: Date;
  readAt: Date | null;
}

/** Words notices. */
@Injectable()
export class NoticePresenter {
  constructor(
    private readonly names: Names,
    private readonly reference: Reference,
  ) {}

  async item(row: NoticeRow): Promise<NoticeItem> {
    const { id, kind, audience, item, data, submissionId } = row;
    const places = item ? await this.names.of(item) : null;
    const programme = await this.programmeOf(row);
    const code = textOf(data, 'adjustment');
    const adjustment = code === undefined ? undefined : (programme?.legalAdjustments.get(code)?.name ?? none);
    const departments = departmentNames(row, programme);
    const facts = {
      kind,
      audience,
      places,
      data,
      departments,
      actor: row.actor ?? none,
      person: row.person ?? none,
      absent: row.absent ?? none,
      adjustment: adjustment ?? none,
      programme: programme?.name ?? none,
    };
    return {
      id,
      kind,
      text: noticeText(facts),
      reason: reasonOf[audience]({
        region: places?.region.name ?? programme?.regions.get(row.region ?? '')?.name ?? none,
        department: audience === 'asked' ? departments : (places?.leadDepartment.name ?? departments),
      }),
      note: row.note,
      workItem: item && places ? { id: item.id, programme: item.programme, ...places } : null,
      submissionId,
      adjustment: code !== undefined && adjustment ? { code, name: adjustment } : null,
      at: row.createdAt,
      readAt: row.readAt,
    };
  }

  /** For an event of no programme one that knows its department: names are kept by programme. */
  private async programmeOf({ programme, department }: NoticeRow): Promise<ProgrammeReference | undefined> {
    if (programme !== null) return this.reference.programme(programme);
    const all = await this.reference.programmes();
    return department === null ? undefined : all.find(({ departments }) => departments.has(department));
  }
}

/** The departments that an event asks, lets speak or names; else the one that it belongs to. */
function departmentNames({ data, department }: NoticeRow, programme: ProgrammeReference | undefined): Text {
  const asked = departmentsAsked({ data });
  const codes = asked.length > 0 ? asked : [department ?? []].flat();
  if (codes.length === 0) return none;
  const names = codes.map((code) => programme?.departments.get(code)?.name ?? { zh: code, en: code });
  return { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') };
}
