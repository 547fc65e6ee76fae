import { Button } from 'antd';
import { useEffect } from 'react';
import { Section } from '../ui/Section.tsx';
import { discardImport, fileName, refreshUnfinished, resumeImport, useImport } from './importStore.ts';

/** Imports of imagery that were paused or cut off by a crash: go on, or give up. */
export function UnfinishedImports() {
  const { unfinished, busy } = useImport();
  useEffect(() => void refreshUnfinished(), []);
  if (unfinished.length === 0) return null;
  return (
    <Section title="未完成的导入">
      <div className="form">
        {unfinished.map(({ importId, name, epoch, files }) => (
          <div key={importId} className="run-progress">
            <span className="ellipsis" title={files.join('\n')}>
              {epoch} · {name || fileName(files[0] ?? '')}
            </span>
            <Button
              size="small"
              type="primary"
              disabled={busy !== null}
              onClick={() => void resumeImport(importId, name || epoch)}
            >
              继续
            </Button>
            <Button size="small" disabled={busy !== null} onClick={() => void discardImport(importId)}>
              放弃
            </Button>
          </div>
        ))}
        <p className="pane-hint">继续时从上次完成的位置接着切片；放弃会删除已切的部分，来源文件不动。</p>
      </div>
    </Section>
  );
}
