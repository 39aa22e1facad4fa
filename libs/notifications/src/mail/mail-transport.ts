import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createTransport, type SendMailOptions } from 'nodemailer';
import type { Configuration } from '#libs/platform';

/** A message with everything settled; it comes out the same however often it is sent. */
export interface Message {
  /** Id of the row of `mail`. */
  id: string;
  /** Without angle brackets. */
  messageId: string;
  from: { name: string; address: string };
  to: { name: string; address: string };
  subject: string;
  text: string;
  html: string;
  /** Message-ID, without brackets, of an imagined first message of the thread. */
  thread?: string;
}

/** Takes messages away from the product. */
export abstract class MailTransport {
  /** Resolves when the message has been taken; throws when it was not or when `lease` aborts first. */
  abstract send(message: Message, lease: AbortSignal): Promise<void>;
}

/** Sends through the server of SMTP_URL. */
export class SmtpTransport extends MailTransport {
  private readonly transport;

  constructor(url: string) {
    super();
    // Together well below the lease of the job that sends, so that nobody else has the row meanwhile.
    const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 };
    this.transport = createTransport({ url, ...timeouts, ...closedDoors });
  }

  async send(message: Message, lease: AbortSignal): Promise<void> {
    lease.throwIfAborted();
    await Promise.race([this.transport.sendMail(optionsOf(message)), aborted(lease)]);
  }
}

/** Writes each message as `<id>.eml` into a folder, for trial without a mail server. */
export class FolderTransport extends MailTransport {
  private readonly composer = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    ...closedDoors,
  });
  readonly folder: string;

  constructor(dataDir: string) {
    super();
    this.folder = join(resolve(dataDir), 'mail');
  }

  async send(message: Message, lease: AbortSignal): Promise<void> {
    const { message: content } = await this.composer.sendMail(optionsOf(message));
    lease.throwIfAborted();
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const file = join(this.folder, `${message.id}.eml`);
    // Renamed into place, so that nobody reads half a message and a repetition leaves one.
    await writeFile(`${file}.${process.pid}.tmp`, content as Buffer, { mode: 0o600 });
    await rename(`${file}.${process.pid}.tmp`, file);
  }
}

/** The way out that the configuration names. */
export function createMailTransport({ SMTP_URL, DATA_DIR }: Configuration): MailTransport {
  return SMTP_URL === undefined ? new FolderTransport(DATA_DIR) : new SmtpTransport(SMTP_URL);
}

/** No content of a message may make the product read a file or fetch an address. */
const closedDoors = { disableFileAccess: true, disableUrlAccess: true };

function optionsOf({ messageId, from, to, subject, text, html, thread }: Message): SendMailOptions {
  return {
    from,
    to,
    // Said outright, so that no reading of the header fields decides who receives it.
    envelope: { from: from.address, to: [to.address] },
    subject,
    text,
    html,
    messageId: `<${messageId}>`,
    headers: { 'Auto-Submitted': 'auto-generated' },
    xMailer: false,
    ...(thread === undefined ? {} : { references: [`<${thread}>`] }),
    ...closedDoors,
  };
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
  );
}
