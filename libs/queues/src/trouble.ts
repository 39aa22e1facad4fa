import type { Logger } from 'pino';
import { errorText } from './error-text.js';

/** Logs a lasting fault once when it begins and once when it is over, however often it is noticed. */
export class Trouble {
  private present = false;

  constructor(
    private readonly logger: Logger,
    private readonly what: string,
  ) {}

  begins(error: unknown): void {
    if (!this.present) this.logger.error({ error: errorText(error) }, `${this.what}: failing, keeps trying`);
    this.present = true;
  }

  ends(): void {
    if (this.present) this.logger.warn(`${this.what}: working again`);
    this.present = false;
  }
}
