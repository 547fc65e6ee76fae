import { dismissToast, useToast } from '../session/toastStore.ts';

/** One line over the map: what was done and how to take it back, or what went wrong. */
export function ToastView() {
  const toast = useToast((state) => state.toast);
  return (
    <div className="toast-place" aria-live="polite">
      {toast !== null && (
        <div className={toast.kind === 'error' ? 'toast toast-error' : 'toast'} key={toast.id}>
          <span>
            {toast.text}
            {toast.code !== undefined && <span className="toast-code">错误码：{toast.code}</span>}
          </span>
          {toast.action !== undefined && (
            <button type="button" onClick={toast.action.run}>
              {toast.action.title} {toast.action.key}
            </button>
          )}
          {toast.kind === 'error' && (
            <button type="button" aria-label="关闭提示" onClick={dismissToast}>
              ×
            </button>
          )}
        </div>
      )}
    </div>
  );
}
