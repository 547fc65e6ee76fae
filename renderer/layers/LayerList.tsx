import { Slider } from 'antd';
import { useState } from 'react';
import type { SlopeShading } from '../../shared/contract/records/imageryRecords.ts';
import type { LayerSummary, ProjectSummary } from '../../shared/contract/records/projectRecords.ts';
import { slopeGrades } from '../../shared/text/slopeGrades.zh-CN.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { imageryByDate } from '../map/chooseEpochs.ts';
import { changeLayer, imageSettingKey, layerSetting, useMap } from '../map/mapStore.ts';
import { shadingSettingKey, useShadings } from '../map/shadingStore.ts';
import { layerSwatch } from '../map/styles/overlayStyle.ts';
import { currentPlotColor } from '../map/styles/plotStyle.ts';
import { hatchBackground, ruleStyle } from '../map/styles/ruleStyle.ts';
import { useProject } from '../session/projectStore.ts';
import { setView, useView } from '../session/viewStore.ts';
import { formatPrintedMu } from '../ui/formatArea.ts';
import { formatCount } from '../ui/formatNumber.ts';

/** What is on the map, in the map's own colours and hatches, with what each exclusion takes away. */
export function LayerList() {
  const project = useProject((state) => state.project);
  const open = useView((state) => state.layersOpen);
  const [opacityOf, setOpacityOf] = useState<string | null>(null);
  const earlierId = useMap((state) => state.earlierImageId);
  const laterId = useMap((state) => state.laterImageId);
  const shadings = useShadings((state) => state.shadings);
  if (project === null) return null;
  const rows = [
    ...imageryRows(project, earlierId, laterId),
    ...shadingRows(project, shadings),
    ...layerRows(project),
  ];
  return (
    <section className="layers" aria-label="图层">
      <h4 className="section-head">
        <button
          type="button"
          className="plain"
          aria-expanded={open}
          onClick={() => setView({ layersOpen: !open })}
        >
          图层 <KeyHint command="window.layers" />
        </button>
        {open && <span className="section-aside">点名称调不透明度</span>}
      </h4>
      {open && (
        <ul>
          {rows.map((row) => (
            <LayerRow
              key={row.id}
              row={row}
              expanded={row.id === opacityOf}
              onExpand={() => setOpacityOf(row.id === opacityOf ? null : row.id)}
            />
          ))}
        </ul>
      )}
    </section>
  );
}

interface Row {
  readonly id: string;
  readonly title: string;
  readonly value: string;
  readonly swatch: React.CSSProperties | null;
  /** What its colours mean, shown while it is on the map. */
  readonly legend?: readonly { readonly label: string; readonly color: string }[];
}

function LayerRow(props: { readonly row: Row; readonly expanded: boolean; readonly onExpand: () => void }) {
  const { row, expanded, onExpand } = props;
  const { visible, opacity } =
    useMap((state) => state.layers[row.id]) ?? layerSetting({ layers: {} }, row.id);
  return (
    <li>
      <div className="layer-row">
        <input
          type="checkbox"
          checked={visible}
          aria-label={`显示 ${row.title}`}
          onChange={(event) => changeLayer(row.id, { visible: event.target.checked })}
        />
        {row.swatch !== null && <span className="swatch" style={row.swatch} />}
        <button type="button" className="plain ellipsis" aria-expanded={expanded} onClick={onExpand}>
          {row.title}
        </button>
        <span className="layer-value num">{row.value}</span>
      </div>
      {visible && row.legend !== undefined && (
        <ul className="layer-legend num" aria-label={`${row.title} 图例`}>
          {row.legend.map(({ label, color }) => (
            <li key={label}>
              <span className="swatch" style={{ background: color }} />
              {label}
            </li>
          ))}
        </ul>
      )}
      {expanded && (
        <div className="layer-opacity">
          <Slider
            min={0}
            max={100}
            value={Math.round(opacity * 100)}
            tooltip={{ open: false }}
            ariaLabelForHandle={`${row.title} 不透明度`}
            onChange={(value) => changeLayer(row.id, { opacity: value / 100 })}
          />
          <span className="num">{Math.round(opacity * 100)}</span>
        </div>
      )}
    </li>
  );
}

function imageryRows(
  project: ProjectSummary,
  earlierId: string | null,
  laterId: string | null,
): readonly Row[] {
  return imageryByDate(project).map((image) => {
    const which = image.id === laterId ? '后时相' : image.id === earlierId ? '前时相' : '';
    return {
      id: imageSettingKey(image.id),
      title: `影像 ${image.epoch.slice(0, 7)} ${which}`,
      value: `${image.resolutionMeters < 10 ? image.resolutionMeters.toFixed(1) : Math.round(image.resolutionMeters)} m`,
      swatch: null,
    };
  });
}

function layerRows(project: ProjectSummary): readonly Row[] {
  const order = (layer: LayerSummary) => (layer.role === 'plots' ? 0 : layer.rule !== null ? 1 : 2);
  return [...project.layers]
    .sort((a, b) => order(a) - order(b) || (a.rule ?? '').localeCompare(b.rule ?? ''))
    .map((layer) => {
      const charged = project.run?.byRule.find(({ rule }) => rule === layer.rule);
      return {
        id: layer.id,
        title: layer.name,
        value:
          charged === undefined
            ? formatCount(layer.features)
            : `扣 ${formatPrintedMu(charged.exclusiveMu)} 亩`,
        swatch: swatchStyle(layer),
      };
    });
}

function shadingRows({ layers }: ProjectSummary, shadings: readonly SlopeShading[]): readonly Row[] {
  return shadings.map(({ id, layerId }) => {
    const name = layers.find((layer) => layer.id === layerId)?.name ?? '';
    return {
      id: shadingSettingKey(id),
      // the name only where it tells one from another
      title: shadings.length > 1 ? `坡度分级 ${name}` : '坡度分级',
      value: '1–5 级',
      swatch: {
        background: `linear-gradient(to right, ${slopeGrades.map(({ color }) => color).join(', ')})`,
      },
      legend: slopeGrades,
    };
  });
}

function swatchStyle(layer: LayerSummary): React.CSSProperties {
  if (layer.role === 'plots') return { background: `${currentPlotColor}66`, borderColor: currentPlotColor };
  const swatch = layerSwatch(layer);
  if (swatch.rule === null) return { background: swatch.color };
  const style = ruleStyle(swatch.rule);
  return { backgroundImage: hatchBackground(style), borderColor: style.color };
}
