import { Injectable } from '@nestjs/common';
import { Names, type PlaceNames } from '#libs/implementation';
import type { Text } from '#libs/platform';
import { noticeText } from './notice.texts.js';
import type { NoticeRow } from './notice.queries.js';
import { type NotifyingKind, reasonOf } from './routing.rules.js';

/** A notice as its reader sees it. */
export interface NoticeItem {
  id: string;
  kind: NotifyingKind;
  text: Text;
  /** "You receive this because …" */
  reason: Text;
  /** What the actor gave as the reason, as it was written. */
  note: string | null;
  workItem: { id: string; programme: string } & PlaceNames;
  submissionId: string | null;
  at: Date;
  readAt: Date | null;
}

/** Words notices. */
@Injectable()
export class NoticePresenter {
  constructor(private readonly names: Names) {}

  async item({ id, kind, audience, note, item, submissionId, createdAt, readAt }: NoticeRow): Promise<NoticeItem> {
    const places = await this.names.of(item);
    const place = audience === 'region' ? places.region.name : places.leadDepartment.name;
    return {
      id,
      kind,
      text: noticeText(kind, places),
      reason: reasonOf[audience](place),
      note,
      workItem: { id: item.id, programme: item.programme, ...places },
      submissionId,
      at: createdAt,
      readAt,
    };
  }
}
