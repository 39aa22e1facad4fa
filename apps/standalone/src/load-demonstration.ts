import { Demonstration, DemonstrationModule } from '#libs/demonstration';
import { Reference } from '#libs/programme';
import { type ContentsParts, withLibs } from './contents.js';

/** Makes the demonstration's accounts and replays its history in an empty database; there the calendar begins anew. */
export async function loadDemonstration(parts: ContentsParts): Promise<void> {
  await withLibs(parts, [DemonstrationModule], async (app) => {
    const [programme] = await app.get(Reference, { strict: false }).programmes();
    if (!programme) return;
    await app.get(Demonstration).load({
      programme: programme.code,
      password: parts.password,
      progress: (share, at) =>
        parts.progress(`Replaying the demonstration: ${at.toISOString().slice(0, 7)}, ${Math.round(share * 100)} %`),
    });
  });
}
