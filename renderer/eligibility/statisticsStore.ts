import { create } from 'zustand';
import type { ReplyOf, RequestOf } from '../../shared/contract/backendApi.ts';
import { backend } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';

/** What else the engine can measure. */
export const statisticsKinds = ['flowout', 'occupation', 'recheck'] as const;
export type StatisticsKind = (typeof statisticsKinds)[number];

interface StatisticsState {
  readonly kind: StatisticsKind;
  readonly busy: boolean;
  readonly flowout: ReplyOf<'eligibility.flowout'> | null;
  readonly occupation: ReplyOf<'eligibility.occupation'> | null;
  readonly recheck: ReplyOf<'eligibility.recheck'> | null;
}

export const useStatistics = create<StatisticsState>(() => ({
  kind: 'flowout',
  busy: false,
  flowout: null,
  occupation: null,
  recheck: null,
}));

export function chooseStatistics(kind: StatisticsKind): void {
  useStatistics.setState({ kind });
}

export async function measureFlowout(request: RequestOf<'eligibility.flowout'>): Promise<void> {
  await whileBusy(async () => ({ flowout: await backend.call('eligibility.flowout', request) }));
}

export async function measureOccupation(layerId: string): Promise<void> {
  await whileBusy(async () => ({ occupation: await backend.call('eligibility.occupation', { layerId }) }));
}

export async function readRecheck(): Promise<void> {
  await whileBusy(async () => ({ recheck: await backend.call('eligibility.recheck', {}) }));
}

async function whileBusy(measure: () => Promise<Partial<StatisticsState>>): Promise<void> {
  if (useStatistics.getState().busy) return;
  useStatistics.setState({ busy: true });
  try {
    useStatistics.setState(await measure());
  } catch (error) {
    showFailure(error);
  } finally {
    useStatistics.setState({ busy: false });
  }
}
