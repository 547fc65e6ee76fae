const sentences: Readonly<Record<string, string>> = {
  INVALID_INPUT: '图斑边界没有面积或无法读取，请在来源数据中修复后重新导入',
  EXCLUSION_INVALID: '与图斑相交的规则图层要素无法修复，请在来源数据中修复该要素后重新导入',
  WORKER_LOST: '计算此图斑时计算进程意外退出，请简化或修复图斑边界后重试',
  TOPOLOGY: '叠加运算失败，各种备用算法均未得到可信结果，请修复图斑或相交要素的边界',
  INVARIANT: '叠加结果没有通过面积守恒检查，为免出错未予采用，请修复图斑或相交要素的边界',
  MEMORY: '内存不足，计算此图斑的运算没有完成，请关闭其他程序后重新核算',
  ENGINE_LOST: '几何运算引擎中断，请重新核算；仍出现时请简化图斑边界',
};

/** Why a plot was not computed and what to do, with the code; an unknown code shows as itself. */
export function describeNotComputed(code: string): string {
  const sentence = sentences[code];
  return sentence === undefined ? code : `${sentence}（${code}）`;
}
