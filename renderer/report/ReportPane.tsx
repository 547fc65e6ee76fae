import { Button, Checkbox } from 'antd';
import { desktopShell } from '../backend/backend.ts';
import { printChord } from '../commands/chord.ts';
import { useKeyText } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { setView } from '../session/viewStore.ts';
import { PathField } from '../ui/PathField.tsx';
import { Section } from '../ui/Section.tsx';
import { ProductList } from './ProductList.tsx';
import { ReportProgress } from './ReportProgress.tsx';
import { changeChoice, listTitles, useReportChoice } from './reportChoiceStore.ts';
import { createRelease, useReport, writeExport } from './reportStore.ts';
import { useSelectedPlots } from './useSelectedPlots.ts';

/** What to hand up, in which formats, and where to. */
export function ReportPane() {
  const hasRun = useProject((state) => state.project?.run != null);
  const busy = useReport((state) => state.busy);
  const { lists, formats, folder, replace, selectedOnly } = useReportChoice();
  const selected = useSelectedPlots();
  const releaseKey = useKeyText('report.release');
  const toEligibility = useKeyText('mode.eligibility');
  const reason = !hasRun
    ? '还没有核算结果。'
    : formats.length === 0
      ? '请勾选要出的成果。'
      : lists.length === 0
        ? '请勾选清单范围。'
        : folder.trim() === ''
          ? '请填写成果文件夹。'
          : null;
  const browse =
    desktopShell().kind === 'desktop'
      ? async () => {
          const chosen = await desktopShell().chooseFolder({ title: '成果文件夹' });
          if (chosen !== null) changeChoice({ folder: chosen });
        }
      : undefined;

  return (
    <div className="report-pane">
      <div className="pane-scroll">
        <Section title="成果种类" aside={`已选 ${formats.length} 种`}>
          {!hasRun && (
            <p className="pane-hint pane-hint-warn">
              成果都要有核算结果。
              <button type="button" className="link" onClick={() => setView({ mode: 'eligibility' })}>
                先去核算 {toEligibility}
              </button>
            </p>
          )}
          <Checkbox.Group
            className="list-choice"
            aria-label="清单范围"
            value={[...lists]}
            options={(['plots', 'eligible'] as const).map((value) => ({ value, label: listTitles[value] }))}
            onChange={(chosen) => changeChoice({ lists: chosen })}
          />
          <ProductList />
          <p className="pane-hint">
            {printChord('Space')}勾选，{printChord('Enter')} 预览。
          </p>
        </Section>
      </div>
      <Section title="出件勾稽">
        <div className="form">
          <PathField
            label="成果文件夹"
            value={folder}
            placeholder="成果文件夹，如 D:\成果\第一次"
            onChange={(text) => changeChoice({ folder: text })}
            onBrowse={browse}
          />
          <Checkbox checked={replace} onChange={({ target }) => changeChoice({ replace: target.checked })}>
            替换文件夹中已有的成果
          </Checkbox>
          <Checkbox
            checked={selectedOnly && selected.length > 0}
            disabled={selected.length === 0}
            onChange={({ target }) => changeChoice({ selectedOnly: target.checked })}
          >
            <span title="在列表、属性表或地图上选中的图斑；没有多选时是当前图斑。发布的成果总是整份清单。">
              只导出选中的图斑（{selected.length} 块）
            </span>
          </Checkbox>
          <ReportProgress />
          <div className="button-row">
            <Button
              type="primary"
              loading={busy === 'release'}
              disabled={reason !== null || busy !== null}
              title={`从同一份快照写出全部成果，逐个读回核对块数和面积，有一处不符就不发布 ${releaseKey}`}
              onClick={() => void createRelease()}
            >
              发布成果
            </Button>
            <Button
              loading={busy === 'export'}
              disabled={reason !== null || busy !== null}
              title="只写出文件，不读回核对，也不封签；文件夹中同名的文件会被替换"
              onClick={() => void writeExport(selectedOnly && selected.length > 0 ? selected : undefined)}
            >
              只导出文件
            </Button>
          </div>
          {reason !== null && busy === null && <p className="pane-hint">{reason}</p>}
        </div>
      </Section>
    </div>
  );
}
