import { Injectable } from '@nestjs/common';
import { EventLog } from '#libs/audit';
import type { Tx } from '#libs/database';
import { type Actor, grantFor } from '#libs/identity';
import { Calendar } from '#libs/platform';
import { Reference } from '#libs/programme';
import { Outbox } from '#libs/queues';
import type { DossierContents } from './dossier-contents.js';
import type { DossierScope } from './dossier-scope.js';
import { type Dossier, DossierStore } from './dossier.store.js';
import { makeDossier } from './job.js';

/** Somebody orders a dossier; a job makes it. */
@Injectable()
export class RequestDossier {
  constructor(
    private readonly dossiers: DossierStore,
    private readonly events: EventLog,
    private readonly outbox: Outbox,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  /** `place` is where the scope lies, as `DossierContents.place` found and permitted it. */
  async run(
    tx: Tx,
    actor: Actor,
    scope: DossierScope,
    place: Awaited<ReturnType<DossierContents['place']>>,
  ): Promise<Dossier> {
    const recordedAt = this.calendar.now();
    const grant = grantFor(actor, 'dossier.request');
    const dossier = await this.dossiers.add(tx, actor.personId, recordedAt, scope);
    await this.outbox.add(tx, makeDossier, [{ dossierId: dossier.id }]);
    await this.events.append(tx, [
      {
        kind: 'request-dossier',
        ...place,
        actorPersonId: actor.personId,
        actorRole: grant?.role,
        onBehalfOf: grant?.onBehalfOf?.personId,
        data: { dossierId: dossier.id, scope },
        effectiveOn: await this.reference.today(place.programme, recordedAt),
        recordedAt,
      },
    ]);
    return dossier;
  }
}
