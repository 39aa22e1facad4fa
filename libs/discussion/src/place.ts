/** A work item with those who take part in it. */
export interface Place {
  workItemId: string;
  programme: string;
  measure: number;
  region: string;
  leadDepartment: string;
  supportingDepartments: readonly string[];
}

/** What can be talked about: an item, or one submission of it. `now` is business time. */
export interface Subject extends Place {
  submission: { id: string; round: number } | null;
  now: Date;
}
