import type { ReviewChange } from '../../../../shared/contract/records/reviewRecords.ts';
import { targetOfAssignment } from '../../../../shared/domain/review/reviewTarget.ts';
import type { CommandTarget } from './commandLog.ts';
import { changePlots } from './reviewCommands.ts';

/** Hands plots to a reviewer, or (null) takes them back: one step to undo. Throws PLOT_NOT_FOUND. */
export function assignPlots(
  project: CommandTarget,
  plotIds: readonly number[],
  assignee: string | null,
  by: string,
): ReviewChange {
  const value = assignee === null ? null : { assignee };
  const changes = plotIds.map((plotId) => ({ plotId, target: targetOfAssignment(plotId), value }));
  return changePlots(project, 'review.assign', changes, by);
}
