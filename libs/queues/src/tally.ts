import type { Summary } from './job-handler.js';
import { added } from './summary.rules.js';

/** What one drain of a consumer has come to. */
export class Tally {
  handled = 0;
  failed = 0;
  dead = 0;
  lastError: string | undefined;
  private details: Summary = {};

  succeeded(rows: number, details: Summary = {}): void {
    this.handled += rows;
    this.details = added(this.details, details);
  }

  /** Nothing was due, so there is nothing to report. */
  get empty(): boolean {
    return this.handled + this.failed === 0;
  }

  get summary(): Summary {
    const summary: Summary = { ...this.details, handled: this.handled };
    return this.failed > 0 ? { ...summary, failed: this.failed, dead: this.dead } : summary;
  }
}
