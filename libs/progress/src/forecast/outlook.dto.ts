import { ApiProperty } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';

const whole = { type: 'integer' } as const;
const anyObject = { type: 'object', additionalProperties: true } as const;

class PointDto {
  @ApiProperty({ format: 'date' }) day: string;
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true }) rate: number | null;
  @ApiProperty({ type: TextDto }) text: TextDto;
}

class CourseDto {
  @ApiProperty() programme: string;
  @ApiProperty({ enum: ['measure', 'work-item'] }) level: string;
  @ApiProperty(anyObject) selection: object;
}

/** How a figure came about. */
export class TrendAnswerDto extends CourseDto {
  @ApiProperty({ enum: ['day', 'month'] }) step: string;
  @ApiProperty({ type: [PointDto] }) items: PointDto[];
}

class BackTestDto {
  @ApiProperty({ ...whole, description: 'Months ahead' }) horizon: number;
  @ApiProperty({ ...whole, description: 'How many past forecasts were compared' }) forecasts: number;
  @ApiProperty({ description: 'Mean absolute error of the median, percentage points' }) meanError: number;
  @ApiProperty({ ...whole, description: 'How many ended within the range, percent' }) within: number;
}

/** Where a figure may stand on the programme's last day. */
export class ForecastAnswerDto extends CourseDto {
  @ApiProperty({ format: 'date' }) endsOn: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ type: PointDto, nullable: true }) present: PointDto | null;
  @ApiProperty({ ...anyObject, nullable: true, description: 'low, median and high, each with both numbers' })
  forecast: object | null;
  @ApiProperty({ ...anyObject, nullable: true, description: 'Why there is no forecast' }) why: object | null;
  @ApiProperty({ type: TextDto }) method: TextDto;
  @ApiProperty({ type: [BackTestDto] }) backTest: BackTestDto[];
}
