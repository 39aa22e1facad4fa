import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Recipient } from '#libs/identity';
import { Configuration } from '#libs/platform';
import { jobName, Outbox } from '#libs/queues';

/** What an outbox row of the job carries: the id of a row of `mail`. */
export interface MailData {
  mail: string;
}

export const sendMailJob = jobName<MailData>('send-mail');

/** One message to one person. */
export interface NewMail {
  /** Says what the message is: there is never a second one with the same key. */
  dedupeKey: string;
  /** Names the renderer that words it; see `MailRenderers`. */
  kind: string;
  /** What it is about: a notice, a digest. */
  subjectId: string;
  recipient: Recipient;
}

const insert = `
  insert into mail (id, dedupe_key, kind, subject_id, person_id, address, language, message_id)
  select m.id, m.key, m.kind, m.subject, m.person, m.address, m.language, m.id || '@' || $2::text
  from (
    select uuidv7() as id, n."dedupeKey" as key, n.kind, n."subjectId" as subject,
      (n.recipient->>'personId')::uuid as person, n.recipient->>'email' as address, n.recipient->>'language' as language
    from jsonb_to_recordset($1::jsonb) as n ("dedupeKey" text, kind text, "subjectId" uuid, recipient jsonb)
  ) as m
  on conflict on constraint mail_once do nothing
  returning id as mail
`;

/** Enters mail to be sent, in the transaction of its cause. */
@Injectable()
export class MailQueue {
  constructor(
    private readonly outbox: Outbox,
    private readonly configuration: Configuration,
  ) {}

  /** Returns how many are new. */
  async add(tx: Tx, mails: readonly NewMail[]): Promise<number> {
    if (mails.length === 0) return 0;
    const domain = this.configuration.MAIL_FROM.split('@')[1];
    const rows = await tx.rows<MailData>(insert, [JSON.stringify(mails), domain]);
    await this.outbox.add(tx, sendMailJob, rows);
    return rows.length;
  }
}
