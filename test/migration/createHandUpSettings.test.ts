import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import {
  readHandUpSettings,
  readHandUpTemplate,
  writeHandUpSettings,
  writeHandUpTemplate,
} from '../../electron/backend/storage/project/handUpSettings.ts';
import { migrations } from '../../electron/backend/storage/project/migrations/migrations.ts';
import { createProject, openProject } from '../../electron/backend/storage/project/openProject.ts';
import { defaultHandUpSettings } from '../../shared/contract/records/handUpSettings.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

it('0013 gives a project from before a place for how it hands up and for its template', async () => {
  const directory = join(temporaryFolder(), 'project');
  const before = await createProject(
    { directory, name: '测试县', crs: 'EPSG:4545', by: '甲' },
    { migrations: migrations.filter(({ number }) => number < 13) },
  );
  before.close();

  const after = await openProject(directory, { migrations });
  onTestFinished(() => after.close());
  expect(readHandUpSettings(after.database)).toEqual(defaultHandUpSettings);
  const columnSets = [{ name: '上报', keys: ['plotNo', 'netMu'] }];
  writeHandUpSettings(after, { bureauName: '示例县自然资源局', columnSets, columnSet: '上报' }, '甲');
  writeHandUpTemplate(after, { name: '模板.docx', bytes: Uint8Array.of(1, 2) }, '甲');
  expect(readHandUpSettings(after.database)).toEqual({
    ...defaultHandUpSettings,
    ...{ bureauName: '示例县自然资源局', columnSets, columnSet: '上报', templateName: '模板.docx' },
  });
  expect(readHandUpTemplate(after.database)?.bytes).toEqual(Buffer.of(1, 2));
  writeHandUpTemplate(after, null, '甲');
  expect(readHandUpTemplate(after.database)).toBeUndefined();
});
