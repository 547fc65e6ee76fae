import { join } from 'node:path';
import type { WallMapPaper } from '../../../../shared/contract/records/handUpSettings.ts';
import { findCoordinateSystem } from '../../../../shared/domain/crs/coordinateSystem.ts';
import { drawOverviewMap } from '../drawing/drawOverviewMap.ts';
import { drawScenePdf } from '../drawing/drawScenePdf.ts';
import { fitMap, type MapView } from '../drawing/fitMap.ts';
import { drawGrid, drawLegend } from '../drawing/mapFurniture.ts';
import type { SceneGround } from '../drawing/renderScenePng.ts';
import { inkColor, mutedColor, rectangle, type Scene, type SceneItem } from '../drawing/scene.ts';
import type { ExpectOptions, HandUpSource, ListProduct } from '../listProduct.ts';
import { officialDate } from '../report/officialDate.ts';
import { figuresOf } from '../report/townFigures.ts';
import type { GroundImage } from './groundImage.ts';
import { expectPages, readPages } from './pageParts.ts';
import { writePdf } from './writePdf.ts';

/** ISO 216 in points, lying. */
const papers: Readonly<Record<WallMapPaper, readonly [width: number, height: number]>> = {
  A0: [3370.39, 2383.94],
  A1: [2383.94, 1683.78],
  A2: [1683.78, 1190.55],
  A3: [1190.55, 841.89],
};

/** 挂图: all plots by verdict on one sheet with grid, legend, scale, north arrow and the table of towns. */
export const wallMapProduct: ListProduct = {
  async write(source, directory, name, options) {
    const path = join(directory, `${name}_挂图${options.settings.wallMapPaper}.pdf`);
    const { scene, ground } = await drawWallMap(source, options);
    const { changedAtUtc } = options;
    await writePdf(path, { title: source.table.title, changedAtUtc }, (document) => {
      document.addPage({ size: [scene.width, scene.height], margin: 0 }).font('text');
      if (ground !== undefined) {
        const { x, y, width, height } = ground;
        document.image(ground.jpeg, x, y, { width, height });
      }
      drawScenePdf(document, scene);
    });
    return [path];
  },
  expect: (source, _path, options) => expectPages([composeWallMap(source, options).scene]),
  count: () => [],
  read: readPages,
};

/** The sheet as a scene of the chosen paper's size, and the picture that lies under its map where there is one. */
export async function drawWallMap(
  source: HandUpSource,
  options: ExpectOptions,
): Promise<{ readonly scene: Scene; readonly ground: SceneGround | undefined }> {
  const { scene, view, ground } = composeWallMap(source, options);
  const jpeg = view === undefined ? undefined : await ground?.draw(view.bounds);
  if (view === undefined || jpeg === undefined) return { scene, ground: undefined };
  return { scene, ground: { ...view.frame, jpeg } };
}

function composeWallMap(
  { snapshot }: HandUpSource,
  options: ExpectOptions,
): { readonly scene: Scene; readonly view: MapView | undefined; readonly ground: GroundImage | undefined } {
  const [width, height] = papers[options.settings.wallMapPaper];
  // everything grows with the paper: the sheet is read from as far away as it is wide
  const unit = width / 120;
  const border = unit * 2.2;
  const legendWidth = unit * 20;
  const frame = {
    x: border + unit * 3.2,
    y: border + unit * 6.2,
    width: width - 2 * border - legendWidth - unit * 7,
    height: height - 2 * border - unit * 11,
  };
  const view = fitMap(snapshot, frame);
  const ground = view === undefined ? undefined : options.findGround(view.area);
  const legendLeft = frame.x + frame.width + unit * 4.4;
  const text = (
    content: string,
    x: number,
    y: number,
    size: number,
    align: 'left' | 'center' | 'right',
  ): SceneItem => ({
    ...{ kind: 'text', text: content, x, y, size, align },
  });
  const system = findCoordinateSystem(snapshot.crsCode)?.name ?? snapshot.crsCode;
  const scene: Scene = {
    width,
    height,
    items: [
      {
        ...{
          kind: 'area',
          rings: rectangle({ x: border / 2, y: border / 2, width: width - border, height: height - border }),
        },
        ...{ stroke: inkColor, strokeWidth: unit * 0.14 },
      },
      text(`${options.projectName}图斑分布图`, width / 2, border + unit * 2.4, unit * 2.6, 'center'),
      ...(view === undefined
        ? [text('没有可显示的图斑', width / 2, height / 2, unit * 1.4, 'center')]
        : [
            ...drawGrid(view, snapshot.crsCode, unit * 0.8),
            ...drawOverviewMap(snapshot, view, unit, ground !== undefined),
          ]),
      ...drawLegend(snapshot, legendLeft, frame.y, unit * 1.15),
      ...listTowns(snapshot.rows, legendLeft, frame.y + unit * 13, legendWidth - unit * 1.4, unit),
      text(
        `坐标系：${system}${ground === undefined ? '' : `　　底图：${ground.label}`}`,
        frame.x,
        height - border - unit * 1.6,
        unit * 0.95,
        'left',
      ),
      text(
        '面积为测算面积，以年度国土变更调查结果为准',
        width / 2,
        height - border - unit * 1.6,
        unit * 0.95,
        'center',
      ),
      text(snapshot.basis, frame.x, height - border - unit * 0.2, unit * 0.8, 'left'),
      text(
        `${options.settings.bureauName}　${officialDate(options.changedAtUtc)}`.trim(),
        width - border - unit,
        height - border - unit * 1.6,
        unit * 0.95,
        'right',
      ),
    ],
  };
  return { scene, view, ground };

  function listTowns(
    rows: typeof snapshot.rows,
    left: number,
    top: number,
    tableWidth: number,
    size: number,
  ): SceneItem[] {
    const line = size * 1.75;
    const right = left + tableWidth;
    const middle = left + tableWidth * 0.6;
    const towns = [...Map.groupBy(rows, ({ townName }) => townName || '（未填乡镇）')];
    const write = (cells: readonly [string, string, string], place: number): SceneItem[] => [
      text(cells[0], left + size * 0.3, top + place * line, size * 0.95, 'left'),
      text(cells[1], middle, top + place * line, size * 0.95, 'right'),
      text(cells[2], right - size * 0.3, top + place * line, size * 0.95, 'right'),
      {
        ...{ kind: 'line', stroke: mutedColor, strokeWidth: size * 0.04 },
        points: [
          [left, top + (place + 0.5) * line],
          [right, top + (place + 0.5) * line],
        ],
      },
    ];
    const total = figuresOf(rows);
    return [
      ...write(['乡镇', '块数', '净面积（亩）'], 0),
      ...towns.flatMap(([town, members], index) => {
        const figure = figuresOf(members);
        return write([town, figure('all:plots'), figure('all:netMu')], index + 1);
      }),
      ...write(['合计', total('all:plots'), total('all:netMu')], towns.length + 1),
    ];
  }
}
