import { expect, it } from 'vitest';
import {
  readHandUpSettings,
  readHandUpTemplate,
  writeHandUpSettings,
  writeHandUpTemplate,
} from '../../electron/backend/storage/project/handUpSettings.ts';
import { defaultHandUpSettings } from '../../shared/contract/records/handUpSettings.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0013 gives a project from before a place for how it hands up and for its template', async () => {
  const after = await upgradeProject(13);
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
