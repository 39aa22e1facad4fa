import { Module } from '@nestjs/common';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { Outbox } from '#libs/queues';
import { MailLinks } from './mail/mail-links.js';
import { MailQueue } from './mail/mail-queue.js';
import { MailRenderers } from './mail/mail-renderers.js';
import { NoticePresenter } from './notice.presenter.js';
import { NoticeQueries } from './notice.queries.js';
import { NoticeWriter } from './notice.writer.js';

/** Notices and the queue of mail; for every process. */
@Module({
  imports: [IdentityModule, ImplementationModule],
  providers: [Outbox, MailQueue, MailLinks, MailRenderers, NoticeWriter, NoticeQueries, NoticePresenter],
  exports: [MailQueue, MailLinks, MailRenderers, NoticeWriter, NoticeQueries, NoticePresenter],
})
export class NotificationsModule {}
