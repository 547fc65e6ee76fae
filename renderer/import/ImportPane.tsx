import { Button, Segmented } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { cancelJob, runningJobs, useJobs } from '../session/jobStore.ts';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { PathField } from '../ui/PathField.tsx';
import { ProgressLine } from '../ui/ProgressLine.tsx';
import { Section } from '../ui/Section.tsx';
import { DatasetForm } from './DatasetForm.tsx';
import { ImportReports } from './ImportReports.tsx';
import { type ImportKind, inspect, pauseImports, useImport } from './importStore.ts';
import { RasterForm } from './RasterForm.tsx';
import { UnfinishedImports } from './UnfinishedImports.tsx';

const kinds: readonly { readonly value: ImportKind; readonly label: string }[] = [
  { value: 'vector', label: '矢量图层' },
  { value: 'imagery', label: '影像' },
  { value: 'dem', label: '高程（坡度）' },
];
const extensions: Readonly<Record<ImportKind, readonly string[]>> = {
  vector: ['shp', 'gpkg', 'geojson', 'json', 'gdb', 'kml', 'dxf'],
  imagery: ['tif', 'tiff', 'png', 'jpg', 'jpeg', 'mbtiles', 'gpkg', 'img', 'jp2'],
  dem: ['tif', 'tiff', 'img'],
};

const isImagery = (method: string) => method === 'import.imagery' || method === 'import.resume';

/** Import in three steps: choose files, see what is in them, say what they are for. */
export function ImportPane() {
  const { busy, datasets, failure } = useImport();
  const job = useJobs((state) => runningJobs(state.jobs).find(({ method }) => method.startsWith('import.')));
  const [kind, setKind] = useState<ImportKind>('vector');
  const [paths, setPaths] = useState('');
  const files = paths
    .split(/[;\n]/)
    .map((path) => path.trim())
    .filter((path) => path !== '');
  const browse = async () => {
    const chosen = await desktopShell().chooseFiles({
      title: '选择要导入的文件',
      extensions: extensions[kind],
      multiple: kind !== 'dem',
    });
    if (chosen.length > 0) setPaths(chosen.join(';'));
  };

  return (
    <>
      <Section title="① 选择文件">
        <div className="form">
          <Segmented<ImportKind> block options={[...kinds]} value={kind} onChange={setKind} />
          <PathField
            label="文件路径"
            value={paths}
            placeholder={kind === 'vector' ? '文件路径，多个用分号隔开' : '影像文件路径（.tif）'}
            onChange={setPaths}
            onBrowse={desktopShell().kind === 'desktop' ? browse : undefined}
            onEnter={() => void inspect(files)}
          />
          {kind === 'vector' ? (
            <Button
              type={datasets.length === 0 ? 'primary' : 'default'}
              loading={busy === 'inspect'}
              disabled={files.length === 0}
              onClick={() => void inspect(files)}
            >
              查看内容（不写入）
            </Button>
          ) : (
            <RasterForm key={kind} kind={kind} files={files} />
          )}
          {failure !== null && <FailureNotice {...failure} />}
          {job !== undefined && (
            <div className="run-progress num">
              <span className="ellipsis">
                {job.stage} {job.total > 0 && `${job.done} / ${job.total}`}
              </span>
              {isImagery(job.method) && (
                <button type="button" className="link" onClick={pauseImports}>
                  暂停
                </button>
              )}
              <button type="button" className="link" onClick={() => cancelJob(job.jobId)}>
                取消
              </button>
              <ProgressLine label={job.stage} done={job.done} total={job.total} width="100%" />
            </div>
          )}
          {kind === 'vector' && datasets.length === 0 && failure === null && (
            <p className="pane-hint">
              支持 Shapefile、GeoPackage、GeoJSON
              等。来源文件只读，不会被改动；无效的图形先修复，修复前后面积都会列出。
            </p>
          )}
        </div>
      </Section>
      {kind === 'vector' &&
        datasets.map((dataset, index) => (
          <DatasetForm key={`${dataset.file} ${dataset.layer}`} dataset={dataset} number={index} />
        ))}
      <UnfinishedImports />
      <ImportReports />
    </>
  );
}
