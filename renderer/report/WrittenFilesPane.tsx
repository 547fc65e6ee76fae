import type { FileContent, WrittenFile } from '../../shared/contract/records/documentRecords.ts';
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
        每个文件都列出其中的行数与面积合计；坐标系、编码等附属文件和图件没有行数，只有校验值。
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
              <WrittenFileRow key={file.path} file={file} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

/** A file with the rows and area of what it lists first, and in a line below what else stands in it. */
function WrittenFileRow({ file: { path, sha256, contents } }: { readonly file: WrittenFile }) {
  const name = path.split(/[\\/]/).at(-1);
  const [first, ...others] = contents;
  return (
    <li title={`${name}\nSHA-256 ${sha256}`}>
      <span className="ellipsis">{name}</span>
      <span className="right">{first === undefined ? '' : `${formatCount(first.rows)} 行`}</span>
      <span className="right" title={first?.area?.of === 'net' ? '可恢复净面积合计' : '面积合计'}>
        {showArea(first?.area ?? null)}
      </span>
      {others.length > 0 && (
        <span className="file-further">
          另有：
          {others
            .map(({ name: title, rows, area }) => `${title} ${formatCount(rows)} 行 ${showArea(area)}`.trim())
            .join('，')}
        </span>
      )}
    </li>
  );
}

function showArea(area: FileContent['area']): string {
  return area === null ? '' : `${formatDecimal(area.mu, 2)} 亩`;
}
