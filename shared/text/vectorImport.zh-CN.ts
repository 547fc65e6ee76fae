/** What stands in the `detail` of DATASET_UNRECOGNISED and FILE_UNREADABLE for vector files. */
export const datasetDetails = {
  folder: '这是一个文件夹',
  symbolicLink: '这是一个符号链接，请选择它指向的文件本身',
  notAFile: '这不是普通文件',
  emptyFile: '文件是空的（0 字节）',
  notAShapefile: '文件头不是 Shapefile',
  notGeoJson: '内容是 JSON，但不是 GeoJSON 要素',
  notAGeoPackage: '文件头不是 SQLite/GeoPackage',
  noFeatureTables: '其中没有可读取的要素表',
  unknownContent: '文件内容不是支持的矢量格式（GeoPackage、Shapefile、GeoJSON）',
  badJson: (offset: number, message: string) => `第 ${offset} 字节处不是有效的 JSON（${message}）`,
  damagedDatabase: (message: string) => `数据库已损坏（${message}）`,
  tooMuchMemory: '读取时内存超过上限，文件可能损坏或过大',
  reading: '读取文件',
} as const;

/** What stands in the `detail` of ARGUMENT_INVALID. */
export const intakeDetails = {
  ruleMissing: '排除图层须指明它对应的规则（如 E02）',
  encodingUnknown: (text: string) => `无法识别编码“${text}”，可用 utf-8、gb18030 等`,
} as const;

/** Names of operations, for OPERATION_CANCELLED and PROJECT_NOT_OPEN. */
export const intakeOperations = {
  inspect: '检查文件',
  importVector: '导入矢量',
  measure: '量算面积',
  removeLayer: '移除图层',
  readTile: '读取图块',
  readProblems: '读取导入问题',
} as const;

/** What a progress bar says. */
export const importStages = {
  copying: '复制源文件',
  reading: '读取并检查图形',
  storing: '写入项目',
} as const;

/** Why a filter of `--where` cannot be used. */
export const filterDetails = {
  syntax: (at: string) => `无法理解“${at}”，格式为 字段 运算符 值，多个条件用 AND 连接`,
  nothingSelected: '没有要素符合该条件',
  unknownField: (field: string, fields: string) => `没有字段“${field}”，现有字段：${fields}`,
} as const;

/** Why a feature was skipped, or repaired; keys are the codes in the import report. */
const featureFindings: Readonly<Record<string, string>> = {
  GEOMETRY_MISSING: '没有图形',
  GEOMETRY_EMPTY: '图形为空',
  GEOMETRY_MALFORMED: '图形数据损坏，无法读取',
  GEOMETRY_NOT_POLYGON: '不是面图形',
  GEOMETRY_UNREPAIRABLE: '图形无效且无法修复',
  GEOMETRY_OUTSIDE_CRS: '坐标超出坐标系范围',
  SELF_INTERSECTION: '边界自相交',
  RING_SELF_INTERSECTION: '边界自相接',
  HOLE_OUTSIDE_SHELL: '内环在外环之外',
  NESTED_HOLES: '内环相互嵌套',
  NESTED_SHELLS: '部分相互嵌套',
  DUPLICATE_RINGS: '有重复的环',
  TOO_FEW_POINTS: '环的顶点不足',
  DISCONNECTED_INTERIOR: '内部被分割',
  RING_NOT_CLOSED: '环未闭合',
  INVALID_GEOMETRY: '图形无效',
};

/** Findings about a whole file or layer; keys are the codes in reports of import and inspection. */
const layerFindings: Readonly<Record<string, string>> = {
  ENCODING_CONTRADICTED: '声明的编码与实际内容不符，已按内容判断',
  DBF_TRUNCATED: '属性表比文件头声明的短',
  DBF_MISSING: '缺少属性表（.dbf）',
  SHX_REBUILT: '索引（.shx）缺失或有误，已按图形文件逐条读取',
  RECORD_COUNTS_DIFFER: '图形与属性的记录数不一致',
  CRS_MISSING: '没有坐标系信息',
  CRS_UNSUPPORTED: '坐标系不受支持',
  CRS_OVERRIDDEN: '按指定的坐标系导入，与文件声明的不同',
  CRS_LEGACY_DATUM: '旧坐标系，需先用法定参数转换',
  COORDINATES_OUTSIDE_CRS: '坐标超出所声明的坐标系范围',
  HEIGHTS_DROPPED: '高程值未保留',
  MEASURES_DROPPED: '量测值（M）未保留',
  MIXED_GEOMETRY: '混有点或线，仅保留面',
  LAYER_EMPTY: '图层中没有要素',
  LAYER_IS_VIEW: '是视图而不是数据表，出于安全未读取',
  GEOMETRY_MISSING: '没有图形的要素',
  GEOMETRY_INVALID: '无效图形',
  PLOT_NUMBER_FIELD_NOT_FOUND: '没有找到图斑编号字段，已按顺序编号',
  PLOT_NUMBER_MISSING: '图斑编号为空',
  PLOT_NUMBER_DUPLICATE: '图斑编号重复',
  AREA_UNIT_MU: '面积字段的单位像是亩，未换算',
  AREA_UNIT_HECTARE: '面积字段的单位像是公顷，未换算',
  AREA_DIFFERS: '记录面积与图形面积相差超过 1%',
};

/** What a code in an import report or inspection means, for people; the code itself where it is not one of ours. */
export function describeImportFinding(code: string): string {
  return featureFindings[code] ?? layerFindings[code] ?? code;
}
