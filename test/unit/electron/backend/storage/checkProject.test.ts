import { readFileSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { checkProject } from '../../../../../electron/backend/storage/project/checkProject.ts';
import {
  type OpenProject,
  openProject,
} from '../../../../../electron/backend/storage/project/openProject.ts';
import { clearPlots, decidePlot } from '../../../../../electron/backend/storage/project/reviewCommands.ts';
import { addPlots, buildProject } from '../../../../support/buildProject.ts';

/** Three plots, of which 1 and 2 are judged and 3 was judged and cleared: rows 3 to 6 of the log. */
async function judgedProject(): Promise<OpenProject> {
  const project = await buildProject();
  addPlots(project, 3);
  decidePlot(project, { plotId: 1, verdictCode: 'ready', note: '原文备注', by: '甲' });
  decidePlot(project, { plotId: 2, verdictCode: 'works', note: '', by: '甲' });
  decidePlot(project, { plotId: 3, verdictCode: 'works', note: '', by: '甲' });
  clearPlots(project, [3], '甲');
  return project;
}

/** What a check finds after somebody changed the closed file by other means. */
async function findingsAfter(tampering: string): Promise<string[]> {
  const project = await judgedProject();
  expect(checkProject(project.database)).toEqual([]);
  project.close();
  const other = new Sqlite(project.file);
  other.pragma('foreign_keys = OFF');
  other.exec(tampering);
  other.close();
  const again = await openProject(project.directory);
  const findings = checkProject(again.database);
  again.close();
  return findings.map(({ code, where }) => `${code} ${where}`);
}

const withoutTriggers = 'DROP TRIGGER command_log_no_update; DROP TRIGGER command_log_no_delete;';

describe('checkProject', () => {
  it('finds a flipped byte in a verdict that SQLite does not notice', async () => {
    const project = await judgedProject();
    project.close();
    const content = readFileSync(project.file);
    // the note stands in the log and in the verdict; the verdict's is the one not inside JSON
    let changed = 0;
    for (let at = content.indexOf('原文备注'); at >= 0; at = content.indexOf('原文备注', at + 1)) {
      if (content[at - 1] === 0x22) continue;
      content[at + 2] = (content[at + 2] as number) ^ 1;
      changed++;
    }
    expect(changed).toBe(1);
    writeFileSync(project.file, content);
    const again = await openProject(project.directory);
    const codes = checkProject(again.database).map(({ code, where }) => `${code} ${where}`);
    again.close();
    expect(codes).toEqual(['VERDICT_HASH_WRONG plot:1', 'VERDICT_DIFFERS_FROM_LOG plot:1']);
  });

  it.each([
    [
      'a verdict that was changed',
      "UPDATE verdicts SET verdict_code = 'unsuitable' WHERE plot_id = 2",
      ['VERDICT_HASH_WRONG plot:2', 'VERDICT_DIFFERS_FROM_LOG plot:2'],
    ],
    [
      'a verdict that was deleted',
      'DELETE FROM verdicts WHERE plot_id = 2',
      ['VERDICT_MISSING plot:2', 'PLOT_STATUS_WRONG plot:2'],
    ],
    [
      'a verdict nobody gave',
      "INSERT INTO verdicts SELECT 3, verdict_code, status, note, decided_by, decided_at_utc, sequence, row_hash, answers, evidence_sha256, return_reason FROM verdicts WHERE plot_id = 2; UPDATE plots SET status = 'judged' WHERE plot_id = 3",
      ['VERDICT_HASH_WRONG plot:3', 'VERDICT_NOT_IN_LOG plot:3'],
    ],
    [
      'a status that does not belong',
      "UPDATE plots SET status = 'judged' WHERE plot_id = 3",
      ['PLOT_STATUS_WRONG plot:3'],
    ],
    [
      'a row of the log that was edited',
      `${withoutTriggers} UPDATE command_log SET actor = '乙' WHERE sequence = 4`,
      ['LOG_CHAIN_BROKEN command_log:4'],
    ],
    [
      'a row of the log that was deleted',
      `${withoutTriggers} DELETE FROM command_log WHERE sequence = 5`,
      ['LOG_CHAIN_BROKEN command_log:5', 'LOG_CONTRADICTION command_log:6'],
    ],
    [
      'rows cut off the end of the log',
      `${withoutTriggers} DELETE FROM command_log WHERE sequence >= 6`,
      ['LOG_CHAIN_BROKEN command_log:6', 'VERDICT_MISSING plot:3'],
    ],
    [
      'a row that was slipped into the log',
      "INSERT INTO command_log SELECT 7, at_utc, actor, 'note', 'project', NULL, NULL, NULL, hash, NULL FROM command_log WHERE sequence = 6",
      ['LOG_CHAIN_BROKEN command_log:7'],
    ],
    [
      'an attribute that was edited',
      'DROP TRIGGER rtree_layer_1_geom_update3; DROP TRIGGER rtree_layer_1_geom_update4; UPDATE layer_1 SET MJ = 401 WHERE fid = 2',
      ['LAYER_CONTENT_CHANGED layer:1'],
    ],
    [
      'a feature that was deleted',
      'DELETE FROM layer_1 WHERE fid = 2',
      ['LAYER_COUNT_WRONG layer:1', 'LAYER_CONTENT_CHANGED layer:1'],
    ],
    [
      'a layer that is no longer registered',
      "DELETE FROM gpkg_geometry_columns; DELETE FROM gpkg_contents WHERE table_name = 'layer_1'",
      ['TABLE_NOT_REGISTERED layer_1'],
    ],
    [
      'a registered table that is gone',
      'DROP TABLE import_findings',
      ['REGISTERED_TABLE_MISSING import_findings'],
    ],
    [
      'plots without their layer',
      'DROP TABLE rtree_layer_1_geom; DROP TABLE layer_1',
      ['REGISTERED_TABLE_MISSING layer_1', 'LAYER_TABLE_MISSING layer:1'],
    ],
    [
      'a verdict on a plot that is not there',
      'UPDATE verdicts SET plot_id = 99 WHERE plot_id = 2',
      [
        'FOREIGN_KEY_BROKEN verdicts:99',
        'VERDICT_HASH_WRONG plot:99',
        'VERDICT_NOT_IN_LOG plot:99',
        'VERDICT_MISSING plot:2',
        'PLOT_STATUS_WRONG plot:2',
      ],
    ],
  ])('finds %s', async (_, tampering, expected) => {
    expect(await findingsAfter(tampering)).toEqual(expected);
  });
});
