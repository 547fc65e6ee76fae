import type { ReleaseRecord } from '../../shared/contract/records/documentRecords.ts';
import { releaseStateTitles } from '../../shared/text/labels.zh-CN.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { Section } from '../ui/Section.tsx';

/** The releases of a folder and whether each still is what was sealed. */
export function ReleaseListView({ releases }: { readonly releases: readonly ReleaseRecord[] }) {
  if (releases.length === 0)
    return <EmptyState title="这个文件夹里没有成果">请选择成果文件夹的上一级文件夹。</EmptyState>;
  return (
    <Section title="已有成果" aside={`${releases.length} 份`}>
      <ul className="file-list num">
        {releases.map(({ directory, name, changedAtUtc, files, state }) => (
          <li key={directory} title={directory}>
            <b className="ellipsis">{name}</b>
            <span>{files} 个文件</span>
            <span className="right">{releaseStateTitles[state]}</span>
            <span className="hash">数据截至 {changedAtUtc.slice(0, 10) || '—'}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
