/** Lets a few pieces of work run at a time and makes the rest wait in order, up to a limit. */
export class Lanes {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /** `overflow` makes the error for work that finds the queue full. */
  constructor(
    private readonly lanes: number,
    private readonly mostWaiting: number,
    private readonly overflow: () => Error,
  ) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running >= this.lanes) await this.turn();
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }

  /** Waits for a lane to be handed over; the count of running work stays the same. */
  private turn(): Promise<void> {
    if (this.waiting.length >= this.mostWaiting) throw this.overflow();
    return new Promise((resolve) => this.waiting.push(resolve));
  }
}
