import { Module } from '@nestjs/common';
import { DiscussionModule } from '#libs/discussion';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { Outbox } from '#libs/queues';
import { AudienceReader } from './audience.reader.js';
import { MailLinks } from './mail/mail-links.js';
import { MailQueue } from './mail/mail-queue.js';
import { MailRenderers } from './mail/mail-renderers.js';
import { NoticePresenter } from './notice.presenter.js';
import { NoticeQueries } from './notice.queries.js';
import { NoticeWriter } from './notice.writer.js';
import { SurroundingsReader } from './surroundings.js';

/** Notices and the queue of mail; for every process. */
@Module({
  imports: [DiscussionModule, IdentityModule, ImplementationModule, ProgrammeModule],
  providers: [
    Outbox,
    SurroundingsReader,
    AudienceReader,
    MailQueue,
    MailLinks,
    MailRenderers,
    NoticeWriter,
    NoticeQueries,
    NoticePresenter,
  ],
  exports: [MailQueue, MailLinks, MailRenderers, NoticeWriter, NoticeQueries, NoticePresenter],
})
export class NotificationsModule {}
