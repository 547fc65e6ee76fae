import type { DatasetSummary } from '../../../../shared/contract/records/importRecords.ts';
import { guessCoordinateSystems } from '../../../../shared/domain/crs/guessCoordinateSystems.ts';
import { type Bounds, computeBounds } from '../../../../shared/domain/geometry/multiPolygon.ts';
import { openVectorSource } from '../source/openVectorSource.ts';
import type { SourceFeature, SourceLayer, SourceValue, VectorSource } from '../source/VectorSource.ts';
import { FindingTally } from './FindingTally.ts';
import type { InspectTask, ReportProgress } from './readerTask.ts';
import { readDeclaredCrs } from './resolveCrs.ts';

const SAMPLES_PER_FIELD = 3;
const SAMPLE_CHARACTERS = 40;

/** What is in a file, layer by layer; nothing is written and nothing is decided. */
export function inspectSource(task: InspectTask, report: ReportProgress): DatasetSummary[] {
  const source = openVectorSource(task.path, {
    shownFile: task.file,
    layerName: task.layerName,
    encoding: task.encoding,
  });
  try {
    return source.layers.map((layer) => inspectLayer(task.file, source, layer, report));
  } finally {
    source.close();
  }
}

function inspectLayer(
  file: string,
  source: VectorSource,
  layer: SourceLayer,
  report: ReportProgress,
): DatasetSummary {
  const tally = new FindingTally();
  tally.addAll(layer.findings);
  const samples = layer.fields.map(() => new Set<string>());
  let bounds: Bounds | undefined;
  let count = 0;
  for (const feature of source.readFeatures(layer.name)) {
    if (++count % 2_000 === 0) report(count, layer.features);
    collectSamples(samples, feature.values);
    bounds = unite(bounds, inspectGeometry(feature, tally));
  }
  if (count === 0) tally.add('LAYER_EMPTY');
  const declared = readDeclaredCrs(layer.crs);
  if (declared.state === 'missing') tally.add('CRS_MISSING');
  if (declared.state === 'unsupported') tally.add('CRS_UNSUPPORTED', declared.text);
  if (declared.state === 'known' && !declared.system.convertible) {
    tally.add('CRS_LEGACY_DATUM', declared.system.code);
  }
  const contradicted =
    declared.state === 'known' && bounds !== undefined && !fitsSystem(bounds, declared.system.kind);
  if (contradicted) tally.add('COORDINATES_OUTSIDE_CRS');
  const isGuess = layer.encodingFrom === 'guess';
  return {
    file,
    layer: layer.name,
    driver: source.driver,
    features: count,
    geometryType: layer.geometryType,
    crs:
      declared.state === 'known'
        ? declared.system.code
        : declared.state === 'unsupported'
          ? declared.text
          : null,
    crsGuess:
      bounds !== undefined && (declared.state !== 'known' || contradicted)
        ? guessCoordinateSystems(bounds).map(({ code }) => code)
        : [],
    encoding: isGuess ? null : layer.encoding,
    encodingGuess: isGuess ? layer.encoding : null,
    fields: layer.fields.map(({ name, type }, i) => ({ name, type, samples: [...(samples[i] ?? [])] })),
    findings: tally.list(),
  };
}

function collectSamples(samples: readonly Set<string>[], values: readonly SourceValue[]): void {
  for (const [i, seen] of samples.entries()) {
    const value = values[i] ?? null;
    if (seen.size >= SAMPLES_PER_FIELD || value === null || value instanceof Uint8Array) continue;
    seen.add(String(value).slice(0, SAMPLE_CHARACTERS));
  }
}

function inspectGeometry({ index, geometry }: SourceFeature, tally: FindingTally): Bounds | undefined {
  if (geometry === null) {
    tally.add('GEOMETRY_MISSING', String(index + 1));
    return undefined;
  }
  if (!geometry.ok) {
    tally.add('GEOMETRY_MALFORMED', String(index + 1));
    return undefined;
  }
  const { kind, polygons, lines, points, droppedZ, droppedM } = geometry.value;
  if (kind === 'empty') tally.add('GEOMETRY_EMPTY', String(index + 1));
  if (kind === 'mixed') tally.add('MIXED_GEOMETRY', String(index + 1));
  if (droppedZ) tally.add('HEIGHTS_DROPPED');
  if (droppedM) tally.add('MEASURES_DROPPED');
  return computeBounds([...polygons, lines, [points]].flatMap((parts) => parts.map((part) => [part])));
}

function unite(a: Bounds | undefined, b: Bounds | undefined): Bounds | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return {
    minX: Math.min(a.minX, b.minX),
    minY: Math.min(a.minY, b.minY),
    maxX: Math.max(a.maxX, b.maxX),
    maxY: Math.max(a.maxY, b.maxY),
  };
}

/** Degrees fit on the globe; metres of a zone do not. */
function fitsSystem(bounds: Bounds, kind: 'geographic' | 'projected'): boolean {
  const onGlobe = bounds.minX >= -180 && bounds.maxX <= 180 && bounds.minY >= -90 && bounds.maxY <= 90;
  return kind === 'geographic' ? onGlobe : !onGlobe;
}
