import { showDock } from '../session/viewStore.ts';
import { formatMu } from '../ui/formatArea.ts';
import { formatBytes, formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { type ImportReport, useImport } from './importStore.ts';

/** What the imports of this session did, newest first. */
export function ImportReports() {
  const reports = useImport((state) => state.reports);
  if (reports.length === 0) return null;
  return (
    <Section title="导入报告">
      {reports.map((entry) => (
        <div
          key={`${entry.kind} ${entry.kind === 'imagery' ? entry.report.imageId : entry.report.layerId}`}
          className="import-report num"
        >
          <b>✓ {entry.name}</b>
          <ReportFacts entry={entry} />
        </div>
      ))}
    </Section>
  );
}

function ReportFacts({ entry }: { readonly entry: ImportReport }) {
  if (entry.kind === 'imagery') {
    const { width, height, bands, resolutionMeters, tiles, bytes, crs, elapsedMs } = entry.report;
    return (
      <p className="pane-hint">
        {formatCount(width)}×{formatCount(height)} 像素 · {bands} 波段 · {formatDecimal(resolutionMeters, 2)}{' '}
        m · {crs} · {formatCount(tiles)} 个瓦片（{formatBytes(bytes)}）· 用时{' '}
        {formatDecimal(elapsedMs / 1000, 1)} 秒
      </p>
    );
  }
  if (entry.kind === 'dem') {
    const { cellMeters, steepSquareMeters, thresholdDegrees } = entry.report;
    return (
      <p className="pane-hint">
        像元 {formatDecimal(cellMeters, 1)} m · 坡度 ≥{thresholdDegrees}° 共 {formatMu(steepSquareMeters)} 亩
      </p>
    );
  }
  const { read, imported, repaired, skipped, crs, crsFrom, encoding, encodingFrom, elapsedMs } = entry.report;
  return (
    <>
      <p className="pane-hint">
        读取 {formatCount(read)}，导入 {formatCount(imported)} · {crs}（
        {crsFrom === 'file' ? '按文件' : '人工指定'}）· {encoding}（
        {encodingFrom === 'guess' ? '推测' : '确定'}）· 用时 {formatDecimal(elapsedMs / 1000, 1)} 秒
      </p>
      {(repaired.length > 0 || skipped.length > 0) && (
        <p className="pane-hint pane-hint-warn">
          修复 {repaired.length} 个，跳过 {skipped.length} 个。
          <button type="button" className="link" onClick={() => showDock('problems')}>
            查看清单
          </button>
        </p>
      )}
    </>
  );
}
