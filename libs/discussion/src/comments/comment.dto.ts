import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { PageDto } from '#libs/implementation';
import { longestText, mostMentions } from './comment.rules.js';

/** What is said, and who is to be told of it in particular. */
export class TextWithMentionsDto {
  /** Plain text. */
  @IsString()
  @Matches(/\S/, { message: 'text must not be blank' })
  @MaxLength(longestText)
  text: string;

  /** Ids of persons who are told; each must be somebody who may read this. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostMentions)
  @ArrayUnique()
  @IsUUID('all', { each: true })
  mentions?: string[];
}

/** Which threads are wanted. */
export class ThreadListDto extends PageDto {
  /** Threads on a page, 1 to 50; 20 when missing. */
  @IsOptional()
  @Matches(/^([1-9]|[1-4]\d|50)$/, { message: 'limit must be a whole number from 1 to 50' })
  declare limit?: string;

  /** Open or resolved ones only; both when missing. */
  @IsOptional()
  @IsIn(['open', 'resolved'])
  state?: 'open' | 'resolved';
}
