import type { Handlers } from '../../../shared/contract/backendApi.ts';
import type { QualityMethods } from '../../../shared/contract/methods/qualityMethods.ts';
import type { ReviewRecord } from '../../../shared/contract/records/reviewRecords.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import {
  countNeededEpochs,
  listPlotCoverage,
  listTownCoverage,
  recordLooks,
} from '../storage/project/coverage.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { changeStatus, drawSecondLooks, settlePlot } from '../storage/project/sampleCommands.ts';
import { countStrata, previewSample } from '../storage/project/sampleFrame.ts';
import { checkSample, listLookRows, listSamples, reportSample } from '../storage/project/samples.ts';
import { beginSweep, markCell, readSweepGrid } from '../storage/project/sweep.ts';
import { readSweepBounds } from '../storage/project/sweepBounds.ts';
import { tellVerdicts } from './tellVerdicts.ts';
import { toDecision } from './toDecision.ts';

/** A preview counts; which plots would be drawn is nobody's business before the draw. */
const previewSeed = 0;

export function createQualityHandlers({
  session,
  emit,
}: BackendContext): Pick<Handlers, keyof QualityMethods> {
  const judged = <T extends ReviewRecord>(record: T): T => tellVerdicts(emit, record);
  const covered = <T>(result: T): T => {
    emit('project.changed', { what: 'coverage' });
    return result;
  };
  const schemeOf = ({ database }: OpenProject) => readVerdictScheme(readChosenSchemeId(database));
  return {
    'quality.preview': (settings) => {
      const strata = countStrata(previewSample(session.require('抽查').database, settings, previewSeed));
      return { population: strata.reduce((sum, { population }) => sum + population, 0), strata };
    },
    'quality.draw': ({ by, ...settings }) => {
      const sample = drawSecondLooks(session.require('抽查'), settings, by);
      emit('project.changed', { what: 'verdicts' });
      return sample;
    },
    'quality.samples': () => ({ samples: listSamples(session.require('查看抽查').database) }),
    'quality.looks': ({ sampleId }) => ({
      looks: listLookRows(session.require('查看抽查').database, sampleId),
    }),
    'quality.settle': ({ plotId, choice, reason = '', by, verdictCode, answers }) => {
      const project = session.require('裁定');
      if (choice !== 'other') return judged(settlePlot(project, { plotId, choice, reason, by }));
      const request = { verdictCode: verdictCode ?? '', note: reason, by, ...(answers ? { answers } : {}) };
      const decision = toDecision(schemeOf(project), request);
      return judged(settlePlot(project, { plotId, choice, decision, reason, by }));
    },
    'quality.report': ({ sampleId }) => {
      const project = session.require('查看抽查');
      const order = schemeOf(project).options.map(({ code }) => code);
      return reportSample(project.database, sampleId, order);
    },
    'quality.check': ({ sampleId }) => checkSample(session.require('核对抽样').database, sampleId),
    'quality.setStatus': ({ plotIds, status, reason = '', by }) =>
      judged(changeStatus(session.require('改变状态'), [...new Set(plotIds)], status, reason, by)),

    'coverage.record': ({ looks, by }) =>
      covered({ recorded: recordLooks(session.require('记录查看'), looks, by) }),
    'coverage.towns': () => {
      const { database } = session.require('查看范围');
      return { epochs: countNeededEpochs(database), towns: listTownCoverage(database) };
    },
    'coverage.plots': ({ offset, limit, ...filter }) =>
      listPlotCoverage(session.require('查看范围').database, filter, offset, limit),

    'sweep.grid': () => ({ grid: readSweepGrid(session.require('普查').database) }),
    'sweep.begin': ({ cellMeters, by }) => {
      const project = session.require('普查');
      const place = readSweepBounds(project.database, project.crs, cellMeters);
      if (place === undefined) throw new AppError('SWEEP_NO_EXTENT', {});
      return covered({ grid: beginSweep(project, place.bounds, place.cellSize, by) });
    },
    'sweep.mark': ({ cell, mark, note = '', by }) =>
      covered({ grid: markCell(session.require('普查'), cell, mark, note, by) }),
  };
}
