import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { TextDto } from '#libs/programme';

const moment = { type: String, format: 'date-time' } as const;
const whole = { type: 'integer' } as const;
const page = { type: String, nullable: true, description: 'Cursor of the next page' } as const;
const can = { type: 'object', additionalProperties: { type: 'boolean' } } as const;
const blockers = {
  type: 'array',
  items: { type: 'object', additionalProperties: true },
  description: 'Per act that is not possible now: the act and every reason with code and texts',
} as const;

@ApiSchema({ name: 'PersonNamed' })
export class PersonNamedDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: TextDto }) name: TextDto;
}

/** Something that was said. */
@ApiSchema({ name: 'Comment' })
export class CommentDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ format: 'uuid', description: 'Id of the first comment of its thread' }) threadId: string;
  @ApiProperty({ type: PersonNamedDto }) author: PersonNamedDto;
  @ApiProperty({ type: PersonNamedDto, nullable: true }) onBehalfOf: PersonNamedDto | null;
  @ApiProperty() role: string;
  @ApiProperty({ enum: ['region', 'ministry'] }) side: string;
  @ApiProperty({ ...whole, description: 'For If-Match' }) version: number;
  @ApiProperty({ type: String, nullable: true, description: 'Null once it is withdrawn' }) text: string | null;
  @ApiProperty({ type: [PersonNamedDto] }) mentions: PersonNamedDto[];
  @ApiProperty(moment) writtenAt: string;
  @ApiProperty({ ...moment, nullable: true }) editedAt: string | null;
  @ApiProperty(whole) edits: number;
  @ApiProperty({ ...moment, nullable: true }) withdrawnAt: string | null;
  @ApiProperty(can) can: Record<string, boolean>;
  @ApiProperty(blockers) blockers: object[];
}

@ApiSchema({ name: 'CommentPage' })
export class CommentPageDto {
  @ApiProperty({ type: [CommentDto] }) items: CommentDto[];
  @ApiProperty(page) nextCursor: string | null;
}

/** A first comment with its replies. */
@ApiSchema({ name: 'Thread' })
export class ThreadDto {
  @ApiProperty({ format: 'uuid', description: 'That of its first comment' }) id: string;
  @ApiProperty({ format: 'uuid' }) workItemId: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) submissionId: string | null;
  @ApiProperty({ enum: ['shared', 'region'] }) audience: string;
  @ApiProperty({ type: TextDto }) audienceText: TextDto;
  @ApiProperty(moment) openedAt: string;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true, description: 'By whom and when' })
  resolved: object | null;
  @ApiProperty({ type: CommentDto }) first: CommentDto;
  @ApiProperty({ type: [CommentDto], description: 'The first of them, the oldest first' }) replies: CommentDto[];
  @ApiProperty(whole) replyCount: number;
  @ApiProperty({ ...page, description: 'Cursor for the replies that are not here' }) nextReplies: string | null;
  @ApiProperty(can) can: Record<string, boolean>;
  @ApiProperty(blockers) blockers: object[];
}

@ApiSchema({ name: 'ThreadPage' })
export class ThreadPageDto {
  @ApiProperty({ type: [ThreadDto] }) items: ThreadDto[];
  @ApiProperty(page) nextCursor: string | null;
}

@ApiSchema({ name: 'FormerText' })
export class FormerTextDto {
  @ApiProperty(whole) version: number;
  @ApiProperty() text: string;
  @ApiProperty(moment) writtenAt: string;
}

@ApiSchema({ name: 'FormerTexts' })
export class FormerTextsDto {
  @ApiProperty({ type: [FormerTextDto] }) items: FormerTextDto[];
}

/** What the ministry's people keep among themselves. */
@ApiSchema({ name: 'ReviewersNote' })
export class NoteDto {
  @ApiProperty({ format: 'uuid' }) id: string;
  @ApiProperty({ type: PersonNamedDto }) author: PersonNamedDto;
  @ApiProperty({ type: PersonNamedDto, nullable: true }) onBehalfOf: PersonNamedDto | null;
  @ApiProperty() role: string;
  @ApiProperty() text: string;
  @ApiProperty({ type: [PersonNamedDto] }) mentions: PersonNamedDto[];
  @ApiProperty(moment) writtenAt: string;
}

@ApiSchema({ name: 'ReviewersNotePage' })
export class NotePageDto {
  @ApiProperty({ type: [NoteDto] }) items: NoteDto[];
  @ApiProperty(page) nextCursor: string | null;
}

/** A work item that this person follows. */
@ApiSchema({ name: 'Followed' })
export class FollowedDto {
  @ApiProperty(moment) since: string;
  @ApiProperty({ type: 'object', additionalProperties: true, description: 'Id, names and status' }) workItem: object;
}

@ApiSchema({ name: 'FollowedPage' })
export class FollowedPageDto {
  @ApiProperty({ type: [FollowedDto] }) items: FollowedDto[];
  @ApiProperty(page) nextCursor: string | null;
}

@ApiSchema({ name: 'Following' })
export class FollowingDto {
  @ApiProperty({ format: 'uuid' }) workItemId: string;
  @ApiProperty() following: boolean;
}

/** Somebody who may be mentioned. */
@ApiSchema({ name: 'Mentionable' })
export class MentionableDto extends PersonNamedDto {
  @ApiProperty() role: string;
}

@ApiSchema({ name: 'MentionableList' })
export class MentionableListDto {
  @ApiProperty({ type: [MentionableDto] }) items: MentionableDto[];
}
