/** What speaks against a Redis server, by its answer to INFO memory: an evicting one drops locks and schedules. */
export function evictionFault(info: string): string | undefined {
  const policy = /^maxmemory_policy:(\S+)/m.exec(info)?.[1];
  return policy === 'noeviction'
    ? undefined
    : `Redis must have maxmemory-policy noeviction, not ${policy ?? 'an unknown one'}`;
}
