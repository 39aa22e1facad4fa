import { Injectable } from '@nestjs/common';
import { Database, UnitOfWork } from '#libs/database';
import { PeopleQueries, type Recipient } from '#libs/identity';
import { Clock, Configuration, type Language } from '#libs/platform';
import { type Confirmation, type Delivery, ExternalConsumer } from '#libs/queues';
import { isPlainAddress, oneLine } from './address.rules.js';
import { layOut, type MailContent } from './mail-layout.rules.js';
import { type MailData, sendMailJob } from './mail-queue.js';
import { MailRenderers } from './mail-renderers.js';
import { MailTransport, type Message } from './mail-transport.js';

interface MailRow {
  id: string;
  kind: string;
  subjectId: string;
  personId: string;
  address: string;
  language: Language;
  messageId: string;
  state: 'pending' | 'sent' | 'failed';
}

const productName = { zh: '举措台账', en: 'Measure tracker' };

const byId = `
  select id, kind, subject_id as "subjectId", person_id as "personId", address, language, message_id as "messageId", state
  from mail where id = $1`;

const markSent = `update mail set state = 'sent', sent_at = $2, error = null where id = $1`;
const markFailed = `update mail set state = 'failed', error = $2 where id = $1 and state <> 'sent'`;

/** Words one message and sends it. SMTP cannot be exactly-once; a repetition carries the same Message-ID. */
@Injectable()
export class SendMail extends ExternalConsumer<MailData> {
  readonly job = sendMailJob;
  readonly text = { zh: '撰写并发送邮件', en: 'Words mail and sends it' };

  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly people: PeopleQueries,
    private readonly renderers: MailRenderers,
    private readonly transport: MailTransport,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {
    super();
  }

  async handle({ data, attempt }: Delivery<MailData>, lease: AbortSignal): Promise<Confirmation | void> {
    const mail = await this.database.row<MailRow>(byId, [data.mail]);
    if (!mail || mail.state === 'sent') return;
    if (!isPlainAddress(mail.address)) return this.refuse(mail, 'the address is not one plain e-mail address');
    try {
      const message = await this.message(mail);
      if (typeof message === 'string') return this.refuse(mail, message);
      await this.transport.send(message, lease);
    } catch (error) {
      if (attempt >= this.mostAttempts)
        await this.unitOfWork.run((tx) => tx.change(markFailed, [mail.id, reasonFor(error)]));
      throw error;
    }
    return async (tx) => void (await tx.change(markSent, [mail.id, this.clock.now()]));
  }

  /** The message, or the reason why there is none. */
  private async message(mail: MailRow): Promise<Message | string> {
    const [recipient] = await this.people.recipients([mail.personId]);
    if (!recipient) return 'the recipient is no longer active';
    const content = await this.renderers.of(mail.kind).render(mail.subjectId, recipient, mail.language);
    if (!content) return 'what it was about is gone';
    return this.compose(mail, recipient, content);
  }

  private compose({ id, messageId, address, language }: MailRow, { name }: Recipient, content: MailContent): Message {
    const from = { name: productName[language], address: this.configuration.MAIL_FROM };
    return {
      id,
      messageId,
      from,
      to: { name: oneLine(name[language]), address },
      subject: oneLine(content.subject),
      ...layOut(content, language),
      ...(content.thread === undefined ? {} : { thread: `${content.thread}@${messageId.split('@')[1]}` }),
    };
  }

  /** Trying again would change nothing, so the row is done with; the reason stays with the mail. */
  private refuse({ id }: MailRow, reason: string): Confirmation {
    return async (tx) => void (await tx.change(markFailed, [id, reason]));
  }
}

function reasonFor(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error)).slice(0, 1_000);
}
