import type { ThemeConfig } from 'antd';

/** antd in the measures of the window: 13 px, 6 px corners, one accent. */
export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1659b8',
    colorText: '#1f2933',
    colorTextSecondary: '#52606d',
    colorTextPlaceholder: '#6f7c89',
    colorBorder: '#d5dce3',
    colorBorderSecondary: '#e1e6eb',
    colorSuccess: '#1a7f5a',
    colorWarning: '#b25e00',
    colorError: '#b3261e',
    borderRadius: 6,
    fontSize: 13,
    controlHeight: 30,
    controlHeightSM: 24,
    fontFamily: '"Microsoft YaHei UI", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", sans-serif',
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
  },
};
