import { useKeyText } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { useReviewer } from '../session/reviewerStore.ts';
import { setView } from '../session/viewStore.ts';
import { formatClock } from '../ui/formatNumber.ts';
import { MenuBar } from './MenuBar.tsx';

/** Product, menus, project, who judges, and that everything is saved. */
export function Header() {
  const directory = useProject((state) => state.project?.directory);
  const name = useProject((state) => state.project?.name);
  const reviewer = useReviewer((state) => state.name);
  const paletteKey = useKeyText('window.palette');
  return (
    <header className="header">
      <b className="brand">田衡</b>
      <MenuBar />
      <span className="project-name ellipsis" title={directory}>
        {name}
      </span>
      <button
        type="button"
        className="plain muted"
        title="更改审核员姓名"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setView({ dialog: 'reviewer' })}
      >
        审核员 {reviewer}
      </button>
      <SavedMark />
      <button
        type="button"
        className="search"
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setView({ dialog: 'palette' })}
      >
        <span>搜索图斑、村、命令</span>
        <span className="key-hint">{paletteKey}</span>
      </button>
    </header>
  );
}

/** Alone, so that a verdict does not draw the menus anew. */
function SavedMark() {
  const savedAt = useProject((state) => state.savedAt);
  if (savedAt === null) return null;
  return (
    <span className="saved num" title="每次判定在显示下一块之前已写入磁盘">
      ✓ 已自动保存 {formatClock(savedAt)}
    </span>
  );
}
