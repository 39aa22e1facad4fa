import { Database, UnitOfWork } from '#libs/database';
import { IdentityModule, Passwords, People } from '#libs/identity';
import { type ContentsParts, withLibs } from './contents.js';

const hasAccounts = 'select exists (select from account) as found';

/** Makes the account of COORDINATOR_EMAIL in a database that has no account. */
export async function createCoordinator(parts: ContentsParts): Promise<void> {
  await withLibs(parts, [IdentityModule], async (app) => {
    if ((await app.get(Database).row<{ found: boolean }>(hasAccounts))?.found) return;
    const passwordHash = await app.get(Passwords).hash(parts.password);
    const coordinator = {
      name: { zh: '统筹管理员', en: 'Coordinator' },
      email: parts.configuration.COORDINATOR_EMAIL,
      passwordHash,
      grants: [{ role: 'coordinator' as const }],
    };
    await app.get(UnitOfWork).run((tx) => app.get(People).createPeople(tx, [coordinator]));
  });
}
