import { IsIn, IsOptional, Matches } from 'class-validator';
import { PageDto } from '#libs/implementation';
import { type AttentionKind, attentionKinds } from './attention.kinds.js';

const code = /^[A-Za-z0-9-]{1,40}$/;

/** Of which part the attention list is wanted. Without a kind it holds the first rows of every kind, 10 when no limit is named. */
export class AttentionDto extends PageDto {
  /** Region code. */
  @IsOptional()
  @Matches(code)
  region?: string;

  /** Code of the department that leads the measure, or of which an opinion is wanted. */
  @IsOptional()
  @Matches(code)
  department?: string;

  /** One kind alone; a cursor belongs to one kind. */
  @IsOptional()
  @IsIn(attentionKinds)
  kind?: AttentionKind;
}
