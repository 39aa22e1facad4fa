type Stop = () => Promise<void>;

/** Thrown by `checkpoint` when a signal came while the product was still starting. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** npm passes Ctrl-C on to us although the terminal has sent it already: what follows so soon is no second wish. */
const sameWishMs = 1_000;

/** Stops what was started, in reverse order, when a signal asks for it; a second signal ends the process at once. */
export class Shutdown {
  private readonly stops: Stop[] = [];
  private signalledAt: number | undefined;
  private running: Promise<void> | undefined;
  private isStarted = false;

  listen(): void {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.signalled());
  }

  /** Registers how to stop something that has just been started. */
  add(stop: Stop): void {
    this.stops.push(stop);
  }

  /** To be called between the steps of a start: throws when a signal has come meanwhile. */
  checkpoint(): void {
    if (this.signalledAt !== undefined) throw new Interrupted();
  }

  /** From now on a signal stops at once instead of waiting for the next checkpoint. */
  started(): void {
    this.checkpoint();
    this.isStarted = true;
  }

  /** Stops everything once; a step that fails is reported and the others still run. */
  run(): Promise<void> {
    return (this.running ??= this.stopAll());
  }

  private signalled(): void {
    const now = Date.now();
    if (this.signalledAt === undefined) {
      this.signalledAt = now;
      process.stdout.write('\nStopping …\n');
      if (this.isStarted) void this.run().then(() => process.exit(0));
    } else if (now - this.signalledAt > sameWishMs) {
      process.exit(130);
    }
  }

  private async stopAll(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) {
      try {
        await stop();
      } catch (error) {
        process.stderr.write(`While stopping: ${(error as Error).message}\n`);
      }
    }
  }
}
