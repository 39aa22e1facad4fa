/** An error as stored with a row: its message, short, and free of the NUL that PostgreSQL refuses. */
export function errorText(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.replaceAll('\0', '').slice(0, 1_000);
}
