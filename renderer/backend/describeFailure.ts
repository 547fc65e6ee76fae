import { BackendError } from '../../shared/contract/BackendError.ts';

/** What the window shows of a failed call: a sentence to act on and the stable code beside it. */
export interface Failure {
  readonly message: string;
  readonly code: string;
}

export function describeFailure(error: unknown): Failure {
  if (error instanceof BackendError) return { message: error.message, code: error.code };
  const detail = error instanceof Error ? error.message : String(error);
  return { message: `界面发生错误：${detail}。已提交的数据均已保存，请重新载入窗口。`, code: 'WINDOW' };
}
