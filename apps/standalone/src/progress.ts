/** Shows how far a long step is: one line that is rewritten on a terminal, a line per second elsewhere. */
export function createProgress(output: NodeJS.WriteStream): { show: (line: string) => void; done: () => void } {
  let last = 0;
  const show = (line: string): void => {
    const now = Date.now();
    if (output.isTTY) output.write(`\r\x1b[K${line}`);
    else if (now - last >= 1_000) output.write(`${line}\n`);
    else return;
    last = now;
  };
  return { show, done: () => void (output.isTTY && last > 0 && output.write('\r\x1b[K')) };
}
