import { Injectable } from '@nestjs/common';
import type { Tx } from '#libs/database';
import type { LegalAdjustment } from '../programme-reference.js';
import { Reference } from '../reference.js';
import { type AdjustmentCommand, AdjustmentMover } from './adjustment-mover.js';
import { type DraftFields, windowsOf } from './draft-adjustment.js';
import { assertScope } from './scope.rules.js';

export type EditAdjustmentCommand = AdjustmentCommand & { fields: Partial<DraftFields> };

/** A coordinator changes what a draft says; fields that are missing stay as they are. */
@Injectable()
export class EditAdjustment {
  constructor(
    private readonly mover: AdjustmentMover,
    private readonly reference: Reference,
  ) {}

  async run(tx: Tx, command: EditAdjustmentCommand): Promise<LegalAdjustment> {
    const { programme, fields } = command;
    const reference = await this.reference.programme(programme);
    return this.mover.run(tx, 'edit-legal-adjustment', command, () => {
      assertScope(fields, reference);
      const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
      const windows = fields.regions && { windows: windowsOf(fields.regions) };
      // Its texts are now the ministry's, and no longer what a source says.
      return { set: { ...given, ...windows, source: null, illustrative: false } };
    });
  }
}
