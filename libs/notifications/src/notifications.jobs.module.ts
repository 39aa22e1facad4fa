import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { IdentityModule } from '#libs/identity';
import { Configuration } from '#libs/platform';
import { createMailTransport, MailTransport } from './mail/mail-transport.js';
import { NoticeMail } from './mail/notice-mail.js';
import { SendMail } from './mail/send-mail.js';
import { NotificationsModule } from './notifications.module.js';
import { PrepareNotices } from './prepare-notices.js';

/** Makes notices and sends mail. */
@Module({
  imports: [AuditModule, IdentityModule, NotificationsModule],
  providers: [
    PrepareNotices,
    SendMail,
    NoticeMail,
    { provide: MailTransport, useFactory: createMailTransport, inject: [Configuration] },
  ],
})
export class NotificationsJobsModule {}
