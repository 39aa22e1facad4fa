/** A reason not to start that one line explains fully: no stack is shown for it. */
export class StartFault extends Error {
  override readonly name = 'StartFault';
}
