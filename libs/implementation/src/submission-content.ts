import type { EvidenceLink } from '#libs/evidence';

/** One dated step of a local plan. */
export interface PlanStep {
  title: string;
  /** 'YYYY-MM-DD' */
  dueOn: string;
}

/** What a region says that it will do for a work item. */
export interface LocalPlan {
  summary?: string;
  steps?: PlanStep[];
  /** The person in the region who answers for it. */
  responsible?: string;
  /** 'YYYY-MM-DD' */
  targetDate?: string;
}

/** What a submission says; which fields belong to it depends on its kind. A draft may be incomplete. */
export interface SubmissionContent {
  plan?: LocalPlan;
  summary?: string;
  /** When the measure took effect in the region, 'YYYY-MM-DD'. */
  effectiveOn?: string;
  evidence?: EvidenceLink[];
  reason?: string;
  progress?: string;
}
