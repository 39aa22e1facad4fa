export { DigestsJobsModule } from './digests.jobs.module.js';
export { digestsMigrations } from './migrations/index.js';
export { ReviewersDigest } from './reviewers-digest.js';
