export { discussionConstraints, discussionSqlStates } from './discussion.constraints.js';
export type { DiscussionKind } from './discussion.events.js';
export { DiscussionHttpModule } from './discussion.http.module.js';
export { DiscussionModule } from './discussion.module.js';
export { audiencesOf, mayReadNotes, mayReadThread, type Parties, type ThreadAudience } from './discussion.policy.js';
export { discussionMigrations } from './migrations/index.js';
export { Places } from './places.js';
