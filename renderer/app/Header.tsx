import { Dropdown } from 'antd';
import { runCommandById } from '../commands/registry.ts';
import { useProject } from '../session/projectStore.ts';
import { useReviewer } from '../session/reviewerStore.ts';
import { setView } from '../session/viewStore.ts';
import { formatClock } from '../ui/formatNumber.ts';

const projectMenu = [
  { key: 'project.open', label: '打开项目…　Ctrl+O' },
  { key: 'project.create', label: '新建项目…' },
  { key: 'project.sample', label: '打开示例县' },
  { key: 'window.cheatSheet', label: '快捷键一览　?' },
];

/** Product, project, who judges, and that everything is saved. */
export function Header() {
  const project = useProject((state) => state.project);
  const savedAt = useProject((state) => state.savedAt);
  const reviewer = useReviewer((state) => state.name);
  return (
    <header className="header">
      <b className="brand">田衡</b>
      <Dropdown trigger={['click']} menu={{ items: projectMenu, onClick: ({ key }) => runCommandById(key) }}>
        <button type="button" className="plain project-name ellipsis" title={project?.directory}>
          {project?.name} <span className="caret">▾</span>
        </button>
      </Dropdown>
      <button
        type="button"
        className="plain muted"
        title="更改审核员姓名"
        onClick={() => setView({ dialog: 'reviewer' })}
      >
        审核员 {reviewer}
      </button>
      {savedAt !== null && (
        <span className="saved num" title="每次判定在显示下一块之前已写入磁盘">
          ✓ 已自动保存 {formatClock(savedAt)}
        </span>
      )}
      <button type="button" className="search" onClick={() => setView({ dialog: 'palette' })}>
        <span>搜索图斑、村、命令</span>
        <span className="key-hint">Ctrl+K</span>
      </button>
    </header>
  );
}
