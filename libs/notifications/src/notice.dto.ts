import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';

/** Which notices are wanted. */
export class NoticeListDto {
  /** `true` for unread ones only, `false` for read ones only. */
  @IsOptional()
  @IsIn(['true', 'false'])
  unread?: 'true' | 'false';

  /** Rows on a page, 1 to 200; 50 when missing. */
  @IsOptional()
  @Matches(/^([1-9]\d?|1\d\d|200)$/, { message: 'limit must be a whole number from 1 to 200' })
  limit?: string;

  /** The `nextCursor` of the page before. */
  @IsOptional()
  @IsString()
  @MaxLength(200)
  cursor?: string;
}
