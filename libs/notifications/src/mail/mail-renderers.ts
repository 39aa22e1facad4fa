import { Injectable } from '@nestjs/common';
import type { Language } from '#libs/platform';
import type { Recipient } from '#libs/identity';
import type { MailContent } from './mail-layout.rules.js';

/** Words one kind of mail at the moment of sending. */
export interface MailRenderer {
  /** Returns undefined when what it was about is gone, so that nothing is sent. */
  render(subjectId: string, recipient: Recipient, language: Language): Promise<MailContent | undefined>;
}

/** Which renderer words which kind of mail. Libs that send mail register theirs when the process starts. */
@Injectable()
export class MailRenderers {
  private readonly byKind = new Map<string, MailRenderer>();

  /** Throws when the kind has a renderer already. */
  register(kind: string, renderer: MailRenderer): void {
    if (this.byKind.has(kind)) throw new Error(`mail of kind ${kind} has more than one renderer`);
    this.byKind.set(kind, renderer);
  }

  /** Throws when nobody words this kind. */
  of(kind: string): MailRenderer {
    const renderer = this.byKind.get(kind);
    if (!renderer) throw new Error(`mail of kind ${kind} has no renderer`);
    return renderer;
  }
}
