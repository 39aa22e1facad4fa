import { Module } from '@nestjs/common';
import { ImplementationModule } from '#libs/implementation';
import { CommentController } from './comments/comment.controller.js';
import { DiscussionModule } from './discussion.module.js';
import { FollowingController } from './following/following.controller.js';
import { NoteController } from './notes/note.controller.js';

@Module({
  imports: [DiscussionModule, ImplementationModule],
  controllers: [CommentController, NoteController, FollowingController],
})
export class DiscussionHttpModule {}
