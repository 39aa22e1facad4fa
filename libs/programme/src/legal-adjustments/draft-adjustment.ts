import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { Actor } from '#libs/identity';
import { Calendar, forbidden } from '#libs/platform';
import type { LegalAdjustment } from '../programme-reference.js';
import { Reference } from '../reference.js';
import { authorityBlockers } from './adjustment-abilities.rules.js';
import { AdjustmentMover } from './adjustment-mover.js';
import { AdjustmentStore } from './adjustment.store.js';
import { assertScope } from './scope.rules.js';

/** What a draft says. */
export type DraftFields = Pick<
  LegalAdjustment,
  'name' | 'kind' | 'instrument' | 'approvingBody' | 'measures' | 'regions'
> & { provision: NonNullable<LegalAdjustment['provision']> };

export type DraftAdjustmentCommand = { actor: Actor; programme: string; code: string } & DraftFields;

/** A coordinator begins an adjustment; from then on the measures that it names wait for it. */
@Injectable()
export class DraftAdjustment {
  constructor(
    private readonly store: AdjustmentStore,
    private readonly mover: AdjustmentMover,
    private readonly reference: Reference,
    private readonly calendar: Calendar,
  ) {}

  async run(tx: Tx, { actor, programme, code, ...draft }: DraftAdjustmentCommand): Promise<LegalAdjustment> {
    const present = await this.reference.programme(programme);
    const authority = authorityBlockers(actor);
    if (authority.length > 0) throw forbidden(authority);
    assertScope(draft, present);
    const now = this.calendar.now();
    const adjustment: LegalAdjustment = { ...blank, ...draft, code, windows: windowsOf(draft.regions) };
    await this.store.add(tx, programme, adjustment);
    await this.mover.note(tx, programme, 'create-legal-adjustment', undefined, adjustment, now, { actor });
    return adjustment;
  }
}

/** Regions of a draft have no window of their own yet. */
export function windowsOf(regions: readonly string[]): LegalAdjustment['windows'] {
  return regions.map((region) => ({ region, inForceFrom: null, inForceTo: null }));
}

/** What the ministry's people write is theirs: it has no source, and it is not illustrative. */
const blank = {
  version: 1,
  status: 'drafting',
  documentNumber: null,
  approvedOn: null,
  inForceFrom: null,
  inForceTo: null,
  lapsedOn: null,
  source: null,
  illustrative: false,
  datesSource: null,
  datesIllustrative: true,
} as const;
