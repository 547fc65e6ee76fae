import { Button, Checkbox, Radio } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { useProject } from '../session/projectStore.ts';
import { PathField } from '../ui/PathField.tsx';
import { Section } from '../ui/Section.tsx';
import {
  createRelease,
  type ExportFormat,
  listReleases,
  previewList,
  useReport,
  verifyRelease,
  writeExport,
} from './reportStore.ts';

const formats: readonly { readonly value: ExportFormat; readonly label: string }[] = [
  { value: 'xlsx', label: 'Excel 清单（xlsx）' },
  { value: 'gpkg', label: 'GeoPackage（gpkg）' },
  { value: 'shp', label: 'Shapefile（shp，GBK）' },
  { value: 'geojson', label: 'GeoJSON' },
  { value: 'csv', label: 'CSV' },
  { value: 'kml', label: 'KML（奥维等）' },
  { value: 'txt', label: '坐标文件（txt，8 项与 12 项）' },
  { value: 'docx', label: '核算报告（docx）' },
  { value: 'pdf', label: '图斑卡片（pdf，一图斑一页）' },
];
/** Cards of thousands of plots take minutes; they are chosen, not given. */
const releasedByDefault = formats.map(({ value }) => value).filter((value) => value !== 'pdf');

/** What to hand up, in which formats, and where to. */
export function ReportPane() {
  const hasRun = useProject((state) => state.project?.run != null);
  const busy = useReport((state) => state.busy);
  const [what, setWhat] = useState<'plots' | 'eligible'>('eligible');
  const [chosen, setChosen] = useState<ExportFormat[]>(['xlsx', 'gpkg']);
  const [exportTo, setExportTo] = useState('');
  const [releaseTo, setReleaseTo] = useState('');
  const [released, setReleased] = useState<ExportFormat[]>(releasedByDefault);
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
          <Checkbox.Group
            className="format-list"
            aria-label="格式"
            value={chosen}
            options={formats.map(({ value, label }) => ({ value, label }))}
            onChange={(values) => setChosen(values as ExportFormat[])}
          />
          <PathField
            label="导出文件夹"
            value={exportTo}
            placeholder="导出到文件夹"
            onChange={setExportTo}
            onBrowse={browse('导出到文件夹', setExportTo)}
          />
          <Button loading={busy === 'preview'} disabled={!hasRun} onClick={() => void previewList(what)}>
            预览
          </Button>
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
          <Checkbox.Group
            className="format-list"
            aria-label="成果种类"
            value={released}
            options={formats.map(({ value, label }) => ({ value, label }))}
            onChange={(values) => setReleased(values as ExportFormat[])}
          />
          <PathField
            label="成果文件夹"
            value={releaseTo}
            placeholder="成果文件夹"
            onChange={setReleaseTo}
            onBrowse={browse('成果文件夹', setReleaseTo)}
          />
          <div className="button-row">
            <Button
              type="primary"
              loading={busy === 'release'}
              disabled={releaseTo.trim() === '' || released.length === 0 || !hasRun}
              onClick={() => void createRelease(releaseTo.trim(), released)}
            >
              发布成果
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
    </div>
  );
}
