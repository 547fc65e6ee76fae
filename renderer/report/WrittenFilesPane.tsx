import { desktopShell } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { ListPreviewView } from './ListPreviewView.tsx';
import { ProductPreviewView } from './ProductPreviewView.tsx';
import { productTitles } from './productTitles.ts';
import { ReleaseListView } from './ReleaseListView.tsx';
import { useReport } from './reportStore.ts';
import { ShapefileFieldsView } from './ShapefileFieldsView.tsx';

/** Every file that was written, with its rows, its sum and its fingerprint; or where a release does not agree. */
export function WrittenFilesPane() {
  const { title, directory, files, verified, failure, preview, page, fields, releases } = useReport();
  if (failure !== null)
    return (
      <Section title="未完成">
        <FailureNotice {...failure} />
      </Section>
    );
  if (preview !== null) return <ListPreviewView preview={preview} />;
  if (page !== null) return <ProductPreviewView preview={page.preview} name={productTitles[page.format]} />;
  if (fields !== null) return <ShapefileFieldsView fields={fields} />;
  if (releases !== null) return <ReleaseListView releases={releases} />;
  if (directory === null)
    return (
      <EmptyState title="写出的文件会列在这里">
        每个文件都列出行数、净面积合计和校验值；各格式的块数与合计必须一致。
      </EmptyState>
    );
  return (
    <>
      {verified !== null && (
        <Section title="勾稽">
          {verified.ok ? (
            <p className="verified-ok">✓ 全部文件的块数、面积与校验清单一致。</p>
          ) : (
            <>
              <p className="pane-hint pane-hint-warn">有 {verified.findings.length} 处不符，成果不可用：</p>
              <ul className="finding-list num">
                {verified.findings.map((finding) => (
                  <li key={`${finding.file} ${finding.where}`}>
                    <b>{finding.file}</b> {finding.where}
                    <div className="muted">
                      应为 {finding.expected}，实为 {finding.found}
                    </div>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Section>
      )}
      <Section title={title} aside={files.length > 0 ? `${files.length} 个` : undefined}>
        <p className="path selectable">
          {directory}
          {desktopShell().kind === 'desktop' && (
            <button
              type="button"
              className="link"
              onClick={() => desktopShell().showInFolder(directory).catch(showFailure)}
            >
              打开文件夹
            </button>
          )}
        </p>
        <ul className="file-list num">
          {files.map((file) => (
            <li key={file.path}>
              <b className="ellipsis" title={file.path}>
                {file.path.split(/[\\/]/).at(-1)}
              </b>
              <span>{formatCount(file.rows)} 行</span>
              <span className="right">{file.netMu === null ? '' : `${formatDecimal(file.netMu, 2)} 亩`}</span>
              <span className="hash" title={file.sha256}>
                SHA-256 {file.sha256.slice(0, 16)}…
              </span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
