/** Cost of one hash: memory in KiB, passes, threads. */
export interface Argon2Cost {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

/** OWASP's minimum for argon2id: 19 MiB, two passes, one thread; about 10 ms of one core. */
export const presentCost: Argon2Cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Whether a stored hash was made with less than the present cost, or with another algorithm. */
export function isOutdated(hash: string, cost: Argon2Cost = presentCost): boolean {
  const parameters = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$/.exec(hash);
  return !parameters || Number(parameters[1]) < cost.memoryCost || Number(parameters[2]) < cost.timeCost;
}

/** A hash that no password has, of the same cost as a real one: what is verified when there is no account. */
export function dummyHash({ memoryCost, timeCost, parallelism }: Argon2Cost = presentCost): string {
  const base64 = (length: number) => Buffer.alloc(length, 0x5a).toString('base64').replaceAll('=', '');
  return `$argon2id$v=19$m=${memoryCost},t=${timeCost},p=${parallelism}$${base64(16)}$${base64(32)}`;
}
