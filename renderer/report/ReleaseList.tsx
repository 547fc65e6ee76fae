import { Button } from 'antd';
import { useState } from 'react';
import type { ReleaseRecord } from '../../shared/contract/records/documentRecords.ts';
import { releaseStateTitles } from '../../shared/text/labels.zh-CN.ts';
import { desktopShell } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PathField } from '../ui/PathField.tsx';
import { Section } from '../ui/Section.tsx';
import { useReportChoice } from './reportChoiceStore.ts';
import { listReleases, rebuildRelease, rerunProducts, useReport, verifyRelease } from './reportStore.ts';

/** The releases of a folder, whether each still is what was sealed, and what can be done with it. */
export function ReleaseList() {
  const releases = useReport((state) => state.releases);
  const busy = useReport((state) => state.busy);
  const [typed, setTyped] = useState<string | null>(null);
  const folder = typed ?? releases?.folder ?? '';
  const list = (path: string) => {
    if (path.trim() === '') return;
    setTyped(null);
    void listReleases(path.trim());
  };
  const browse =
    desktopShell().kind === 'desktop'
      ? async () => {
          const chosen = await desktopShell().chooseFolder({ title: '放着成果的文件夹' });
          if (chosen !== null) list(chosen);
        }
      : undefined;
  return (
    <Section title="已有成果" aside={releases === null ? undefined : `${releases.records.length} 份`}>
      <div className="release-folder">
        <PathField
          label="放着成果的文件夹"
          value={folder}
          placeholder="放着成果的文件夹"
          onChange={setTyped}
          onEnter={() => list(folder)}
          onBrowse={browse}
        />
        <Button
          loading={busy === 'list'}
          disabled={folder.trim() === '' || busy !== null}
          onClick={() => list(folder)}
        >
          列出
        </Button>
      </div>
      {releases === null ? (
        <p className="pane-hint">发布后自动列出；也可填写收到的成果所在的文件夹，再逐份校验。</p>
      ) : releases.records.length === 0 ? (
        <EmptyState title="这个文件夹里没有成果">请填写成果文件夹的上一级文件夹。</EmptyState>
      ) : (
        <ul className="release-list">
          {releases.records.map((record) => (
            <ReleaseRow key={record.directory} record={record} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ReleaseRow({ record }: { readonly record: ReleaseRecord }) {
  const { directory, name, changedAtUtc, files, state, sameAs } = record;
  const busy = useReport((all) => all.busy);
  const differences = useReport((all) => all.verified[directory]);
  const chosen = useReportChoice((all) => all.formats.length);
  const shown = differences !== undefined && differences > 0 ? 'changed' : state;
  const [unreadable, stopped] = [state === 'unreadable', busy !== null];
  return (
    <li aria-label={name}>
      <div className="release-head">
        <b className="ellipsis" title={directory}>
          {name}
        </b>
        <span className={`release-state release-${shown}`}>{releaseStateTitles[shown]}</span>
      </div>
      <div className="muted num">
        {unreadable ? '不是本程序能读的成果' : `${files} 个文件 · 数据截至 ${changedAtUtc.slice(0, 10)}`}
        {sameAs !== '' && ` · 与“${sameAs}”逐字节相同`}
        {differences === 0 && ' · 刚才校验一致'}
        {differences !== undefined && differences > 0 && ` · ${differences} 处不符`}
      </div>
      <div className="release-actions">
        <button
          type="button"
          className="link"
          aria-label={`校验 ${name}`}
          disabled={stopped || unreadable}
          onClick={() => void verifyRelease(directory)}
        >
          校验
        </button>
        <button
          type="button"
          className="link"
          aria-label={`重做所选 ${name}`}
          title="按这份成果出件时的数据，只重做左侧勾选的几种，其余文件不动"
          disabled={stopped || unreadable || chosen === 0}
          onClick={() => void rerunProducts(directory)}
        >
          重做所选 {chosen} 种
        </button>
        <button
          type="button"
          className="link"
          aria-label={`原样重建 ${name}`}
          title="按操作记录把这份成果原样重做到旁边的文件夹，并逐字节比较"
          disabled={stopped || unreadable}
          onClick={() => void rebuildRelease(directory)}
        >
          原样重建
        </button>
        {desktopShell().kind === 'desktop' && (
          <button
            type="button"
            className="link"
            aria-label={`打开文件夹 ${name}`}
            onClick={() => desktopShell().showInFolder(directory).catch(showFailure)}
          >
            打开文件夹
          </button>
        )}
      </div>
    </li>
  );
}
