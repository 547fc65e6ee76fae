import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Command } from './command.ts';

const chipPixels = 512;

const chip: Command = {
  name: 'plot chip',
  usage: 'plot chip PROJECT PLOTNO --out FOLDER [--size 512]',
  summary: '绘制图斑各期影像小图（PNG）',
  options: { out: { type: 'string' }, size: { type: 'string' } },
  async run({ client, args, output, signal }) {
    const project = await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const plotNo = args.positional(1, 'PLOTNO');
    const { plotId } = await client.call('plot.find', { plotNo }, signal);
    const folder = args.requiredText('out');
    const size = args.number('size') ?? chipPixels;
    const files: string[] = [];
    for (const { id: imageId, epoch } of project.imagery) {
      const request = { plotId, imageId, width: size, height: size };
      files.push(
        writeNew(join(folder, `${plotNo}_${epoch}.png`), await client.call('plot.chip', request, signal)),
      );
    }
    output.result({ plotNo, files });
    for (const file of files) output.line(`已写入 ${file}`);
    if (files.length === 0) output.line('项目中没有影像，没有可绘制的小图。');
    return files.length === 0 ? 1 : 0;
  },
};

const similar: Command = {
  name: 'plot similar',
  usage: 'plot similar PROJECT PLOTNO',
  summary: '列出与已判图斑前后变化相似的未判图斑',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const { plotId } = await client.call('plot.find', { plotNo: args.positional(1, 'PLOTNO') }, signal);
    const found = await client.call('similar.find', { plotId }, signal);
    output.result(found);
    for (const { row, confidence, preselected } of found.plots) {
      output.line(
        `${preselected ? '✓' : ' '} ${row.plotNo}  ${row.townName}${row.villageName}  ${Math.round(100 * confidence)}%`,
      );
    }
    const sure = found.plots.filter(({ preselected }) => preselected).length;
    output.line(
      found.verdictCode === null
        ? `图斑 ${found.plotNo} 还没有结论，请先判读。`
        : `相似 ${found.plots.length} 块，其中把握大的 ${sure} 块。`,
    );
    return 0;
  },
};

export const chipCommands: readonly Command[] = [chip, similar];

/** Nothing of anyone's is overwritten. */
function writeNew(file: string, bytes: Uint8Array): string {
  try {
    writeFileSync(file, bytes, { flag: 'wx' });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new AppError('FILE_EXISTS', { file }, { cause });
    throw new AppError('FOLDER_NOT_WRITABLE', { folder: join(file, '..') }, { cause });
  }
  return file;
}
