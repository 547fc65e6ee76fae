import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import type { CallContext, Handlers, RequestOf } from '../../../shared/contract/backendApi.ts';
import type { CancelSignal } from '../../../shared/contract/cancelSignal.ts';
import type { ProjectSummary } from '../../../shared/contract/records/projectRecords.ts';
import type { BackendContext } from '../backendContext.ts';
import { createSampleCounty } from '../sample/createSampleCounty.ts';
import type { SampleFile, SampleFileRole } from '../sample/sampleFiles.ts';
import { projectFileName } from '../storage/project/openProject.ts';

type SampleMethod = 'sample.create' | 'sample.build' | 'sample.open';

const by = '示例';
const sampleCrs = 'EPSG:4545';

type ImportSettings = Pick<RequestOf<'import.vector'>, 'role' | 'rule' | 'name' | 'layer'>;

/** How each sample file is imported; files not named here (issued list, DEM, notes) stay beside the project. */
const vectorImports: Partial<Record<SampleFileRole, readonly ImportSettings[]>> = {
  plots: [{ role: 'plots', name: '流出图斑' }],
  dltb: [{ role: 'dltb', name: '地类图斑' }],
  slope: [{ role: 'slope', rule: 'E01', name: '坡度图' }],
  ecologicalRedLine: [{ role: 'exclusion', rule: 'E02', name: '生态保护红线' }],
  natureReserve: [{ role: 'exclusion', rule: 'E03', name: '自然保护地' }],
  waterSource: [{ role: 'exclusion', rule: 'E04', name: '饮用水水源保护区' }],
  riverManagement: [{ role: 'exclusion', rule: 'E05', name: '河湖管理范围' }],
  forest: [{ role: 'exclusion', rule: 'E07', name: '林地一张图' }],
  basicFarmland: [{ role: 'reference', rule: 'W04', name: '永久基本农田' }],
  urbanGrowth: [{ role: 'reference', rule: 'W03', name: '城镇开发边界' }],
  towns: [
    { role: 'towns', layer: 'XZQ', name: '乡镇' },
    { role: 'villages', layer: 'CJDCQ', name: '村' },
  ],
};

const epochs: Partial<Record<SampleFileRole, string>> = {
  imageryEarlier: '2023-05',
  imageryLater: '2026-03',
};

/** The sample county: made by a generator, then imported and computed by the same handlers a user drives. */
export function createSampleHandlers(
  context: BackendContext,
  handlers: Omit<Handlers, SampleMethod>,
): Pick<Handlers, SampleMethod> {
  const build = async (request: RequestOf<'sample.build'>, call: CallContext): Promise<ProjectSummary> => {
    const { directory, ...options } = request;
    const sample = await createSampleCounty({
      ...options,
      directory: join(directory, 'source'),
      signal: toAbortSignal(call.signal),
      onProgress: call.reportProgress,
    });
    const projectDirectory = join(directory, 'project');
    await handlers['project.create'](
      { directory: projectDirectory, name: '示例县 2026 年耕地恢复核查', crs: sampleCrs },
      call,
    );
    for (const file of sample.files) await importSampleFile(file, handlers, call);
    await handlers['eligibility.run']({ by }, call);
    return handlers['project.info']({}, call);
  };

  return {
    async 'sample.create'(request, call) {
      const sample = await createSampleCounty({
        ...request,
        signal: toAbortSignal(call.signal),
        onProgress: call.reportProgress,
      });
      return { dir: sample.dir, files: [...sample.files], plots: sample.plots };
    },

    'sample.build': build,

    async 'sample.open'(_request, call) {
      const directory = join(context.applicationDirectory, 'sample');
      const projectDirectory = join(directory, 'project');
      if (existsSync(join(projectDirectory, projectFileName))) {
        return handlers['project.open']({ directory: projectDirectory }, call);
      }
      try {
        return await build({ directory }, call);
      } catch (error) {
        // half a sample would be opened as a whole one next time
        context.session.replace(null);
        await rm(directory, { recursive: true, force: true });
        throw error;
      }
    },
  };
}

async function importSampleFile(
  file: SampleFile,
  handlers: Omit<Handlers, SampleMethod>,
  call: CallContext,
): Promise<void> {
  const epoch = epochs[file.role];
  if (epoch !== undefined) {
    const name = basename(file.path, extname(file.path));
    await handlers['import.imagery']({ files: [file.path], epoch, name, sensor: '合成影像', by }, call);
    return;
  }
  for (const settings of vectorImports[file.role] ?? []) {
    await handlers['import.vector']({ file: file.path, ...settings, by }, call);
  }
}

/** The generator hands its signal on to Node's own functions, which want the real class. */
function toAbortSignal(signal: CancelSignal): AbortSignal {
  const controller = new AbortController();
  if (signal.aborted) controller.abort();
  signal.addEventListener('abort', () => controller.abort(), { once: true });
  return controller.signal;
}
