import { IsInt, Max, Min } from 'class-validator';

/** How many working days a programme gives. */
export class TermsDto {
  /** Working days to decide a submission, 1 to 60. */
  @IsInt()
  @Min(1)
  @Max(60)
  decideDays: number;

  /** Working days to give an opinion, 1 to 60. */
  @IsInt()
  @Min(1)
  @Max(60)
  opinionDays: number;
}
