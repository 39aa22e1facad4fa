import { Injectable } from '@nestjs/common';
import { Configuration } from '#libs/platform';

/** Addresses of the product's pages, for mail. They come from the configuration alone, never from a request. */
@Injectable()
export class MailLinks {
  private readonly base: URL;

  constructor({ PUBLIC_URL, HOST, PORT }: Configuration) {
    this.base = new URL(PUBLIC_URL ?? `http://${reachable(HOST)}:${PORT}`);
    if (!this.base.pathname.endsWith('/')) this.base.pathname += '/';
  }

  workItem(id: string): string {
    return this.page(`work-items/${id}`);
  }

  /** `path` without a slash in front. */
  page(path: string): string {
    return new URL(path, this.base).href;
  }
}

/** An address to listen on is not always one to go to. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}
