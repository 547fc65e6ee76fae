import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Handlers } from '../../../shared/contract/backendApi.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { BackendContext } from '../backendContext.ts';
import { listColumnChoices } from '../documents/listColumnChoices.ts';
import { checkTemplate } from '../documents/report/bureauTemplate.ts';
import {
  readHandUpSettings,
  writeHandUpSettings,
  writeHandUpTemplate,
} from '../storage/project/handUpSettings.ts';

const largestTemplateBytes = 20 * 1024 * 1024;

type HandUpMethods = 'handUp.settings' | 'handUp.saveSettings' | 'handUp.setTemplate';

export function createHandUpHandlers(context: BackendContext): Pick<Handlers, HandUpMethods> {
  return {
    async 'handUp.settings'() {
      const { database } = context.session.require('出件设置');
      return { ...readHandUpSettings(database), columns: listColumnChoices() };
    },

    async 'handUp.saveSettings'({ by, ...change }) {
      const project = context.session.require('出件设置');
      const settings = writeHandUpSettings(project, change, by);
      context.emit('project.changed', { what: 'project' });
      return settings;
    },

    async 'handUp.setTemplate'({ path, by }) {
      const project = context.session.require('出件设置');
      if (path === null) {
        writeHandUpTemplate(project, null, by);
        return { templateName: null, placeholders: [], unknown: [] };
      }
      const name = basename(path);
      const bytes = await readTemplate(path);
      const { placeholders, unknown } = await checkTemplate(name, bytes);
      writeHandUpTemplate(project, { name, bytes }, by);
      return { templateName: name, placeholders: [...placeholders], unknown: [...unknown] };
    },
  };
}

async function readTemplate(path: string): Promise<Buffer> {
  const known = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new AppError('FILE_NOT_FOUND', { file: path });
    throw error;
  });
  if (known.size > largestTemplateBytes) {
    throw new AppError('TEMPLATE_INVALID', { file: basename(path), detail: '文件超过 20 MB' });
  }
  return readFile(path);
}
