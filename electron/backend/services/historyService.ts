import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BackendEvents, Handlers } from '../../../shared/contract/backendApi.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { formatLocalDateTime } from '../../../shared/text/dateTime.ts';
import type { BackendContext } from '../backendContext.ts';
import { contentOfSheet } from '../documents/contentOfSheet.ts';
import { renderListCsv } from '../documents/csv.ts';
import { describeContents } from '../documents/describeContents.ts';
import { buildDifferenceSheet } from '../documents/differenceSheet.ts';
import { writeWorkbook } from '../documents/workbook/writeWorkbook.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { hashFile } from '../files/hashFile.ts';
import { readVerdictScheme } from '../files/readVerdictSchemes.ts';
import { mapWriteError, replaceFile } from '../files/replaceFile.ts';
import { readChosenSchemeId } from '../storage/project/chosenScheme.ts';
import { listDifferences } from '../storage/project/past/listDifferences.ts';
import { openPast } from '../storage/project/past/openPast.ts';
import { queryLog, readLogFacets, verifyLog } from '../storage/project/queryLog.ts';

type HistoryMethod =
  | 'history.enter'
  | 'history.leave'
  | 'history.moment'
  | 'history.differences'
  | 'history.exportDifferences'
  | 'history.log'
  | 'history.facets'
  | 'history.verify';

/** What a window shows that depends on the moment it shows. */
const everything: readonly BackendEvents['project.changed']['what'][] = [
  'project',
  'layers',
  'imagery',
  'plots',
  'run',
  'ledger',
  'photos',
  'coverage',
];

/** The state at an earlier moment, what has changed since, and the log that proves both. */
export function createHistoryHandlers({ session, emit }: BackendContext): Pick<Handlers, HistoryMethod> {
  const tellAll = () => {
    for (const what of everything) emit('project.changed', { what });
  };
  const requirePast = () => {
    session.requireNow('比较历史时点');
    const past = session.past();
    if (past === null) throw new AppError('MOMENT_NOT_CHOSEN', {});
    return past;
  };
  return {
    'history.enter': (request) => {
      const past = openPast(session.requireNow('查看历史时点'), request);
      session.showPast(past);
      tellAll();
      return past.moment;
    },

    'history.leave': () => {
      if (session.past() === null) return {};
      session.showPast(null);
      tellAll();
      return {};
    },

    'history.moment': () => ({ moment: session.past()?.moment ?? null }),

    'history.differences': (page) => {
      const { database, moment } = requirePast();
      return listDifferences(database, moment.sequence, page);
    },

    async 'history.exportDifferences'({ directory, format }) {
      const { database, moment, name } = requirePast();
      const { rows } = listDifferences(database, moment.sequence, { offset: 0, limit: -1 });
      const scheme = readVerdictScheme(readChosenSchemeId(database));
      const sheet = buildDifferenceSheet(name, moment, rows, scheme);
      // a colon is no part of a file name on Windows
      const when = formatLocalDateTime(moment.atUtc).replace(':', '');
      const path = join(directory, `状态变化 ${when}.${format}`);
      try {
        await mkdir(directory, { recursive: true });
      } catch (error) {
        throw mapWriteError(error, path);
      }
      if (format === 'csv') await atomicWrite(path, renderListCsv(sheet));
      else await replaceFile(path, (temporaryPath) => writeWorkbook([sheet], temporaryPath));
      return {
        files: [{ path, sha256: await hashFile(path), ...describeContents([contentOfSheet(sheet)]) }],
      };
    },

    'history.log': ({ filter = {}, offset, limit }) =>
      queryLog(session.require('查看操作记录').database, filter, offset, limit),

    'history.facets': () => readLogFacets(session.require('查看操作记录').database),

    'history.verify': () => verifyLog(session.requireNow('核验操作记录').database),
  };
}
