import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { type Answers, checkAnswers, withoutEmpty } from '../../../shared/domain/review/checkAnswers.ts';
import { targetOfPlot } from '../../../shared/domain/review/replayReviewLog.ts';
import type { VerdictView } from '../../../shared/domain/review/verdictView.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { readVerdictScheme, readVerdictSchemes } from '../files/readVerdictSchemes.ts';
import { chooseScheme, readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { listCommands } from '../storage/project/commandLog.ts';
import { readEvidence } from '../storage/project/evidence.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import {
  clearPlots,
  type Decision,
  decidePlot,
  decidePlots,
  flagPlot,
} from '../storage/project/reviewCommands.ts';
import { redoReview, undoPlot, undoReview } from '../storage/project/undoReview.ts';
import { readVerdict } from '../storage/project/verdicts.ts';

type ReviewMethod =
  | 'review.scheme'
  | 'review.schemes'
  | 'review.chooseScheme'
  | 'review.decide'
  | 'review.decideMany'
  | 'review.clear'
  | 'review.clearMany'
  | 'review.undo'
  | 'review.redo'
  | 'review.undoPlot'
  | 'review.flag'
  | 'review.evidence'
  | 'review.log';

const defaultLogLimit = 200;

export function createReviewHandlers(context: BackendContext): Pick<Handlers, ReviewMethod> {
  const { session, emit } = context;
  const changed = <T>(record: T): T => {
    emit('project.changed', { what: 'verdicts' });
    return record;
  };
  const schemeOf = ({ database }: OpenProject) => readVerdictScheme(readChosenSchemeId(database));
  return {
    'review.scheme': () => schemeOf(session.require('查看结论方案')),

    'review.schemes': () => ({
      schemes: [...readVerdictSchemes()],
      chosen: schemeOf(session.require('查看结论方案')).id,
    }),

    'review.chooseScheme': ({ schemeId, by }) => {
      const scheme = readVerdictScheme(schemeId);
      chooseScheme(session.require('选择结论方案'), scheme, by);
      emit('project.changed', { what: 'project' });
      return scheme;
    },

    'review.decide': ({ plotId, ...request }) => {
      const project = session.require('判读');
      return changed(decidePlot(project, { plotId, ...toDecision(project, request) }));
    },

    'review.decideMany': ({ plotIds, ...request }) => {
      const project = session.require('批量判读');
      return changed(decidePlots(project, [...new Set(plotIds)], toDecision(project, request)));
    },

    'review.clear': ({ plotId, by }) => changed(clearPlots(session.require('清除判读'), [plotId], by)),
    'review.clearMany': ({ plotIds, by }) =>
      changed(clearPlots(session.require('清除判读'), [...new Set(plotIds)], by)),
    'review.undo': ({ by }) => changed(undoReview(session.require('撤销'), by)),
    'review.redo': ({ by }) => changed(redoReview(session.require('重做'), by)),
    'review.undoPlot': ({ plotId, by }) => changed(undoPlot(session.require('撤销'), plotId, by)),
    'review.flag': ({ plotId, flagged, by }) =>
      changed(flagPlot(session.require('标记'), plotId, flagged, by)),

    'review.evidence': ({ plotId }) => {
      const { database } = session.require('重放');
      const sha256 = readVerdict(database, plotId)?.evidenceSha256 ?? null;
      return { evidence: sha256 === null ? null : (readEvidence(database, sha256) ?? null) };
    },

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

  /** Holds a verdict to the project's scheme: its code and the answers to its questions. */
  function toDecision(
    project: OpenProject,
    request: {
      readonly verdictCode: string;
      readonly note?: string;
      readonly answers?: Answers;
      readonly view?: VerdictView;
      readonly by: string;
    },
  ): Decision {
    const { verdictCode, note = '', view, by } = request;
    const { options } = schemeOf(project);
    const option = options.find(({ code }) => code === verdictCode);
    if (option === undefined) {
      const allowed = options.map(({ code }) => code).join('、');
      throw new AppError('VERDICT_UNKNOWN', { verdictCode, allowed });
    }
    const answers = withoutEmpty(request.answers ?? {});
    const finding = checkAnswers(option, answers);
    if (finding?.kind === 'missing') throw new AppError('ANSWER_MISSING', { field: finding.title });
    if (finding !== undefined) {
      throw new AppError('ANSWER_INVALID', { field: finding.title, answer: answers[finding.field] ?? '' });
    }
    return { verdictCode, note, answers, by, ...(view === undefined ? {} : { view }) };
  }
}
