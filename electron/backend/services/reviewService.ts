import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { targetOfPlot } from '../../../shared/domain/review/replayReviewLog.ts';
import { hasVerdict } from '../../../shared/domain/review/reviewValue.ts';
import { restorationScheme } from '../../../shared/domain/review/verdictScheme.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { listCommands } from '../storage/project/commandLog.ts';
import { clearPlot, decidePlot, redoReview, undoReview } from '../storage/project/reviewCommands.ts';

type ReviewMethod =
  | 'review.scheme'
  | 'review.decide'
  | 'review.clear'
  | 'review.undo'
  | 'review.redo'
  | 'review.log';

const defaultLogLimit = 200;

export function createReviewHandlers(context: BackendContext): Pick<Handlers, ReviewMethod> {
  const { session, emit } = context;
  const changed = <T>(record: T): T => {
    emit('project.changed', { what: 'verdicts' });
    return record;
  };
  return {
    'review.scheme': () => restorationScheme,

    'review.decide': ({ plotId, verdictCode, note, by }) => {
      const project = session.require('判读');
      if (!hasVerdict(restorationScheme, verdictCode)) {
        const allowed = restorationScheme.options.map(({ code }) => code).join('、');
        throw new AppError('VERDICT_UNKNOWN', { verdictCode, allowed });
      }
      return changed(decidePlot(project, { plotId, verdictCode, note: note ?? '', by }));
    },

    'review.clear': ({ plotId, by }) => changed(clearPlot(session.require('清除判读'), plotId, by)),
    'review.undo': ({ by }) => changed(undoReview(session.require('撤销'), by)),
    'review.redo': ({ by }) => changed(redoReview(session.require('重做'), by)),

    // newest first, all kinds of commands unless a plot is named
    'review.log': ({ plotId, limit }) => {
      const { database } = session.require('查看操作记录');
      const newest = { limit: limit ?? defaultLogLimit };
      return {
        commands: listCommands(
          database,
          plotId === undefined ? newest : { ...newest, target: targetOfPlot(plotId) },
        ),
      };
    },
  };
}
