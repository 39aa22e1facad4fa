import { Injectable } from '@nestjs/common';
import { Configuration, publicAddress } from '#libs/platform';

/** Addresses of the product's pages, for mail. They come from the configuration alone, never from a request. */
@Injectable()
export class MailLinks {
  private readonly base: URL;

  constructor(configuration: Configuration) {
    this.base = publicAddress(configuration);
  }

  workItem(id: string): string {
    return this.page(`work-items/${id}`);
  }

  /** `path` without a slash in front. */
  page(path: string): string {
    return new URL(path, this.base).href;
  }
}
