declare const carries: unique symbol;

/** A job's name that remembers what the data of its outbox rows look like. */
export type JobName<Data extends object = object> = string & { readonly [carries]: Data };

/** Names a job: small letters, digits and hyphens. Throws on any other name. */
export function jobName<Data extends object = object>(name: string): JobName<Data> {
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(name)) throw new Error(`"${name}" cannot name a job`);
  return name as JobName<Data>;
}
