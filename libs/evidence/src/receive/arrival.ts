import type { IncomingMessage } from 'node:http';
import type { DomainError } from '#libs/platform';
import { drainedBytes, drainedMs, type ReceiveLimits } from './receive-limits.js';
import { requestTooLarge, tooSlow } from './request-faults.js';

/**
 * Watches one request's bytes: their number and their pace. When they break a limit, `broken` rejects and the rest is
 * read and thrown away for a while, so that the sender, who reads last, hears of the refusal.
 */
export class Arrival {
  readonly broken: Promise<never>;
  private failure: DomainError | undefined;
  private break: (error: DomainError) => void = () => undefined;
  private readonly startedAt = performance.now();
  private lastAt = this.startedAt;
  private bytes = 0;
  private timer: NodeJS.Timeout | undefined;
  private readonly count = (chunk: Buffer): void => this.take(chunk.length);

  constructor(
    private readonly raw: IncomingMessage,
    private readonly limits: Pick<ReceiveLimits, 'requestBytes' | 'pace'>,
  ) {
    this.broken = new Promise((_, reject) => {
      this.break = (error) => {
        this.failure ??= error;
        reject(this.failure);
      };
    });
    // It may break while nobody waits for it.
    this.broken.catch(() => undefined);
  }

  /** Call it once something reads the request: listening begins its flow. */
  watch(): void {
    this.raw.on('data', this.count);
    const { idleMs, graceMs } = this.limits.pace;
    this.timer = setInterval(() => this.checkPace(), Math.max(10, Math.min(1_000, idleMs / 4, graceMs / 4)));
  }

  throwIfBroken(): void {
    if (this.failure) throw this.failure;
  }

  /** Ends the watching. After a refusal what still comes is thrown away, and cut off when it is too much. */
  end(refused: boolean): void {
    clearInterval(this.timer);
    this.raw.off('data', this.count);
    if (!refused || this.raw.readableEnded || this.raw.destroyed) return;
    this.raw.unpipe();
    this.drain();
  }

  private take(bytes: number): void {
    this.lastAt = performance.now();
    this.bytes += bytes;
    if (this.bytes > this.limits.requestBytes) this.break(requestTooLarge(this.limits.requestBytes));
  }

  private checkPace(): void {
    const now = performance.now();
    const { idleMs, graceMs, leastBytesPerSecond, mostMs } = this.limits.pace;
    const took = now - this.startedAt;
    // A request that has come whole waits for us, not we for it.
    if (this.raw.readableEnded || this.raw.complete) return;
    const crawls = took > graceMs && this.bytes / (took / 1_000) < leastBytesPerSecond;
    if (now - this.lastAt > idleMs || crawls || took > mostMs) this.break(tooSlow());
  }

  private drain(): void {
    let left = drainedBytes;
    const cut = (): void => void this.raw.destroy();
    const timer = setTimeout(cut, drainedMs).unref();
    this.raw.once('close', () => clearTimeout(timer));
    this.raw.on('data', (chunk: Buffer) => {
      left -= chunk.length;
      if (left < 0) cut();
    });
    this.raw.on('error', () => undefined);
    this.raw.resume();
  }
}
