import { describe, expect, it } from 'vitest';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import {
  listCommands,
  readLastSequence,
} from '../../../../../electron/backend/storage/project/commandLog.ts';
import { readEvidence } from '../../../../../electron/backend/storage/project/evidence.ts';
import { removeLayer } from '../../../../../electron/backend/storage/project/layers.ts';
import {
  type OpenProject,
  openProject,
} from '../../../../../electron/backend/storage/project/openProject.ts';
import { getPlotDetail } from '../../../../../electron/backend/storage/project/plots.ts';
import {
  clearPlots,
  decidePlot,
  decidePlots,
} from '../../../../../electron/backend/storage/project/reviewCommands.ts';
import {
  redoReview,
  undoPlot,
  undoReview,
} from '../../../../../electron/backend/storage/project/undoReview.ts';
import { readVerdict } from '../../../../../electron/backend/storage/project/verdicts.ts';
import { sql } from '../../../../../electron/backend/storage/sqlite/sql.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';

async function projectWithPlots(count: number): Promise<OpenProject> {
  const project = await buildProject();
  addPlots(project, count);
  return project;
}

const decide = (project: OpenProject, plotId: number, verdictCode: string, by = '甲', note = '') =>
  decidePlot(project, { plotId, verdictCode, note, by });
const verdicts = ({ database }: OpenProject, ...plotIds: number[]) =>
  plotIds.map((plotId) => getPlotDetail(database, plotId).verdictCode);
const code = (expected: string) => expect.objectContaining({ code: expected });

describe('verdicts', () => {
  it('are stored with note, person and time', async () => {
    const project = await projectWithPlots(2);
    const record = decide(project, 2, 'works', '乙', '需平整');
    expect(record).toMatchObject({
      plotId: 2,
      plotNo: '0002',
      status: 'judged',
      verdictCode: 'works',
      by: '乙',
    });
    expect(record.sequence).toBe(readLastSequence(project.database));
    expect(getPlotDetail(project.database, 2)).toMatchObject({
      status: 'judged',
      verdictCode: 'works',
      note: '需平整',
      decidedBy: '乙',
    });
  });

  it('of doubt put a plot on the pile of doubtful ones', async () => {
    const project = await projectWithPlots(1);
    expect(decide(project, 1, 'doubtful').status).toBe('doubtful');
    expect(getPlotDetail(project.database, 1).status).toBe('doubtful');
  });

  it('are refused for a plot that is not there', async () => {
    const project = await projectWithPlots(1);
    expect(() => decide(project, 2, 'ready')).toThrow(code('PLOT_NOT_FOUND'));
    expect(() => clearPlots(project, [2], '甲')).toThrow(code('PLOT_NOT_FOUND'));
  });

  it('can be cleared; clearing nothing logs nothing', async () => {
    const project = await projectWithPlots(1);
    decide(project, 1, 'ready');
    expect(clearPlots(project, [1], '甲')).toMatchObject({ status: 'unjudged', verdictCode: null });
    const sequence = readLastSequence(project.database);
    expect(clearPlots(project, [1], '甲').sequence).toBe(sequence);
    expect(readLastSequence(project.database)).toBe(sequence);
  });
});

describe('undo and redo', () => {
  it('walk back and forth through everything one person did, as new rows', async () => {
    const project = await projectWithPlots(2);
    decide(project, 1, 'ready');
    decide(project, 2, 'works');
    decide(project, 1, 'unsuitable');
    clearPlots(project, [2], '甲');
    const states = [];
    for (let i = 0; i < 4; i++) {
      undoReview(project, '甲');
      states.push(verdicts(project, 1, 2));
    }
    expect(states).toEqual([
      ['unsuitable', 'works'],
      ['ready', 'works'],
      ['ready', null],
      [null, null],
    ]);
    expect(() => undoReview(project, '甲')).toThrow(code('UNDO_NOTHING'));
    for (let i = 0; i < 4; i++) redoReview(project, '甲');
    expect(verdicts(project, 1, 2)).toEqual(['unsuitable', null]);
    expect(() => redoReview(project, '甲')).toThrow(code('REDO_NOTHING'));
    const kinds = listCommands(project.database, { limit: 12 }).map(({ kind, undoes }) => [kind, undoes]);
    expect(kinds.slice(0, 2)).toEqual([
      ['review.redo', 7],
      ['review.redo', 8],
    ]);
    expect(kinds).toHaveLength(12);
    expect(readLastSequence(project.database)).toBe(2 + 4 + 4 + 4);
  });

  it('mix with each other and with new verdicts as in any editor', async () => {
    const project = await projectWithPlots(3);
    decide(project, 1, 'ready');
    decide(project, 2, 'ready');
    undoReview(project, '甲');
    redoReview(project, '甲');
    undoReview(project, '甲');
    undoReview(project, '甲');
    expect(verdicts(project, 1, 2)).toEqual([null, null]);
    redoReview(project, '甲');
    decide(project, 3, 'works');
    // a new verdict closes the way forward
    expect(() => redoReview(project, '甲')).toThrow(code('REDO_NOTHING'));
    undoReview(project, '甲');
    undoReview(project, '甲');
    expect(verdicts(project, 1, 2, 3)).toEqual([null, null, null]);
    expect(() => undoReview(project, '甲')).toThrow(code('UNDO_NOTHING'));
  });

  it('bring back the note, person and time of the verdict before', async () => {
    const project = await projectWithPlots(1);
    decide(project, 1, 'ready', '乙', '旧');
    const before = getPlotDetail(project.database, 1);
    decide(project, 1, 'works', '甲', '新');
    expect(undoReview(project, '甲')).toMatchObject({ verdictCode: 'ready', note: '旧', by: '甲' });
    expect(getPlotDetail(project.database, 1)).toEqual(before);
  });

  it('belong to one person each', async () => {
    const project = await projectWithPlots(2);
    decide(project, 1, 'ready', '甲');
    decide(project, 2, 'works', '乙');
    undoReview(project, '甲');
    expect(verdicts(project, 1, 2)).toEqual([null, 'works']);
    expect(() => undoReview(project, '甲')).toThrow(code('UNDO_NOTHING'));
    expect(() => redoReview(project, '乙')).toThrow(code('REDO_NOTHING'));
    expect(() => undoReview(project, '丙')).toThrow(code('UNDO_NOTHING'));
  });

  it('never overwrite what somebody else judged since', async () => {
    const project = await projectWithPlots(1);
    decide(project, 1, 'ready', '甲');
    decide(project, 1, 'works', '乙');
    expect(() => undoReview(project, '甲')).toThrow(
      expect.objectContaining({
        code: 'UNDO_CONFLICT',
        params: { actor: '甲', plotNo: '0001', other: '乙' },
      }),
    );
    expect(verdicts(project, 1)).toEqual(['works']);
    undoReview(project, '乙');
    undoReview(project, '甲');
    expect(verdicts(project, 1)).toEqual([null]);
    decide(project, 1, 'restored', '乙');
    expect(() => redoReview(project, '甲')).toThrow(code('UNDO_CONFLICT'));
  });

  it('work across restarts', async () => {
    const project = await projectWithPlots(2);
    decide(project, 1, 'ready');
    decide(project, 2, 'works');
    undoReview(project, '甲');
    project.close();
    const again = await openProject(project.directory);
    redoReview(again, '甲');
    undoReview(again, '甲');
    undoReview(again, '甲');
    expect(verdicts(again, 1, 2)).toEqual([null, null]);
    again.close();
  });

  it('pass over plots that were removed meanwhile', async () => {
    const project = await projectWithPlots(1);
    decide(project, 1, 'ready');
    removeLayer(project, '1', '甲');
    expect(() => undoReview(project, '甲')).toThrow(code('UNDO_NOTHING'));
    addPlots(project, 1);
    decide(project, 2, 'works');
    undoReview(project, '甲');
    expect(verdicts(project, 2)).toEqual([null]);
    expect(() => undoReview(project, '甲')).toThrow(code('UNDO_NOTHING'));
  });
});

describe('a batch', () => {
  it('is one step to undo and to redo, and one plot of it can be taken back alone', async () => {
    const project = await projectWithPlots(4);
    decide(project, 2, 'ready');
    const change = decidePlots(project, [1, 2, 3], { verdictCode: 'works', note: '', by: '甲' });
    expect([change, ...change.others].map(({ plotId }) => plotId)).toEqual([1, 2, 3]);
    expect(verdicts(project, 1, 2, 3, 4)).toEqual(['works', 'works', 'works', null]);
    undoReview(project, '甲');
    expect(verdicts(project, 1, 2, 3)).toEqual([null, 'ready', null]);
    redoReview(project, '甲');
    expect(verdicts(project, 1, 2, 3)).toEqual(['works', 'works', 'works']);
    undoPlot(project, 2, '甲');
    expect(verdicts(project, 1, 2, 3)).toEqual(['works', 'ready', 'works']);
    undoReview(project, '甲');
    undoReview(project, '甲');
    expect(verdicts(project, 1, 2, 3)).toEqual([null, 'ready', null]);
  });

  it('keeps what was on the screen with the plots that were on it, and with no other', async () => {
    const project = await projectWithPlots(3);
    // plots of 20 m, 30 m apart: the first two are on the screen
    const view = {
      ...{ earlierImageId: null, laterImageId: null, comparison: 'single', swipe: 0.5, fade: 1 },
      extent: { minX: 499_990, minY: 2_999_990, maxX: 500_035, maxY: 3_000_030 },
      ...{ offsetX: 0, offsetY: 0, dwellMilliseconds: 700 },
      swipeDirection: 'vertical' as const,
      front: 'later' as const,
    };
    decidePlots(project, [1, 2, 3], { verdictCode: 'works', view, by: '甲' });
    const kept = [1, 2, 3].map((plotId) => readVerdict(project.database, plotId)?.evidenceSha256 !== null);
    expect(kept).toEqual([true, true, false]);
  });

  it('without a remark leaves each plot its own, also when undone and redone', async () => {
    const project = await projectWithPlots(3);
    decide(project, 1, 'ready', '甲', '路边有渣土');
    decide(project, 2, 'ready', '甲', '需平整');
    const notes = () => [1, 2, 3].map((plotId) => readVerdict(project.database, plotId)?.note);
    decidePlots(project, [1, 2, 3], { verdictCode: 'works', by: '乙' });
    expect(verdicts(project, 1, 2, 3)).toEqual(['works', 'works', 'works']);
    expect(notes()).toEqual(['路边有渣土', '需平整', '']);
    decidePlots(project, [1, 3], { verdictCode: 'ready', note: '联判', by: '乙' });
    expect(notes()).toEqual(['联判', '需平整', '联判']);
    undoReview(project, '乙');
    expect(notes()).toEqual(['路边有渣土', '需平整', '']);
  });

  it('with a plot that is not there changes nothing', async () => {
    const project = await projectWithPlots(2);
    const before = readLastSequence(project.database);
    const batch = { verdictCode: 'works', note: '', by: '甲' };
    expect(() => decidePlots(project, [1, 2, 3], batch)).toThrow(code('PLOT_NOT_FOUND'));
    expect(verdicts(project, 1, 2)).toEqual([null, null]);
    expect(readLastSequence(project.database)).toBe(before);
  });
});

it('how the pictures were shown is kept with what was on the screen, and a change of it is found', async () => {
  const project = await projectWithPlots(1);
  const asItIs = { brightness: 1, contrast: 1, saturation: 1, gamma: 1, tone: null };
  const curves = 'a0'.repeat(768);
  const view = {
    earlierImageId: null,
    laterImageId: null,
    extent: { minX: 1, minY: 2, maxX: 3, maxY: 4 },
    comparison: 'dual',
    swipe: 0.5,
    swipeDirection: 'vertical' as const,
    fade: 0.5,
    front: 'later' as const,
    offsetX: 0,
    offsetY: 0,
    dwellMilliseconds: 10,
    display: {
      earlier: { ...asItIs, gamma: 1.35 },
      later: { ...asItIs, tone: { kind: 'stretched' as const, curves } },
      secondScale: 2,
    },
  };
  decidePlot(project, { plotId: 1, verdictCode: 'ready', note: '', by: '甲', view });
  const sha256 = readVerdict(project.database, 1)?.evidenceSha256 ?? '';
  expect(readEvidence(project.database, sha256)?.view).toEqual(view);
  expect(checkProject(project.database)).toEqual([]);
  project.database.run(sql`UPDATE verdict_evidence SET display = replace(display, '1.35', '1.45')`);
  expect(checkProject(project.database).map((finding) => finding.code)).toEqual(['EVIDENCE_WRONG']);
});

it('what was on the screen is kept under the hash that the log names, and stays with the verdict when it comes back', async () => {
  const project = await projectWithPlots(1);
  const view = {
    earlierImageId: null,
    laterImageId: null,
    extent: { minX: 1, minY: 2, maxX: 3, maxY: 4 },
    comparison: 'swipe',
    swipe: 0.4,
    swipeDirection: 'vertical' as const,
    fade: 0.5,
    front: 'later' as const,
    offsetX: 1.5,
    offsetY: 0,
    dwellMilliseconds: 2_345,
  };
  decidePlot(project, { plotId: 1, verdictCode: 'ready', note: '', by: '甲', view });
  const sha256 = readVerdict(project.database, 1)?.evidenceSha256 ?? '';
  expect(readEvidence(project.database, sha256)).toEqual({
    view,
    images: [],
    rulesId: null,
    rulesVersion: null,
  });
  undoReview(project, '甲');
  redoReview(project, '甲');
  expect(readVerdict(project.database, 1)?.evidenceSha256).toBe(sha256);
  project.database.run(sql`UPDATE verdict_evidence SET dwell_milliseconds = 9`);
  expect(checkProject(project.database).map((finding) => finding.code)).toEqual(['EVIDENCE_WRONG']);
});
