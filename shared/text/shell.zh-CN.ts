/** What the desktop shell and the start command say. */
export const shellText = {
  windowTitle: '田衡',
  startWithoutElectron:
    '本机没有 Electron 程序，且暂时无法下载（离线或超时）；改用系统浏览器打开，功能相同，仅本机可访问。',
  startWithoutDisplay: '没有图形界面，不打开窗口；以本机网页方式提供，功能相同，仅本机可访问。',
  startAsRoot: '以 root 身份运行：Chromium 沙箱在此无法启用，已加 --no-sandbox。日常请用普通用户运行。',
  startPreparing: '正在打开示例县（首次需要生成数据，约一分钟）…',
  startAddress: (url: string) => `田衡已就绪，请用浏览器打开：${url}\n按 Ctrl-C 停止。`,
  startNoBrowser: '未能自动打开浏览器，请手动打开上面的地址。',
  backendStopped: '后台进程意外停止',
  backendFailing: (times: number) =>
    `后台服务连续 ${times} 次意外停止，已不再自动重启。已提交的数据均已保存，请退出后重新打开程序；如仍出现，请把日志文件夹交给技术支持。`,
  dialogAllFiles: '所有文件',
  dialogKnownFiles: '可用文件',
} as const;

/** Labels of the application menu. */
export const menuText = {
  file: '文件',
  quit: '退出',
  edit: '编辑',
  undo: '撤销输入',
  redo: '重做输入',
  cut: '剪切',
  copy: '复制',
  paste: '粘贴',
  selectAll: '全选',
  view: '视图',
  reload: '重新载入窗口',
  actualSize: '实际大小',
  enlarge: '放大界面',
  shrink: '缩小界面',
  fullScreen: '全屏',
  help: '帮助',
  about: '关于田衡',
  aboutMessage: (version: string) => `田衡 ${version}\n全程离线运行，数据只保存在本机。`,
} as const;
