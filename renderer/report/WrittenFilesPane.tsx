import { desktopShell } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { FailureNotice } from '../ui/FailureNotice.tsx';
import { formatCount, formatDecimal } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { HandUpSettingsForm } from './HandUpSettingsForm.tsx';
import { ReleaseFindings } from './ReleaseFindings.tsx';
import { ReleaseList } from './ReleaseList.tsx';
import { useReport } from './reportStore.ts';

/** What was written last, where a release does not agree, the releases there are, and how the project hands up. */
export function WrittenFilesPane() {
  return (
    <>
      <Result />
      <ReleaseList />
      <HandUpSettingsForm />
    </>
  );
}

function Result() {
  const result = useReport((state) => state.result);
  const failure = useReport((state) => state.failure);
  if (failure?.code === 'OPERATION_CANCELLED')
    return (
      <Section title="已取消">
        <p className="pane-hint" role="status">
          {failure.message}
        </p>
      </Section>
    );
  if (failure !== null)
    return (
      <Section title="未完成">
        <FailureNotice {...failure} />
        {failure.code === 'FILE_EXISTS' && (
          <p className="pane-hint">要换掉原来的成果，请勾选左侧的“替换文件夹中已有的成果”再发布。</p>
        )}
      </Section>
    );
  if (result === null)
    return (
      <EmptyState title="写出的文件会列在这里">
        每个文件都列出行数、净面积合计和校验值；各格式的块数与合计必须一致。
      </EmptyState>
    );
  const { title, directory, files, findings } = result;
  return (
    <>
      {findings !== null && <ReleaseFindings findings={findings} />}
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
        {files.length > 0 && (
          <ul className="file-list written-files num">
            {files.map((file) => (
              <li key={file.path} title={`SHA-256 ${file.sha256}`}>
                <span className="ellipsis">{file.path.split(/[\\/]/).at(-1)}</span>
                <span className="right">{formatCount(file.rows)} 行</span>
                <span className="right">
                  {file.netMu === null ? '' : `${formatDecimal(file.netMu, 2)} 亩`}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
