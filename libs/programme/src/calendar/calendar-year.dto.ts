import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayUnique, IsArray, IsISO8601, Matches } from 'class-validator';

const day = /^\d{4}-\d{2}-\d{2}$/;
const dayText = { context: { zh: '请填写有效日期，格式为 YYYY-MM-DD。', en: 'Use valid days, written YYYY-MM-DD.' } };

/** The State Council's arrangement of a year, which replaces what is known of it. */
export class SetCalendarYearDto {
  /** Public holidays with the days off around them, YYYY-MM-DD. */
  @IsArray()
  @ArrayMaxSize(150)
  @ArrayUnique()
  @Matches(day, { each: true, ...dayText })
  @IsISO8601({ strict: true }, { each: true, ...dayText })
  holidays: string[];

  /** Saturdays and Sundays on which people work instead, YYYY-MM-DD. */
  @IsArray()
  @ArrayMaxSize(60)
  @ArrayUnique()
  @Matches(day, { each: true, ...dayText })
  @IsISO8601({ strict: true }, { each: true, ...dayText })
  workdays: string[];
}

/** What the product knows of a year's working days. */
export class CalendarYearDto {
  year: number;
  /** Public holidays with the days off around them, YYYY-MM-DD. */
  holidays: string[];
  /** Saturdays and Sundays on which people work instead, YYYY-MM-DD. */
  workdays: string[];
  /** `published`: it came with the product; `entered`: a coordinator has entered it. */
  @ApiProperty({ enum: ['published', 'entered'] })
  source: string;
  /** Business time; null when it came with the product. */
  enteredAt: Date | null;
}
