/** Thrown with every reason why the worker may not start, one line each. */
export class StartRefused extends Error {
  constructor(readonly faults: string[]) {
    super(`The worker refuses to start:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'StartRefused';
  }
}
