import { Injectable } from '@nestjs/common';
import { EventLog, type LoggedEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import type { Moved } from '#libs/implementation';
import { NoticeWriter, type WouldTell } from '#libs/notifications';
import type { Text } from '#libs/platform';
import { Reference } from '#libs/programme';

/** Notices of one kind about the items of one region. */
export interface NoticesOfKind extends WouldTell {
  region: { code: string; name: Text };
}

/** Asks who would be told of acts, by the very routing that tells them for good. */
@Injectable()
export class NoticesToCome {
  constructor(
    private readonly events: EventLog,
    private readonly writer: NoticeWriter,
    private readonly reference: Reference,
  ) {}

  async of(tx: Tx, moved: readonly Moved[]): Promise<NoticesOfKind[]> {
    const byRegion = new Map<string, LoggedEvent[]>();
    const ids = moved.map(({ item }) => item.id);
    for (const event of await this.events.latestOf(tx, ids)) {
      const place = `${event.programme} ${event.region}`;
      byRegion.set(place, [...(byRegion.get(place) ?? []), event]);
    }
    const notices: NoticesOfKind[] = [];
    for (const events of byRegion.values()) {
      const region = await this.regionOf(events[0]!);
      for (const told of await this.writer.wouldTell(tx, events)) notices.push({ ...told, region });
    }
    return notices.sort((a, b) => a.kind.localeCompare(b.kind) || a.region.code.localeCompare(b.region.code));
  }

  private async regionOf({ programme, region }: LoggedEvent): Promise<NoticesOfKind['region']> {
    const { regions } = await this.reference.programme(programme ?? '');
    return { code: region ?? '', name: regions.get(region ?? '')?.name ?? { zh: '—', en: '—' } };
  }
}
