import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '#libs/audit';
import type { Tx } from '#libs/database';
import { PeopleQueries, type Recipient } from '#libs/identity';
import { MailQueue } from './mail/mail-queue.js';
import { audiences, isNotifying, type NotifyingKind, rolesOf, toldOf } from './routing.rules.js';

/** What was written; what was there already does not count. */
export interface NoticesWritten {
  notices: number;
  mails: number;
}

interface WrittenNotice {
  eventSeq: string;
  personId: string;
  id: string;
}

type NotifyingEvent = LoggedEvent & { kind: NotifyingKind };

const insert = `
  insert into notice (event_seq, person_id, kind, audience, work_item_id, submission_id, programme, created_at)
  select n."eventSeq", n."personId", n.kind, n.audience, n."workItemId", n."submissionId", n.programme, n."createdAt"
  from jsonb_to_recordset($1::jsonb) as n ("eventSeq" bigint, "personId" uuid, kind text, audience text,
    "workItemId" uuid, "submissionId" uuid, programme text, "createdAt" timestamptz)
  on conflict on constraint notice_once do nothing
  returning id, event_seq as "eventSeq", person_id as "personId"
`;

/** Turns events into notices for those who hold the roles concerned now. */
@Injectable()
export class NoticeWriter {
  constructor(
    private readonly people: PeopleQueries,
    private readonly mails: MailQueue,
  ) {}

  /**
   * Writes a notice per event and person told, dated as the event, and with `mail` a message for each new notice.
   * Harmless to repeat: a notice that exists is neither written nor sent again.
   */
  async noticesFor(tx: Tx, events: readonly LoggedEvent[], { mail }: { mail: boolean }): Promise<NoticesWritten> {
    const recipients = new Map<string, Recipient>();
    const rows: object[] = [];
    const audienceOf = this.audienceReader(tx);
    for (const event of events) {
      if (!isNotifyingEvent(event)) continue;
      for (const recipient of toldOf(event.actorPersonId, await audienceOf(event))) {
        recipients.set(recipient.personId, recipient);
        rows.push(noticeRow(event, recipient));
      }
    }
    if (rows.length === 0) return { notices: 0, mails: 0 };
    const written = await tx.rows<WrittenNotice>(insert, [JSON.stringify(rows)]);
    const mails = mail
      ? await this.mails.add(
          tx,
          written.map((notice) => mailOf(notice, recipients)),
        )
      : 0;
    return { notices: written.length, mails };
  }

  /** Asks for each department and region once in a set of events. */
  private audienceReader(tx: Tx): (event: NotifyingEvent) => Promise<Recipient[]> {
    const known = new Map<string, Recipient[]>();
    return async (event) => {
      const audience = audiences[event.kind];
      const place = audience === 'region' ? event.region : event.department;
      if (place === null) return [];
      const scope = audience === 'region' ? { region: place } : { department: place };
      const key = `${audience}:${place}`;
      if (!known.has(key)) {
        const people: Recipient[] = [];
        for (const role of rolesOf[audience]) people.push(...(await this.people.personsWith(role, scope, tx)));
        known.set(key, people);
      }
      return known.get(key)!;
    };
  }
}

function isNotifyingEvent(event: LoggedEvent): event is NotifyingEvent {
  return event.workItemId !== null && isNotifying(event.kind);
}

function noticeRow(event: NotifyingEvent, { personId }: Recipient): object {
  const { seq: eventSeq, kind, workItemId, submissionId, programme, recordedAt: createdAt } = event;
  return { eventSeq, personId, kind, audience: audiences[kind], workItemId, submissionId, programme, createdAt };
}

function mailOf({ id, eventSeq, personId }: WrittenNotice, recipients: Map<string, Recipient>) {
  const recipient = recipients.get(personId)!;
  return { dedupeKey: `notice:${eventSeq}:${personId}`, kind: 'notice', subjectId: id, recipient };
}
