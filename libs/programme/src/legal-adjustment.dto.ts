import { ApiProperty } from '@nestjs/swagger';
import { adjustmentKinds, adjustmentStatuses } from './catalogue/catalogue.files.js';
import { DatedDto } from './sourced.dto.js';
import { TextDto } from './text.dto.js';

/** A temporary adjustment of a regulation or State Council document that measures need. Dates are 'YYYY-MM-DD'. */
export class LegalAdjustmentDto extends DatedDto {
  code: string;
  name: TextDto;
  @ApiProperty({ enum: adjustmentKinds })
  kind: string;
  /** What is adjusted. */
  instrument: TextDto;
  approvingBody: TextDto;
  @ApiProperty({ enum: adjustmentStatuses })
  status: string;
  approvedOn: string | null;
  inForceFrom: string | null;
  /** Last day in force; null while no end is set. */
  inForceTo: string | null;
  /** Codes of the regions that it covers. */
  regions: string[];
  /** Numbers of the measures that need it. */
  measures: number[];
}

export class LegalAdjustmentListDto {
  items: LegalAdjustmentDto[];
}
