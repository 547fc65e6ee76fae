import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { ReviewChange, ReviewRecord } from '../../../shared/contract/records/reviewRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { readVerdictScheme, readVerdictSchemes } from '../files/readVerdictSchemes.ts';
import { createChipViews } from '../imagery/createChipViews.ts';
import { assignPlots } from '../storage/project/assignmentCommands.ts';
import { chooseScheme, readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { iterateCommandsOf, listCommands, readStructureSequence } from '../storage/project/commandLog.ts';
import { readEvidence } from '../storage/project/evidence.ts';
import { readChips } from '../storage/project/evidenceChips.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { findPlotNumber } from '../storage/project/plots.ts';
import { readLoggedVerdict } from '../storage/project/readLoggedVerdict.ts';
import {
  annotatePlot,
  clearPlots,
  decidePlot,
  decidePlots,
  flagPlot,
} from '../storage/project/reviewCommands.ts';
import { answerPlot } from '../storage/project/sampleCommands.ts';
import { findPendingLook, withoutBlindValues } from '../storage/project/secondLooks.ts';
import { redoReview, undoPlot, undoReview } from '../storage/project/undoReview.ts';
import { readVerdict } from '../storage/project/verdicts.ts';
import { createChipKeeper } from './chipKeeper.ts';
import { tellVerdicts } from './tellVerdicts.ts';
import { toDecision } from './toDecision.ts';

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
  | 'review.assign'
  | 'review.annotate'
  | 'review.evidence'
  | 'review.evidenceChips'
  | 'review.log';

const defaultLogLimit = 200;

export function createReviewHandlers(context: BackendContext): Pick<Handlers, ReviewMethod> {
  const { session, emit } = context;
  const chipKeeper = createChipKeeper(context);
  const changed = <T extends ReviewRecord>(record: T): T => tellVerdicts(emit, record);
  /** Undo and redo may make a plot that was drawn, or take it away. */
  const walked = (project: OpenProject, walk: (project: OpenProject) => ReviewChange): ReviewChange => {
    const before = readStructureSequence(project.database);
    const record = changed(walk(project));
    if (readStructureSequence(project.database) !== before) {
      emit('project.changed', { what: 'layers' });
      emit('project.changed', { what: 'plots' });
    }
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
      const decision = toDecision(schemeOf(project), request);
      if (decision.view !== undefined) chipKeeper.drawAtPause(decision.by);
      // drawn for a second look: the same keys give the second verdict
      if (findPendingLook(project.database, plotId) !== undefined)
        return changed(answerPlot(project, plotId, decision));
      return tellVerdicts(emit, decidePlot(project, { plotId, ...decision }), true);
    },

    'review.decideMany': ({ plotIds, chips, ...request }) => {
      const project = session.require('批量判读');
      const decision = toDecision(schemeOf(project), request);
      const viewOf = chips === undefined ? undefined : createChipViews(project, chips);
      if (viewOf !== undefined || decision.view !== undefined) chipKeeper.drawAtPause(decision.by);
      return changed(decidePlots(project, [...new Set(plotIds)], decision, viewOf));
    },

    'review.clear': ({ plotId, by }) => changed(clearPlots(session.require('清除判读'), [plotId], by)),
    'review.clearMany': ({ plotIds, by }) =>
      changed(clearPlots(session.require('清除判读'), [...new Set(plotIds)], by)),
    'review.undo': ({ by }) => walked(session.require('撤销'), (project) => undoReview(project, by)),
    'review.redo': ({ by }) => walked(session.require('重做'), (project) => redoReview(project, by)),
    'review.undoPlot': ({ plotId, by }) => changed(undoPlot(session.require('撤销'), plotId, by)),
    'review.annotate': ({ plotId, note, answers, by }) => {
      const project = session.require('修改备注');
      const verdict = readVerdict(project.database, plotId);
      if (verdict === null) {
        const plotNo = findPlotNumber(project.database, plotId) ?? `#${plotId}`;
        throw new AppError('ANNOTATE_UNJUDGED', { plotNo });
      }
      const annotated = { note: note ?? verdict.note, answers: answers ?? verdict.answers };
      const { verdictCode } = verdict;
      const held = toDecision(schemeOf(project), { verdictCode, ...annotated, by });
      const kept = { note: annotated.note, answers: held.answers ?? {} };
      return changed(annotatePlot(project, plotId, kept, by));
    },
    'review.assign': ({ plotIds, assignee, by }) =>
      changed(assignPlots(session.require('分派'), [...new Set(plotIds)], assignee?.trim() ?? null, by)),
    'review.flag': ({ plotId, flagged, by }) =>
      changed(flagPlot(session.require('标记'), plotId, flagged, by)),

    'review.evidence': ({ plotId, sequence }) => {
      const { database } = session.require('重放');
      // what the first reviewer looked at would show the second one where to look
      if (findPendingLook(database, plotId) !== undefined) return { evidence: null };
      const verdict =
        sequence === undefined
          ? readVerdict(database, plotId)
          : readLoggedVerdict(database, plotId, sequence);
      const sha256 = verdict?.evidenceSha256 ?? null;
      return { evidence: sha256 === null ? null : (readEvidence(database, sha256) ?? null) };
    },

    'review.evidenceChips': async ({ plotId }) => {
      const project = session.require('查看判读小图');
      if (findPendingLook(project.database, plotId) !== undefined) return { chips: [] };
      const verdict = readVerdict(project.database, plotId);
      const sha256 = verdict?.evidenceSha256 ?? null;
      if (verdict === null || sha256 === null) return { chips: [] };
      await chipKeeper.drawNow(project, sha256, verdict.by);
      return { chips: readChips(project.database, sha256) };
    },

    // newest first; of a plot everything that was done to it and to what hangs on it
    'review.log': ({ plotId, limit }) => {
      const { database } = session.require('查看操作记录');
      const newest = limit ?? defaultLogLimit;
      const commands =
        plotId === undefined
          ? listCommands(database, { limit: newest })
          : [...iterateCommandsOf(database, plotId)].slice(-newest).reverse();
      return { commands: withoutBlindValues(database, commands) };
    },
  };
}
