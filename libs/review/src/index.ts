export { Decide, type DecideCommand } from './decide.js';
export { Reinstate } from './reinstate.js';
export { ReviewHttpModule } from './review.http.module.js';
export { ReviewModule } from './review.module.js';
export { type ReasonedCommand, Revoke } from './revoke.js';
