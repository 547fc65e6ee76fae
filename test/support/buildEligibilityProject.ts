import { type Command, runCommand } from '../../electron/backend/storage/project/commandLog.ts';
import { insertLayer, type StoredLayer } from '../../electron/backend/storage/project/layers.ts';
import type { OpenProject } from '../../electron/backend/storage/project/openProject.ts';
import { insertPlots } from '../../electron/backend/storage/project/plots.ts';
import type { AttributeValue, LayerRole } from '../../shared/domain/eligibility/ruleSet.ts';
import { computeBounds, type MultiPolygon } from '../../shared/domain/geometry/multiPolygon.ts';
import { writeWkb } from '../../shared/domain/geometry/writeWkb.ts';

export interface TestFeature {
  readonly geometry: MultiPolygon;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export interface TestLayer {
  readonly name: string;
  readonly role?: LayerRole;
  readonly rule?: string | null;
  readonly features: readonly TestFeature[];
}

export interface TestPlot {
  readonly plotNo: string;
  readonly geometry: MultiPolygon;
  readonly landClassCode?: string;
  readonly recordedSquareMeters?: number;
  readonly restorationAttribute?: string;
  readonly outflowYear?: number;
  /** Fields of the source beside JCBH. */
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

/** Stores a layer as an import does; its fields are those of the first feature's attributes. */
export function addLayer(project: OpenProject, layer: TestLayer): StoredLayer {
  return storeLayer(project, layer, []);
}

/** Stores plots as an import does. */
export function addPlotPolygons(project: OpenProject, plots: readonly TestPlot[]): StoredLayer {
  const features = plots.map(({ geometry, plotNo, attributes }) => ({
    geometry,
    attributes: { JCBH: plotNo, ...attributes },
  }));
  return storeLayer(project, { name: '图斑', role: 'plots', features }, plots);
}

function storeLayer(project: OpenProject, layer: TestLayer, plots: readonly TestPlot[]): StoredLayer {
  const names = Object.keys(layer.features[0]?.attributes ?? {});
  const toCommand = (stored: StoredLayer): Command => ({
    kind: 'layer.import',
    target: `layer:${stored.id}`,
    by: '甲',
    oldValue: null,
    newValue: { name: stored.name },
  });
  return runCommand(project, toCommand, (db, { atUtc }) => {
    const stored = insertLayer(
      db,
      project.crs,
      {
        name: layer.name,
        role: layer.role ?? 'exclusion',
        rule: layer.rule ?? null,
        crs: project.crs.code,
        crsFrom: 'file',
        encoding: 'UTF-8',
        encodingFrom: 'format',
        sourceFile: `${layer.name}.gpkg`,
        sourceLayer: layer.name,
        sourceSha256: '0'.repeat(64),
        fields: names.map((name) => ({
          name,
          type: typeof layer.features[0]?.attributes?.[name] === 'number' ? 'real' : 'text',
        })),
      },
      layer.features.map(({ geometry, attributes }) => ({
        wkb: writeWkb(geometry),
        attributes: names.map((name) => attributes?.[name] ?? null),
      })),
      atUtc,
    );
    insertPlots(
      db,
      stored.id,
      plots.map(({ plotNo, geometry, ...record }, index) => ({
        fid: index + 1,
        plotNo,
        townName: '东镇',
        villageName: '一村',
        landClassCode: record.landClassCode ?? '0201',
        formerLandClassCode: '0103',
        restorationAttribute: record.restorationAttribute ?? '',
        outflowYear: record.outflowYear ?? 2022,
        recordedSquareMeters: record.recordedSquareMeters ?? null,
        areaSquareMeters: null,
        planarSquareMeters: null,
        bounds: computeBounds(geometry) ?? { minX: 0, minY: 0, maxX: 0, maxY: 0 },
      })),
    );
    return stored;
  });
}
