import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { type Actor, Allow, CurrentActor } from '#libs/identity';
import { type Answer, IdempotencyKey, IfMatch, type OnceKey } from '#libs/platform';
import { Reference } from '../reference.js';
import { AdjustmentActs } from './adjustment-acts.js';
import { ApproveAdjustment } from './approve-adjustment.js';
import { BringIntoForce } from './bring-into-force.js';
import { ChangeWindow } from './change-window.js';
import { DraftAdjustment } from './draft-adjustment.js';
import { EditAdjustment } from './edit-adjustment.js';
import { LapseAdjustment } from './lapse-adjustment.js';
import { LegalAdjustmentDetailDto, LegalAdjustmentListDto, LegalAdjustmentRowDto } from './legal-adjustment.dto.js';
import {
  AdjustmentFilterDto,
  AdjustmentReasonedDto,
  ApproveAdjustmentDto,
  BringIntoForceDto,
  ChangeWindowDto,
  DraftAdjustmentDto,
  EditAdjustmentDto,
} from './legal-adjustment.input.dto.js';
import { presentAdjustmentDetail, presentAdjustmentRow } from './legal-adjustment.presenter.js';
import { LegalAdjustmentQueries } from './legal-adjustment.queries.js';
import { ReturnAdjustment } from './return-adjustment.js';
import { SubmitAdjustment } from './submit-adjustment.js';

@ApiTags('legal adjustments')
@Controller('programmes/:code/legal-adjustments')
export class LegalAdjustmentController {
  constructor(
    private readonly reference: Reference,
    private readonly queries: LegalAdjustmentQueries,
    private readonly acts: AdjustmentActs,
    private readonly draftAct: DraftAdjustment,
    private readonly editAct: EditAdjustment,
    private readonly submitAct: SubmitAdjustment,
    private readonly returnAct: ReturnAdjustment,
    private readonly approveAct: ApproveAdjustment,
    private readonly bringAct: BringIntoForce,
    private readonly changeAct: ChangeWindow,
    private readonly lapseAct: LapseAdjustment,
  ) {}

  /** The legal adjustments with their windows and the measures that need them. */
  @Get()
  @Allow('legal-adjustment.read')
  @ApiOkResponse({ type: LegalAdjustmentListDto })
  async list(
    @Param('code') code: string,
    @Query() filter: AdjustmentFilterDto,
    @CurrentActor() actor: Actor,
  ): Promise<LegalAdjustmentListDto> {
    const programme = await this.reference.programme(code);
    const today = await this.queries.today(code);
    const rows = await this.queries.list(code, filter);
    return { items: rows.map((adjustment) => presentAdjustmentRow(adjustment, programme, actor, today)) };
  }

  /** One adjustment with its measures and its history. */
  @Get(':adjustment')
  @Allow('legal-adjustment.read')
  @ApiOkResponse({ type: LegalAdjustmentDetailDto })
  async one(
    @Param('code') code: string,
    @Param('adjustment') adjustment: string,
    @CurrentActor() actor: Actor,
  ): Promise<Answer> {
    const programme = await this.reference.programme(code);
    const found = await this.queries.one(code, adjustment);
    const row = presentAdjustmentRow(found, programme, actor, await this.queries.today(code));
    const body = presentAdjustmentDetail(row, programme, await this.queries.history(code, adjustment));
    return { status: 200, version: found.version, body };
  }

  /** Begins a draft; from then on its measures wait for it. */
  @Post()
  @Allow('legal-adjustment.manage')
  @ApiCreatedResponse({ type: LegalAdjustmentRowDto })
  async draft(
    @Param('code') programme: string,
    @Body() draft: DraftAdjustmentDto,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 201, (tx) => this.draftAct.run(tx, { actor, programme, ...draft }));
  }

  /** Changes what a draft says. */
  @Patch(':adjustment')
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async edit(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() fields: EditAdjustmentDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.editAct.run(tx, { actor, programme, code, seen, fields }),
    );
  }

  /** Records that the draft went to the approving body. */
  @Post(':adjustment/submit')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async submit(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.submitAct.run(tx, { actor, programme, code, seen }),
    );
  }

  /** Records that the approving body declined: it is drafted again. */
  @Post(':adjustment/return')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async return(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() { reason }: AdjustmentReasonedDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.returnAct.run(tx, { actor, programme, code, seen, reason }),
    );
  }

  /** Records the document that approved it. */
  @Post(':adjustment/approve')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async approve(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() { documentNumber, approvedOn }: ApproveAdjustmentDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.approveAct.run(tx, { actor, programme, code, seen, documentNumber, approvedOn }),
    );
  }

  /** Sets the window of an approved adjustment, where needed with days of their own for regions. */
  @Post(':adjustment/bring-into-force')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async bringIntoForce(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() { from, to, regions }: BringIntoForceDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.bringAct.run(tx, { actor, programme, code, seen, from, to, regions }),
    );
  }

  /** Extends or shortens the window of an adjustment in force. */
  @Post(':adjustment/change-window')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async changeWindow(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() { from, to, regions, reason }: ChangeWindowDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.changeAct.run(tx, { actor, programme, code, seen, from, to, regions, reason }),
    );
  }

  /** Ends it before its time, from now on. */
  @Post(':adjustment/lapse')
  @HttpCode(200)
  @Allow('legal-adjustment.manage')
  @ApiOkResponse({ type: LegalAdjustmentRowDto })
  async lapse(
    @Param('code') programme: string,
    @Param('adjustment') code: string,
    @Body() { reason }: AdjustmentReasonedDto,
    @IfMatch() seen: number,
    @CurrentActor() actor: Actor,
    @IdempotencyKey() key?: OnceKey,
  ): Promise<Answer> {
    return this.acts.run({ actor, key, programme }, 200, (tx) =>
      this.lapseAct.run(tx, { actor, programme, code, seen, reason }),
    );
  }
}
