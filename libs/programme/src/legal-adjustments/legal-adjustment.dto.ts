import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { adjustmentKinds } from '../catalogue/catalogue.files.js';
import { DatedDto } from '../sourced.dto.js';
import { TextDto } from '../text.dto.js';
import { adjustmentStatuses, legalAdjustmentLifecycle } from './legal-adjustment.lifecycle.js';
import { type WindowPhase, windowPhases } from './window.rules.js';

const day = { type: String, format: 'date' } as const;
const whole = { type: 'integer' } as const;

/** When an adjustment is in force in one region, both days included. */
@ApiSchema({ name: 'AdjustmentWindow' })
export class AdjustmentWindowDto {
  @ApiProperty({ description: 'Code of the region' }) region: string;
  @ApiProperty({ type: TextDto }) regionName: TextDto;
  @ApiProperty({ ...day, nullable: true }) inForceFrom: string | null;
  @ApiProperty({ ...day, nullable: true, description: 'Last day in force; null is open' }) inForceTo: string | null;
  @ApiProperty({ description: 'Whether the region has days of its own' }) own: boolean;
  @ApiProperty({ enum: Object.keys(windowPhases), description: "On the programme's day" }) phase: WindowPhase;
  @ApiProperty({ type: TextDto }) phaseText: TextDto;
  @ApiProperty({ ...whole, nullable: true, description: 'Days from today to the last day, while in force' })
  daysLeft: number | null;
}

/** A temporary adjustment of a regulation or State Council document that measures need. Dates are 'YYYY-MM-DD'. */
@ApiSchema({ name: 'LegalAdjustment' })
export class LegalAdjustmentDto extends DatedDto {
  @ApiProperty() code: string;
  @ApiProperty({ ...whole, description: 'For If-Match' }) version: number;
  @ApiProperty({ type: TextDto }) name: TextDto;
  @ApiProperty({ enum: adjustmentKinds }) kind: string;
  @ApiProperty({ type: TextDto, description: 'What is adjusted' }) instrument: TextDto;
  @ApiProperty({ type: TextDto, nullable: true, description: 'What of it; null where no source says' })
  provision: TextDto | null;
  @ApiProperty({ type: TextDto }) approvingBody: TextDto;
  @ApiProperty({ enum: adjustmentStatuses }) status: string;
  @ApiProperty({ type: TextDto }) statusText: TextDto;
  @ApiProperty({ type: String, nullable: true, description: 'Null where no source says' }) documentNumber:
    string | null;
  @ApiProperty({ ...day, nullable: true }) approvedOn: string | null;
  @ApiProperty({ ...day, nullable: true, description: 'Regions may have their own: see the windows' })
  inForceFrom: string | null;
  @ApiProperty({ ...day, nullable: true, description: 'Last day in force; null while no end is set' })
  inForceTo: string | null;
  @ApiProperty({ ...day, nullable: true, description: 'From this day on it is in force nowhere' })
  lapsedOn: string | null;
  @ApiProperty({ type: [String], description: 'Codes of the regions that it covers' }) regions: string[];
  @ApiProperty({ type: 'array', items: whole, description: 'Numbers of the measures that need it' })
  measures: number[];
}

@ApiSchema({ name: 'AdjustmentReason' })
export class AdjustmentReasonDto {
  @ApiProperty({ description: 'Stable word for programs', example: 'wrong-status' }) code: string;
  @ApiProperty({ type: TextDto }) message: TextDto;
}

@ApiSchema({ name: 'AdjustmentMove' })
export class AdjustmentMoveDto {
  @ApiProperty({ enum: legalAdjustmentLifecycle.moves }) move: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
}

@ApiSchema({ name: 'BlockedAdjustmentMove' })
export class BlockedAdjustmentMoveDto extends AdjustmentMoveDto {
  @ApiProperty({ type: [AdjustmentReasonDto] }) reasons: AdjustmentReasonDto[];
}

/** An adjustment with its windows and what this person can do with it. */
@ApiSchema({ name: 'LegalAdjustmentRow' })
export class LegalAdjustmentRowDto extends LegalAdjustmentDto {
  @ApiProperty({ type: [AdjustmentWindowDto], description: 'One for each region' }) windows: AdjustmentWindowDto[];
  @ApiProperty({ type: 'object', additionalProperties: { type: 'boolean' } }) can: Record<string, boolean>;
  @ApiProperty({ type: [AdjustmentMoveDto] }) moves: AdjustmentMoveDto[];
  @ApiProperty({ type: [BlockedAdjustmentMoveDto] }) blockers: BlockedAdjustmentMoveDto[];
}

@ApiSchema({ name: 'LegalAdjustmentList' })
export class LegalAdjustmentListDto {
  @ApiProperty({ type: [LegalAdjustmentRowDto] }) items: LegalAdjustmentRowDto[];
}

/** A measure that needs the adjustment. */
@ApiSchema({ name: 'WaitingMeasure' })
export class WaitingMeasureDto {
  @ApiProperty(whole) no: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty() illustrative: boolean;
  @ApiProperty({ description: 'Code of the department that leads it' }) leadDepartment: string;
}

/** One act on an adjustment, or a warning of its end. */
@ApiSchema({ name: 'AdjustmentEvent' })
export class AdjustmentEventDto {
  @ApiProperty() seq: string;
  @ApiProperty() kind: string;
  @ApiProperty({ type: TextDto }) text: TextDto;
  @ApiProperty({ ...whole, nullable: true, description: 'Version that the act made; null for warnings' })
  version: number | null;
  @ApiProperty({ type: String, nullable: true, description: 'Region that a warning is about' }) region: string | null;
  @ApiProperty({ ...day, description: 'When it took effect' }) effectiveOn: string;
  @ApiProperty({ type: String, format: 'date-time', description: 'When it was recorded' }) recordedAt: Date;
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Null for the product itself',
  })
  actor: object | null;
  @ApiProperty({ type: String, nullable: true }) reason: string | null;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Before and after' }) data: object;
}

/** An adjustment with the measures that need it and its history. */
@ApiSchema({ name: 'LegalAdjustmentDetail' })
export class LegalAdjustmentDetailDto extends LegalAdjustmentRowDto {
  @ApiProperty({ type: [WaitingMeasureDto] }) waiting: WaitingMeasureDto[];
  @ApiProperty({ type: [AdjustmentEventDto], description: 'Oldest first' }) history: AdjustmentEventDto[];
}
