import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { type ExportFormat, exportFormats } from '../../shared/contract/records/documentRecords.ts';
import { desktopShell } from '../backend/backend.ts';
import { useProject } from '../session/projectStore.ts';
import { PathField } from '../ui/PathField.tsx';
import { Section } from '../ui/Section.tsx';
import { HandUpSettingsForm } from './HandUpSettingsForm.tsx';
import { useHandUpSettings } from './handUpSettingsStore.ts';
import { ProductList } from './ProductList.tsx';
import { ReportProgress } from './ReportProgress.tsx';
import {
  createRelease,
  listReleases,
  previewProduct,
  rebuildRelease,
  rerunProducts,
  useReport,
  verifyRelease,
  writeExport,
} from './reportStore.ts';

/** Pages for every plot take minutes for thousands of plots; they are chosen, not given. */
const releasedByDefault: readonly ExportFormat[] = [
  ...(['xlsx', 'csv', 'gpkg', 'geojson', 'shp', 'kml', 'txt', 'docx'] as const),
  ...(['statistics', 'bulletin', 'wallmap'] as const),
];

/** What to hand up, in which formats, and where to. */
export function ReportPane() {
  const hasRun = useProject((state) => state.project?.run != null);
  const busy = useReport((state) => state.busy);
  const [what, setWhat] = useState<'plots' | 'eligible'>('eligible');
  const [chosen, setChosen] = useState<ExportFormat[]>(['xlsx', 'gpkg']);
  const [exportTo, setExportTo] = useState('');
  const [releaseTo, setReleaseTo] = useState('');
  const [released, setReleased] = useState<ExportFormat[]>([...releasedByDefault]);
  const [replace, setReplace] = useState(false);
  const hasTemplate = useHandUpSettings(({ settings }) => settings?.templateName != null);
  const without: readonly ExportFormat[] = !hasRun ? exportFormats : hasTemplate ? [] : ['template'];
  const browse = (title: string, put: (path: string) => void) =>
    desktopShell().kind === 'desktop'
      ? async () => {
          const folder = await desktopShell().chooseFolder({ title });
          if (folder !== null) put(folder);
        }
      : undefined;

  return (
    <div className="pane-scroll">
      <Section title="导出清单">
        <div className="form">
          <Radio.Group
            aria-label="导出内容"
            value={what}
            onChange={(event) => setWhat(event.target.value)}
            options={[
              { value: 'eligible', label: '可恢复图斑', disabled: !hasRun },
              { value: 'plots', label: '全部图斑' },
            ]}
          />
          {!hasRun && <p className="pane-hint">“可恢复图斑”需要核算结果。请先核算（F5）。</p>}
          <ProductList
            label="导出成果种类"
            chosen={chosen}
            without={without}
            onChange={setChosen}
            onPreview={(format) => void previewProduct(what, format)}
          />
          <PathField
            label="导出文件夹"
            value={exportTo}
            placeholder="导出到文件夹"
            onChange={setExportTo}
            onBrowse={browse('导出到文件夹', setExportTo)}
          />
          <Button
            type="primary"
            loading={busy === 'export'}
            disabled={exportTo.trim() === '' || chosen.length === 0 || (what === 'eligible' && !hasRun)}
            onClick={() => void writeExport({ what, formats: chosen, directory: exportTo.trim() })}
          >
            导出
          </Button>
        </div>
      </Section>
      <Section title="出件勾稽">
        <p className="pane-text">
          从同一份快照写出全部成果，再逐个读回核对块数和面积；有一处不符就不发布。成果附校验清单，以后随时可以复核。
        </p>
        <div className="form">
          <ProductList
            label="成果种类"
            chosen={released}
            without={without}
            onChange={setReleased}
            onPreview={(format) => void previewProduct('plots', format)}
          />
          <PathField
            label="成果文件夹"
            value={releaseTo}
            placeholder="成果文件夹"
            onChange={setReleaseTo}
            onBrowse={browse('成果文件夹', setReleaseTo)}
          />
          <Checkbox checked={replace} onChange={({ target }) => setReplace(target.checked)}>
            替换文件夹中已有的成果
          </Checkbox>
          <ReportProgress />
          <div className="button-row">
            <Button
              type="primary"
              loading={busy === 'release'}
              disabled={releaseTo.trim() === '' || released.length === 0 || !hasRun}
              onClick={() => void createRelease(releaseTo.trim(), released, replace)}
            >
              发布成果
            </Button>
            <Button
              loading={busy === 'rerun'}
              disabled={releaseTo.trim() === '' || released.length === 0}
              title="按这份成果出件时的数据，只重做勾选的几种，其余文件不动"
              onClick={() => void rerunProducts(releaseTo.trim(), released)}
            >
              重做所选
            </Button>
            <Button
              loading={busy === 'rebuild'}
              disabled={releaseTo.trim() === ''}
              title="按操作记录把这份成果原样重做到旁边的文件夹，并逐字节比较"
              onClick={() => void rebuildRelease(releaseTo.trim(), `${releaseTo.trim()}_重建`)}
            >
              原样重建
            </Button>
            <Button
              loading={busy === 'verify'}
              disabled={releaseTo.trim() === ''}
              onClick={() => void verifyRelease(releaseTo.trim())}
            >
              校验已有成果
            </Button>
            <Button
              loading={busy === 'list'}
              disabled={releaseTo.trim() === ''}
              onClick={() => void listReleases(releaseTo.trim())}
            >
              列出文件夹中的成果
            </Button>
          </div>
        </div>
      </Section>
      <HandUpSettingsForm />
    </div>
  );
}
