/** File names of the lists. */
export const listNames = { plots: '图斑清单', eligible: '可恢复图斑清单' } as const;
