import type { ErrorCode, ErrorParams } from '../errors/errorCodes.ts';

/** One sentence per code: what happened, to which thing, what to do. */
const sentences = {
  REQUEST_INVALID: (p) => `请求“${p.method}”的参数不正确：${p.detail}。请检查后重试。`,
  METHOD_UNKNOWN: (p) => `没有名为“${p.method}”的操作，程序各部分版本可能不一致，请重新安装。`,
  BACKEND_UNAVAILABLE: (p) => `后台服务未能运行：${p.reason}。已提交的数据均已保存，请重新打开程序。`,
  OPERATION_PAUSED: (p) => `“${p.operation}”已暂停，已完成的部分保留，可在“未完成的导入”中继续。`,
  OPERATION_CANCELLED: (p) => `“${p.operation}”已取消，项目保持取消前的状态。`,
  INTERNAL: (p) => `程序内部错误，您的数据未被修改。编号：${p.incidentId}`,
  ARGUMENT_INVALID: (p) => `参数“${p.argument}”不正确：${p.detail}。`,

  FILE_NOT_FOUND: (p) => `找不到文件“${p.file}”，请检查路径是否正确、移动盘是否已插好。`,
  FILE_UNREADABLE: (p) => `无法读取“${p.file}”：${p.detail}。请确认文件完整且有读取权限。`,
  FILE_EXISTS: (p) => `“${p.file}”已存在，未覆盖。请换一个名称或先移走原文件。`,
  FILE_IN_USE: (p) =>
    `无法替换“${p.file}”：其中的文件正被其他程序占用，原有内容未受影响。请关闭该程序后重试。`,
  FOLDER_NOT_WRITABLE: (p) => `无法写入文件夹“${p.folder}”，请换一个有写权限的位置。`,
  DISK_FULL: (p) => `写入“${p.file}”时磁盘空间不足，原有数据未受影响。请清理磁盘后重试。`,

  PROJECT_NOT_OPEN: (p) => `尚未打开项目，无法执行“${p.operation}”。请先打开或新建项目。`,
  PROJECT_CLOSED: (p) => `“${p.file}”已关闭，正在做的这一步没有做完。如仍需要，请打开后再做一次。`,
  PROJECT_NOT_FOUND: (p) => `“${p.folder}”不是田衡项目文件夹（缺少 project.gpkg）。请选择正确的文件夹。`,
  PROJECT_EXISTS: (p) => `文件夹“${p.folder}”中已有项目或其他文件，未做改动。请选择一个空文件夹。`,
  PROJECT_FOLDER_SHARED: (p) =>
    `“${p.folder}”位于网络共享或同步盘，项目放在这里可能损坏。请放到本机磁盘，完成后再复制。`,
  PROJECT_FILE_LOCKED: (p) => `无法打开“${p.file}”：文件正被其他程序占用。请关闭该程序后重试。`,
  PROJECT_IN_USE: (p) =>
    `项目“${p.file}”已在另一个窗口中打开（进程 ${p.pid}）。请切换到该窗口，或先将其关闭。`,
  PROJECT_IN_PAST: () => '正在查看以前的状态，只读，没有改动任何内容。请先返回现在，再做这一步。',
  MOMENT_UNKNOWN: () => '找不到这个时点：它早于项目的第一条操作记录，或者操作记录里没有这个序号。',
  MOMENT_NOT_CHOSEN: () => '还没有选择历史时点，无法与现在比较。请先选择一个日期或一条操作记录。',
  PROJECT_READ_ONLY: (p) => `“${p.file}”是只读的，无法保存改动。请复制到可写的文件夹后再打开。`,
  PROJECT_NEWER_THAN_APP: (p) =>
    `“${p.file}”由更新版本的田衡创建（数据版本 ${p.fileVersion}，本程序支持到 ${p.appVersion}），未作改动。请升级程序后再打开。`,
  PROJECT_CORRUPT: (p) => `“${p.file}”已损坏：${p.detail}。请从 backups 文件夹中的备份恢复，原文件未改动。`,
  GPKG_NOT_A_GEOPACKAGE: (p) => `“${p.file}”不是有效的 GeoPackage 文件。请确认文件没有改名或截断。`,

  DATASET_UNRECOGNISED: (p) => `无法识别“${p.file}”的内容：${p.detail}。文件内容可能与扩展名不符。`,
  DATASET_LAYER_NOT_FOUND: (p) => `“${p.file}”中没有图层“${p.layer}”，现有图层：${p.layers}。`,
  DATASET_LAYER_AMBIGUOUS: (p) => `“${p.file}”中有多个图层：${p.layers}。请指明要导入哪一个。`,
  DATASET_EMPTY: (p) => `“${p.file}”的图层“${p.layer}”中没有要素，未导入。请检查来源文件。`,
  DATASET_NO_POLYGONS: (p) => `“${p.file}”的图层“${p.layer}”中没有面要素，无法按此用途导入。`,
  DATASET_TIMEOUT: (p) => `读取“${p.file}”超过 ${p.seconds} 秒，已停止，项目未改动。文件可能损坏。`,
  DATASET_FIELD_NOT_FOUND: (p) => `“${p.file}”中没有字段“${p.field}”，现有字段：${p.fields}。`,
  DATASET_FILTER_INVALID: (p) => `筛选条件“${p.filter}”无法使用：${p.detail}。`,
  CRS_MISSING: (p) => `“${p.file}”没有坐标系信息，未导入。请指定坐标系（如 EPSG:4545）后重新导入。`,
  CRS_UNSUPPORTED: (p) => `不支持坐标系“${p.crs}”。请使用 CGCS2000（3°/6° 带或经纬度）、WGS84 或 UTM。`,
  CRS_DATUM_SHIFT_REFUSED: (p) =>
    `“${p.file}”的坐标系 ${p.crs} 属于${p.datum}，转换到 CGCS2000 需要当地参数，程序不会自行转换。请先用法定参数转换后再导入。`,
  RASTER_UNSUPPORTED: (p) => `无法读取影像“${p.file}”：${p.detail}。`,
  IMPORT_NOT_FOUND: () => '没有这项未完成的导入，可能已继续完成或已放弃。',
  IMPORT_SOURCE_CHANGED: (p) =>
    `来源文件“${p.file}”在暂停之后有改动，不能接着导入。请放弃这项导入后重新导入。`,
  RASTER_NO_GEOREFERENCE: (p) =>
    `影像“${p.file}”没有坐标定位信息，未导入。请补充坐标文件（.tfw）或使用带坐标的影像。`,

  PLOT_NOT_FOUND: (p) => `没有编号为“${p.plotNo}”的图斑。`,
  LAYER_NOT_FOUND: (p) => `项目中没有图层“${p.layer}”。`,
  PLOTS_MISSING: () => '项目中还没有图斑。请先在“准备”中导入图斑图层。',
  PLOT_NUMBER_DUPLICATE: (p) =>
    `图层“${p.layer}”中的图斑编号“${p.plotNo}”在项目中已有（共 ${p.count} 个），编号必须唯一，未导入。请先移除原有图层，或用 --map 指定其他编号字段。`,
  RULES_NOT_FOUND: (p) => `没有规则集“${p.rulesId}”。`,
  RULES_INVALID: (p) => `规则集不正确：${p.detail}。`,
  RULES_ID_SHIPPED: (p) => `“${p.rulesId}”是程序自带的规则集，不能改写。请换一个编号，另存为副本。`,
  RULES_VERSION_TAKEN: (p) =>
    `规则集“${p.rulesId}”的版本 ${p.version} 已有另一份内容。请改版本号后再保存，以免同一版本有两种说法。`,
  SCENARIO_NOT_FOUND: (p) => `没有名为“${p.name}”的口径方案。`,
  SCENARIO_EXISTS: (p) => `已有名为“${p.name}”的口径方案。请换一个名称。`,
  RUN_NOT_KEPT: (p) => `第 ${p.runId} 次核算没有保留。项目只保留最近五次核算的结果。`,
  RUNS_TOO_FEW: () => '至少要有两次核算才能对比。请先再核算一次。',
  RECHECK_RUN_MISSING: () => '还没有按占补平衡复核规则核算过。请选择规则集“占补平衡复核”，核算后再查看清单。',
  RUN_IN_PROGRESS: () => '核算正在进行。请等待完成，或先取消再重新运行。',
  RUN_MISSING: () => '还没有核算结果。请先运行核算。',
  VERDICT_UNKNOWN: (p) => `没有判读结论“${p.verdictCode}”，可用：${p.allowed}。`,
  ANSWER_INVALID: (p) => `“${p.field}”不能填“${p.answer}”，请按结论方案选填。`,
  ANSWER_MISSING: (p) => `还缺“${p.field}”，此结论必须填写。`,
  SCHEME_NOT_FOUND: (p) => `没有结论方案“${p.schemeId}”。`,
  SCHEME_IN_USE: (p) =>
    `不能改用“${p.scheme}”：已有 ${p.count} 块图斑的结论不在此方案中，结论没有改动。请先清除这些结论，或新建项目。`,
  ANNOTATE_UNJUDGED: (p) => `图斑“${p.plotNo}”还没有结论，备注没有保存。请先判读。`,
  MARKUP_INVALID: (p) => `图斑“${p.plotNo}”上的标绘无法保存：${p.detail}。请重新绘制。`,
  MARKUP_NOT_FOUND: (p) => `图斑“${p.plotNo}”上没有这条标绘，可能已被删除。`,
  CUT_MISSES_PLOT: (p) =>
    `所画的线没有把图斑“${p.plotNo}”切开，图斑没有改动。线要从图斑外画到图斑外，穿过图斑。`,
  CUT_SLIVER: (p) =>
    `所画的线会从图斑“${p.plotNo}”切下只有 ${p.squareMeters.toFixed(2)} m² 的碎块，图斑没有改动。请让线离边界远一些。`,
  CUT_AREA_MISSING: (p) => `图斑“${p.plotNo}”的面积未算出，切分后无法闭合，图斑没有改动。`,
  PART_NOT_FOUND: (p) => `图斑“${p.plotNo}”没有第 ${p.position} 部分，可能已撤销切分。`,
  BOUNDARY_INVALID: (p) => `拟改边界无法保存：${p.detail}。图斑“${p.plotNo}”没有改动，请重新绘制。`,
  UNDO_NOTHING: (p) => `${p.actor} 没有可以撤销的操作。`,
  REDO_NOTHING: (p) => `${p.actor} 没有可以重做的操作。`,
  UNDO_CONFLICT: (p) =>
    `图斑“${p.plotNo}”之后已由 ${p.other || '他人'} 改判，${p.actor} 的操作不能直接撤销。请在该图斑上重新判读。`,

  PLOT_NOT_OPEN: (p) =>
    `图斑“${p.plotNo}”${p.status}，不能改判。复核中的图斑由第二人判读，锁定的图斑须先解锁。`,
  STATUS_CHANGE_REFUSED: (p) => `图斑“${p.plotNo}”现为“${p.from}”，不能改为“${p.to}”。全部图斑保持原样。`,
  REASON_MISSING: (p) => `“${p.what}”必须写明理由。`,
  SAMPLE_EMPTY: () => '没有可以抽查的图斑：只抽已判、疑问且不在复核中的图斑。请先判读。',
  SAMPLE_NOT_FOUND: (p) => `没有编号为 ${p.sampleId} 的抽样。`,
  SECOND_LOOK_OWN: (p) => `图斑“${p.plotNo}”是 ${p.by} 初判的，复核须由另一人判读。请先更改审核员姓名。`,
  SECOND_LOOK_ANSWERED: (p) => `图斑“${p.plotNo}”的复核结论与初判不一致，正等待裁定，不能再判。`,
  SECOND_LOOK_NOT_DISPUTED: (p) => `图斑“${p.plotNo}”没有需要裁定的分歧。`,
  ADJUDICATION_OWN: (p) => `${p.by} 判读过图斑“${p.plotNo}”，裁定须由第三人作出。请先更改审核员姓名。`,
  LEDGER_MOVE_REFUSED: (p) => `图斑“${p.plotNo}”现为“${p.state}”，不能“${p.action}”。全部图斑保持原样。`,
  LEDGER_FIELD_MISSING: (p) => `“${p.action}”还缺“${p.field}”。`,
  LEDGER_PROOF_MISSING: (p) => `图斑“${p.plotNo}”还没有举证材料：请先挂接照片，或在说明中写明依据。`,
  PHOTO_NOT_FOUND: (p) => `没有编号为 ${p.photoId} 的照片。`,
  PHOTO_FILE_MISSING: (p) => `照片“${p.name}”的文件已不在项目文件夹中或已改动，请重新添加原照片。`,
  OVERLAP_NOT_COMPUTED: (p) =>
    `所绘图形与相邻图斑的重叠未能准确算出（${p.detail}），没有保存。请稍移边界顶点后再试。`,
  ADDED_PLOT_INVALID: (p) => `新增图斑无法保存：${p.detail}。请重新绘制。`,
  ADDED_PLOT_OVERLAPS: (p) =>
    `新增图斑与 ${p.plots} 重叠，没有保存。请选择“切除重叠部分”或“保留重叠”后再保存。`,
  ADDED_PLOT_COVERED: (p) => `切除与 ${p.plots} 重叠的部分后没有剩余面积，没有保存。请在清单以外的地方绘制。`,
  ADDED_PLOT_IN_USE: (p) =>
    `新增图斑“${p.plotNo}”上还有结论、标记、标绘、照片或台账记录，或清除过而没有撤销的记录。请先撤销这些记录，或清除后再“移除新增图斑”。`,
  PLOT_NOT_ADDED: (p) => `图斑“${p.plotNo}”来自导入的清单，不是新增图斑，不能单独移除或修改。`,
  ADDED_LAYER_KEPT: (p) =>
    `图层“${p.layer}”由判读人员新增的图斑组成，不能整层移除。请在各图斑上“移除新增图斑”。`,
  SWEEP_NOT_BEGUN: () => '还没有建立普查格网。请先选定格子大小，开始普查。',
  SWEEP_NO_EXTENT: () => '项目中还没有影像或图层，无法划定普查范围。请先在“准备”中导入。',
  SWEEP_CELL_UNKNOWN: (p) => `普查格网中没有第 ${p.cell} 格，共 ${p.cells} 格。`,

  EXPORT_FORMAT_UNSUPPORTED: (p) => `“${p.what}”不能导出为 ${p.format} 格式。`,
  TEMPLATE_MISSING: () => '没有自定义报告的模板。请先在“出件设置”中选择本单位的 .docx 模板。',
  TEMPLATE_INVALID: ({ file, detail }) =>
    `模板“${file}”不能使用：${detail}。请在 WPS 或 Word 中另存为 .docx 后重试。`,
  RELEASE_NOT_REBUILDABLE: ({ folder, detail }) =>
    `无法按原样重建成果“${folder}”：${detail}。原成果文件夹没有改动。`,
  RELEASE_MISMATCH: (p) => `出件未通过勾稽：“${p.file}”${p.detail}。成果未发布，原有成果未改动。`,
  RELEASE_NOT_A_RELEASE: (p) => `“${p.folder}”不是田衡的成果文件夹（缺少 manifest.json）。`,
} satisfies { [C in ErrorCode]: (params: ErrorParams[C]) => string };

/** The sentence a user reads for an error. */
export function describeError<C extends ErrorCode>(code: C, params: ErrorParams[C]): string {
  const sentence = sentences[code] as (params: ErrorParams[C]) => string;
  return sentence(params);
}

/** Every code with its sentence for a help page: “…” stands where a file, a plot or a number will be. */
export function listErrors(): readonly { readonly code: ErrorCode; readonly sentence: string }[] {
  const gap = { toString: () => '…', toFixed: () => '…' };
  const anything = new Proxy({}, { get: () => gap });
  return (Object.keys(sentences) as ErrorCode[]).map((code) => ({
    code,
    sentence: (sentences[code] as (params: object) => string)(anything),
  }));
}
