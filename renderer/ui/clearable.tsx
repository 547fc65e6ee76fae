import { CloseCircleFilled } from '@ant-design/icons';

/** For allowClear of a field: the component's own icon is called by its English file name. */
export const clearable = { clearIcon: <CloseCircleFilled aria-label="清除" /> };
