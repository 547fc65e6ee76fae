import { join } from 'node:path';
import { findCoordinateSystem } from '../../../shared/domain/crs/coordinateSystem.ts';
import { transformMultiPolygon } from '../../../shared/domain/crs/transformMultiPolygon.ts';
import { iterateBasicFarmlandLayer } from './basicFarmlandLayer.ts';
import { iterateForestLayer } from './forestLayer.ts';
import { createProtectionLayers } from './protectionLayers.ts';
import type { SampleFile } from './sampleFiles.ts';
import { type SampleLayer, writeSampleGeoPackage } from './sampleGeoPackage.ts';
import * as fields from './sampleLayerFields.ts';
import type { SampleVectorOptions } from './sampleVectorOptions.ts';
import { iterateSlopeLayer } from './slopeLayer.ts';
import { buildUnitLayer } from './unitLayer.ts';
import { writeParcelsAndPlots } from './writeParcelsAndPlots.ts';

const PROJECT_CRS = 'EPSG:4545';

/** One GeoPackage of the sample; most hold one layer. */
interface SamplePackage {
  readonly path: string;
  readonly role: SampleFile['role'];
  readonly layers: readonly SampleLayer[];
}

/** Writes every vector layer of the sample county; memory does not grow with the number of plots. */
export async function writeSampleVectors(options: SampleVectorOptions): Promise<SampleFile[]> {
  const { directory, scene, onStep } = options;
  const system = findCoordinateSystem(PROJECT_CRS);
  const geographic = findCoordinateSystem('EPSG:4490');
  if (system === undefined || geographic === undefined)
    throw new Error('the project systems are not registered');
  const path = (name: string): string => join(directory, name);
  const protection = createProtectionLayers(scene);
  const redLinesLonLat = protection.ecologicalRedLine.map((feature) => ({
    ...feature,
    geometry: transformMultiPolygon(feature.geometry, system, geographic),
  }));
  const packages: SamplePackage[] = [
    {
      path: path('永久基本农田.gpkg'),
      role: 'basicFarmland',
      layers: [
        {
          table: 'YJJBNT',
          title: '永久基本农田',
          crs: PROJECT_CRS,
          fields: fields.BASIC_FARMLAND_FIELDS,
          features: iterateBasicFarmlandLayer(scene),
        },
      ],
    },
    {
      path: path('生态保护红线_4490.gpkg'),
      role: 'ecologicalRedLine',
      layers: [
        {
          table: 'STBHHX',
          title: '生态保护红线',
          crs: 'EPSG:4490',
          fields: fields.RED_LINE_FIELDS,
          features: redLinesLonLat,
        },
      ],
    },
    {
      path: path('自然保护地.gpkg'),
      role: 'natureReserve',
      layers: [
        {
          table: 'ZRBHD',
          title: '自然保护地',
          crs: PROJECT_CRS,
          fields: fields.RESERVE_FIELDS,
          features: protection.natureReserves,
        },
      ],
    },
    {
      path: path('饮用水水源保护区.gpkg'),
      role: 'waterSource',
      layers: [
        {
          table: 'YYSSYBHQ',
          title: '饮用水水源保护区',
          crs: PROJECT_CRS,
          fields: fields.WATER_SOURCE_FIELDS,
          features: protection.waterSources,
        },
      ],
    },
    {
      path: path('河湖管理范围.gpkg'),
      role: 'riverManagement',
      layers: [
        {
          table: 'HHGLFW',
          title: '河湖管理范围',
          crs: PROJECT_CRS,
          fields: fields.RIVER_FIELDS,
          features: protection.riverManagement,
        },
      ],
    },
    {
      path: path('林地一张图.gpkg'),
      role: 'forest',
      layers: [
        {
          table: 'LDYZT',
          title: '林地一张图',
          crs: PROJECT_CRS,
          fields: fields.FOREST_FIELDS,
          features: iterateForestLayer(scene),
        },
      ],
    },
    {
      path: path('坡度图.gpkg'),
      role: 'slope',
      layers: [
        {
          table: 'PDT',
          title: '坡度图',
          crs: PROJECT_CRS,
          fields: fields.SLOPE_FIELDS,
          features: iterateSlopeLayer(scene),
        },
      ],
    },
    {
      path: path('城镇开发边界.gpkg'),
      role: 'urbanGrowth',
      layers: [
        {
          table: 'CZKFBJ',
          title: '城镇开发边界',
          crs: PROJECT_CRS,
          fields: fields.URBAN_GROWTH_FIELDS,
          features: protection.urbanGrowth,
        },
      ],
    },
    {
      path: path('行政区.gpkg'),
      role: 'towns',
      layers: [
        {
          table: 'XZQ',
          title: '乡镇',
          crs: PROJECT_CRS,
          fields: fields.UNIT_FIELDS,
          features: buildUnitLayer(scene, scene.units.towns),
        },
        {
          table: 'CJDCQ',
          title: '村',
          crs: PROJECT_CRS,
          fields: fields.UNIT_FIELDS,
          features: buildUnitLayer(scene, scene.units.villages),
        },
      ],
    },
  ];
  if (options.mess !== undefined) {
    packages.push({
      path: path('增减挂钩.gpkg'),
      role: 'reference',
      layers: [
        {
          table: 'ZJGG',
          title: '增减挂钩项目区',
          crs: PROJECT_CRS,
          fields: fields.UNIT_FIELDS,
          features: [],
        },
      ],
    });
  }
  const files = await writeParcelsAndPlots(options, system, protection.ecologicalRedLine);
  for (const { path: file, role, layers } of packages) {
    const counts = await writeSampleGeoPackage(file, layers);
    files.push({ path: file, role, features: counts.reduce((sum, count) => sum + count, 0) });
    await onStep(layers.map(({ title }) => title).join('、'), 1, 1);
  }
  return files;
}
