import type { RequestOf } from '../../../shared/contract/backendApi.ts';
import type { FlowoutReport } from '../../../shared/contract/records/eligibilityRecords.ts';
import { classifyLandUse, landUses } from '../../../shared/domain/eligibility/classifyLandUse.ts';
import { closePieces } from '../../../shared/domain/eligibility/closePieces.ts';
import {
  type FlowoutPiece,
  findOutflowPolicy,
  judgeFlowout,
} from '../../../shared/domain/eligibility/judgeFlowout.ts';
import type { Piece } from '../../../shared/domain/eligibility/piece.ts';
import { summarizeFlowout } from '../../../shared/domain/eligibility/summarizeFlowout.ts';
import { findZeroTolerance, tabulateFlowout } from '../../../shared/domain/eligibility/tabulateFlowout.ts';
import type { Bounds } from '../../../shared/domain/geometry/multiPolygon.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { eligibilityOperations, eligibilityStages } from '../../../shared/text/eligibilityRun.zh-CN.ts';
import { iterateLayerFeatures } from '../storage/project/iterateLayerFeatures.ts';
import { getLayer } from '../storage/project/layers.ts';
import type { OpenProject } from '../storage/project/openProject.ts';
import { readSettings } from '../storage/project/settings.ts';
import { computePieces, type ExclusionFeature, type PlotInput } from './computePieces.ts';
import type { RunContext } from './runEligibility.ts';

const CLASS_FIELDS = ['DLBM', '地类编码'];
const CULTIVATION_FIELDS = ['ZZSXDM', '种植属性代码'];
const NOT_TILLED = 'WG';
const IDLE = landUses.length;
const CONSTRUCTION = IDLE + 1;
const BALANCE = IDLE + 2;
const FARMLAND = IDLE + 3;
const CULTIVATED = landUses.indexOf('cultivated');

interface Parcel {
  readonly fid: number;
  readonly wkb: Uint8Array;
  readonly use: number;
  readonly isTilled: boolean;
  readonly bounds: Bounds | null;
}

/**
 * Holds the 耕地 of last year's DLTB against this year's, approvals and 永农, cut into pieces by the engine of an
 * eligibility run. Stores nothing. Parcels with an empty or unknown class take no part and are listed; while a parcel
 * cannot be computed there is no summary. Throws LAYER_NOT_FOUND, ARGUMENT_INVALID for a layer without DLBM.
 */
export async function runFlowout(
  project: OpenProject,
  request: RequestOf<'eligibility.flowout'>,
  context: RunContext,
): Promise<FlowoutReport> {
  const skipped: { layerId: string; fid: number; code: string }[] = [];
  const before = readParcels(project, 'before', request.before, skipped);
  const after = readParcels(project, 'after', request.after, skipped);
  const overlays: ExclusionFeature[] = after.map(({ wkb, use, isTilled }, source) => ({
    ...{ wkb, source },
    ruleMask: (1 << use) | (use === CULTIVATED && !isTilled ? 1 << IDLE : 0),
  }));
  for (const [layerId, bit] of [
    [request.construction, CONSTRUCTION],
    [request.balance, BALANCE],
    [request.farmland, FARMLAND],
  ] as const) {
    if (layerId === undefined) continue;
    for (const { wkb } of iterateLayerFeatures(project.database, layerId, { fields: [] })) {
      if (wkb !== null) overlays.push({ wkb, ruleMask: 1 << bit, source: overlays.length });
    }
  }
  const { bounds } = getLayer(project.database, request.before);
  const latitude = bounds === null ? 0 : (bounds.minY + bounds.maxY) / 2;
  const cultivated = ({ use }: Parcel): boolean => use === CULTIVATED;
  const notComputed: { layerId: string; fid: number; code: string }[] = [];
  const boundsOf = new Map(before.map(({ fid, bounds }) => [fid, bounds]));
  const pieces: FlowoutPiece[] = [];
  const parcels: FlowoutReport['parcels'][number][] = [];
  await cut(project, context, latitude, before.filter(cultivated), overlays, (fid, found) => {
    if (typeof found === 'string') {
      notComputed.push({ layerId: request.before, fid, code: found });
      return;
    }
    for (const piece of found.map(toFlowoutPiece)) {
      pieces.push(piece);
      const { kind, isReasonable } = judgeFlowout(piece);
      if (kind === 'cultivated') continue;
      const { areaSquareMeters, isBasicFarmland } = piece;
      const parcelBounds = boundsOf.get(fid) ?? null;
      parcels.push({ fid, kind, isReasonable, isBasicFarmland, areaSquareMeters, bounds: parcelBounds });
    }
  });
  let added = 0;
  const known = before
    .filter(cultivated)
    .map(({ wkb }, source): ExclusionFeature => ({ wkb, source, ruleMask: 1 }));
  await cut(project, context, latitude, after.filter(cultivated), known, (fid, found) => {
    if (typeof found === 'string') notComputed.push({ layerId: request.after, fid, code: found });
    else for (const { mask, areaSquareMeters } of found) if (mask === 0) added += areaSquareMeters;
  });
  return {
    year: request.year,
    policy: findOutflowPolicy(request.year),
    zeroTolerance: findZeroTolerance(request.year),
    summary: notComputed.length > 0 ? null : summarizeFlowout(pieces, added),
    table: notComputed.length > 0 ? null : tabulateFlowout(parcels),
    ...{ parcels, skipped, notComputed },
  };
}

/** Parcels in fid order; `skipped` learns of those without a known class or a geometry. */
function readParcels(
  project: OpenProject,
  argument: string,
  layerId: string,
  skipped: { layerId: string; fid: number; code: string }[],
): Parcel[] {
  const layer = getLayer(project.database, layerId);
  const findField = (names: readonly string[]): string | undefined =>
    layer.fields.map(({ name }) => name).find((name) => names.includes(name.toUpperCase()));
  const classField = findField(CLASS_FIELDS);
  const tilledField = findField(CULTIVATION_FIELDS);
  if (classField === undefined) throw new AppError('ARGUMENT_INVALID', { argument, detail: 'DLBM' });
  const fields = tilledField === undefined ? [classField] : [classField, tilledField];
  const parcels: Parcel[] = [];
  for (const { fid, wkb, bounds, attributes } of iterateLayerFeatures(project.database, layerId, {
    fields,
  })) {
    const code = String(attributes[classField] ?? '').trim();
    const use = classifyLandUse(code);
    if (use === undefined || wkb === null) {
      skipped.push({ layerId, fid, code });
      continue;
    }
    const isTilled = tilledField === undefined || String(attributes[tilledField] ?? '').trim() !== NOT_TILLED;
    parcels.push({ fid, wkb, use: landUses.indexOf(use), isTilled, bounds });
  }
  return parcels;
}

/** Hands over the closed pieces of every parcel, or the code of the reason why there are none. */
async function cut(
  project: OpenProject,
  context: RunContext,
  latitude: number,
  parcels: readonly Parcel[],
  exclusions: readonly ExclusionFeature[],
  onParcel: (fid: number, found: readonly Piece[] | string) => void,
): Promise<void> {
  await computePieces(
    {
      crs: project.crs.code,
      edgeSplitMeters: readSettings(project.database).edgeSplitMeters,
      ...{ latitude, exclusions, exclusionCount: exclusions.length, plotCount: parcels.length },
      plots: parcels.map(({ fid, wkb }): PlotInput => ({ plotId: fid, wkb })),
    },
    {
      workers: 2,
      signal: context.signal,
      operation: eligibilityOperations.flowout,
      onProgress: (stage, done, total) => context.reportProgress(eligibilityStages[stage], done, total),
      onPlot: (fid, result) => {
        if (!result.ok) onParcel(fid, result.code);
        else onParcel(fid, closePieces(result.cut.pieces, result.cut.grossSquareMeters).pieces);
      },
    },
  );
}

function toFlowoutPiece({ mask, areaSquareMeters }: Piece): FlowoutPiece {
  const has = (bit: number): boolean => ((mask >>> bit) & 1) === 1;
  return {
    areaSquareMeters,
    uses: landUses.filter((_, bit) => has(bit)),
    isIdle: has(IDLE),
    hasConstructionApproval: has(CONSTRUCTION),
    hasBalanceApproval: has(BALANCE),
    isBasicFarmland: has(FARMLAND),
  };
}
