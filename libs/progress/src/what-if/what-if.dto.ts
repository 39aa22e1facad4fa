import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CountingRuleDto, TextDto } from '#libs/programme';
import { FractionDto } from '../history/history.dto.js';

const whole = { type: 'integer' } as const;
const statuses = ['open', 'proposed', 'approved', 'implemented', 'exempt'];

@ApiSchema({ name: 'WhatIfRules' })
class RulesDto {
  @ApiProperty({ type: CountingRuleDto, nullable: true }) before: CountingRuleDto | null;
  @ApiProperty({ type: CountingRuleDto, nullable: true, description: 'A supposed rule has no version' })
  after: CountingRuleDto | null;
}

@ApiSchema({ name: 'WhatIfMeasureRule' })
class MeasureRuleDto {
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) before: object | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true }) after: object | null;
}

@ApiSchema({ name: 'WhatIfDifference' })
class DifferenceDto {
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true, description: 'Percentage points between the rates as shown' })
  points: number | null;
}

@ApiSchema({ name: 'WhatIfFigure' })
class FigureDto {
  @ApiProperty() key: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
  @ApiProperty({ ...whole, required: false }) task?: number;
  @ApiProperty({ type: String, required: false }) region?: string;
  @ApiProperty({ type: FractionDto }) before: FractionDto;
  @ApiProperty({ type: FractionDto }) after: FractionDto;
  @ApiProperty({ type: DifferenceDto }) difference: DifferenceDto;
}

@ApiSchema({ name: 'WhatIfMeasure' })
class MeasureDto {
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ ...whole, nullable: true }) task: number | null;
  @ApiProperty({ type: String, enum: statuses, nullable: true }) from: string | null;
  @ApiProperty({ enum: statuses }) to: string;
  @ApiProperty({ enum: ['enters', 'leaves', 'moves'], description: 'What becomes of it among the implemented' })
  effect: string;
}

@ApiSchema({ name: 'WhatIfPlace' })
class PlaceDto {
  @ApiProperty() code: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

@ApiSchema({ name: 'WhatIfWorkItem' })
class WorkItemDto {
  @ApiProperty() submissionId: string;
  @ApiProperty() kind: string;
  @ApiProperty() workItemId: string;
  @ApiProperty(whole) measure: number;
  @ApiProperty({ type: TextDto }) title: TextDto;
  @ApiProperty({ type: PlaceDto }) region: PlaceDto;
  @ApiProperty({ enum: statuses }) from: string;
  @ApiProperty({ type: TextDto }) fromText: TextDto;
  @ApiProperty({ enum: statuses }) to: string;
  @ApiProperty({ type: TextDto }) toText: TextDto;
}

@ApiSchema({ name: 'WhatIfReason' })
class ReasonDto {
  @ApiProperty({ example: 'adjustment-not-in-force' }) code: string;
  @ApiProperty({ type: TextDto }) message: TextDto;
}

@ApiSchema({ name: 'WhatIfRefused' })
class RefusedDto {
  @ApiProperty() submissionId: string;
  @ApiProperty({ type: [ReasonDto], description: '`not-found` also for what this person may not know of' })
  reasons: ReasonDto[];
}

@ApiSchema({ name: 'WhatIfTotals' })
class TotalsDto {
  @ApiProperty(whole) asked: number;
  @ApiProperty(whole) supposed: number;
  @ApiProperty(whole) refused: number;
}

/** Figures as they are beside figures as they would be; nothing of it is stored. */
@ApiSchema({ name: 'WhatIf' })
export class WhatIfAnswerDto {
  @ApiProperty() programme: string;
  @ApiProperty() by: string;
  @ApiProperty() level: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty() demonstration: boolean;
  @ApiProperty({ type: RulesDto }) rule: RulesDto;
  @ApiProperty({ type: [MeasureRuleDto] }) measureRules: MeasureRuleDto[];
  @ApiProperty({ type: [FigureDto] }) items: FigureDto[];
  @ApiProperty({ type: [MeasureDto], description: 'Measures that would stand differently' }) measures: MeasureDto[];
  @ApiProperty({ type: TotalsDto }) submissions: TotalsDto;
  @ApiProperty({ type: [WorkItemDto], description: 'What the approvals would make of the work items' })
  workItems: WorkItemDto[];
  @ApiProperty({
    type: [RefusedDto],
    description: 'Submissions that could not be approved, in the order of the question',
  })
  refused: RefusedDto[];
}
