import { useCurrentPlot } from '../session/currentPlotStore.ts';

/** Why the current plot came back, before anything else of it. */
export function ReturnNotice() {
  const reason = useCurrentPlot((state) => state.detail?.returnReason ?? null);
  const status = useCurrentPlot((state) => state.detail?.status ?? null);
  if (status === 'rechecking')
    return (
      <p className="notice" role="status">
        复核中：由另一人盲评，初判结论在复核完成前不显示。
      </p>
    );
  if (status !== 'returned' || reason === null || reason === '') return null;
  return (
    <p className="notice notice-bad" role="status">
      <b>退回理由：</b>
      {reason}
    </p>
  );
}
