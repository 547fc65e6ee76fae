import { Button } from 'antd';
import { layerRoleLabels } from '../../shared/text/labels.zh-CN.ts';
import { backend } from '../backend/backend.ts';
import { imageryByDate } from '../map/chooseEpochs.ts';
import { refreshProject, useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';
import { setView } from '../session/viewStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { formatBytes, formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';

/** What the project holds: its place, layers and images, each with where it came from. */
export function ProjectDataPane() {
  const project = useProject((state) => state.project);
  if (project === null) return null;
  const backUp = () =>
    backend
      .call('project.backup', {})
      .then(({ path }) => showToast({ kind: 'info', text: `已备份到 ${path}` }))
      .catch(showFailure);
  const check = () =>
    backend
      .call('project.check', {})
      .then(({ ok, findings }) =>
        showToast({
          kind: ok ? 'info' : 'error',
          text: ok
            ? '项目检查通过：数据库完整，操作记录链完整。'
            : `项目检查发现 ${findings.length} 处问题。`,
        }),
      )
      .catch(showFailure);
  return (
    <div className="pane-scroll">
      <Section title="项目" aside={project.crsName}>
        <p className="path selectable num">{project.directory}</p>
        <div className="button-row">
          <Button size="small" onClick={() => setView({ dialog: 'openProject' })}>
            打开…
          </Button>
          <Button size="small" onClick={() => setView({ dialog: 'newProject' })}>
            新建…
          </Button>
          <Button size="small" onClick={backUp}>
            备份
          </Button>
          <Button size="small" onClick={check}>
            检查
          </Button>
        </div>
      </Section>
      <Section title="影像" aside={`${project.imagery.length} 期`}>
        {project.imagery.length === 0 && (
          <EmptyState title="还没有影像">在右侧导入至少前后两期影像，判读时才能对比。</EmptyState>
        )}
        <ul className="data-list num">
          {imageryByDate(project).map((image) => (
            <li
              key={image.id}
              title={`${formatCount(image.width)}×${formatCount(image.height)} 像素，${image.bands} 波段，${image.crs}`}
            >
              <b>{image.epoch}</b>
              <span className="ellipsis">{image.name}</span>
              <span className="muted">
                {image.resolutionMeters.toFixed(1)} m · {formatBytes(image.bytes)}
              </span>
            </li>
          ))}
        </ul>
      </Section>
      <Section title="图层" aside={`${project.layers.length} 个`}>
        {project.layers.length === 0 && (
          <EmptyState title="还没有图层">先导入图斑，再导入保护图层并指定规则。</EmptyState>
        )}
        <ul className="data-list num">
          {project.layers.map((layer) => (
            <li key={layer.id} title={`${layer.sourceFile}\nSHA-256 ${layer.sourceSha256}`}>
              <b className="ellipsis">{layer.name}</b>
              <span className="muted ellipsis">
                {layer.rule ?? layerRoleLabels[layer.role].replace(/（.*）/, '')} ·{' '}
                {formatCount(layer.features)}
              </span>
              <button
                type="button"
                className="link"
                aria-label={`移除图层 ${layer.name}`}
                title="从项目中移除；来源文件不受影响"
                onClick={() =>
                  backend
                    .call('layer.remove', { layerId: layer.id, by: reviewerName() })
                    .then(refreshProject)
                    .catch(showFailure)
                }
              >
                移除
              </button>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}
