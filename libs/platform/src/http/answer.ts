/** What an act answers over HTTP; kept whole under an Idempotency-Key so that a repetition gets the same. */
export interface Answer<Body = unknown> {
  status: number;
  body: Body;
  /** Version for the ETag header. */
  version?: number;
  /** Path of what was created. */
  location?: string;
}
