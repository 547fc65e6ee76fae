import type { ReactNode } from 'react';

interface FailureNoticeProps {
  readonly message: string;
  readonly code: string;
  readonly action?: ReactNode;
}

/** What happened and what to do, with the stable code small beside it. */
export function FailureNotice({ message, code, action }: FailureNoticeProps) {
  return (
    <div className="failure" role="alert">
      <div>{message}</div>
      <div className="failure-code">错误码：{code}</div>
      {action}
    </div>
  );
}
