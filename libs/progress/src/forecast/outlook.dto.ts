import { ApiProperty, ApiSchema } from '@nestjs/swagger';
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

@ApiSchema({ name: 'ForecastFigure' })
class ForecastFigureDto {
  @ApiProperty(whole) implemented: number;
  @ApiProperty(whole) counted: number;
  @ApiProperty({ type: Number, nullable: true }) rate: number | null;
}

@ApiSchema({ name: 'ForecastRange' })
class RangeDto {
  @ApiProperty({ type: ForecastFigureDto, description: '10th percentile' }) low: ForecastFigureDto;
  @ApiProperty({ type: ForecastFigureDto }) median: ForecastFigureDto;
  @ApiProperty({ type: ForecastFigureDto, description: '90th percentile' }) high: ForecastFigureDto;
}

@ApiSchema({ name: 'NoForecast' })
class NoForecastDto {
  @ApiProperty({ enum: ['too-little-history', 'programme-ended'] }) code: string;
  @ApiProperty({ type: TextDto }) message: TextDto;
}

/** Where a figure may stand on the programme's last day. */
export class ForecastAnswerDto extends CourseDto {
  @ApiProperty({ format: 'date' }) endsOn: string;
  @ApiProperty({ format: 'date' }) asOf: string;
  @ApiProperty({ format: 'date-time' }) knownAt: string;
  @ApiProperty({ ...whole, description: 'Months from the last full one to the end; compare with the horizons tested' })
  monthsAhead: number;
  @ApiProperty({ type: PointDto, nullable: true }) present: PointDto | null;
  @ApiProperty({ type: RangeDto, nullable: true, description: 'Null when there is none; `why` then says the reason' })
  forecast: RangeDto | null;
  @ApiProperty({ type: NoForecastDto, nullable: true }) why: NoForecastDto | null;
  @ApiProperty({ type: TextDto }) method: TextDto;
  @ApiProperty({ type: [BackTestDto] }) backTest: BackTestDto[];
}
