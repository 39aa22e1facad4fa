import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { IdentityModule } from '#libs/identity';
import { ImplementationModule } from '#libs/implementation';
import { ProgrammeModule } from '#libs/programme';
import { ChangeComment } from './comments/change-comment.js';
import { CommentPresenter } from './comments/comment.presenter.js';
import { CommentQueries } from './comments/comment.queries.js';
import { CommentReader } from './comments/comment.reader.js';
import { CommentStore } from './comments/comment.store.js';
import { ResolveThread } from './comments/resolve-thread.js';
import { WriteComment } from './comments/write-comment.js';
import { DiscussionEvents } from './discussion.events.js';
import { Follow } from './following/follow.js';
import { FollowingQueries } from './following/following.queries.js';
import { Mentions } from './mentions.js';
import { NoteQueries } from './notes/note.queries.js';
import { WriteNote } from './notes/write-note.js';
import { Places } from './places.js';

const acts = [WriteComment, ChangeComment, ResolveThread, WriteNote, Follow];
const reads = [CommentReader, CommentQueries, NoteQueries, FollowingQueries, Places];

/** What people say about work items, and what they follow. */
@Module({
  imports: [AuditModule, IdentityModule, ImplementationModule, ProgrammeModule],
  providers: [CommentStore, CommentPresenter, Mentions, DiscussionEvents, ...acts, ...reads],
  exports: [...acts, ...reads],
})
export class DiscussionModule {}
