import type { BackendClient } from '../../../shared/contract/createClient.ts';
import type { Adjustment } from '../../../shared/domain/eligibility/adjustment.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import type { Arguments } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

/** Options that say what a scenario changes; shared by what-if and adoption. */
export const adjustmentOptions = {
  scenario: { type: 'string' },
  order: { type: 'string' },
  without: { type: 'string' },
  'min-net': { type: 'string' },
  sliver: { type: 'string' },
  'sliver-width': { type: 'string' },
  edge: { type: 'string' },
  'edge-share': { type: 'string' },
} as const;

export const adjustmentUsage =
  '[--scenario NAME] [--order E02,E01,…] [--without E07] [--min-net 400] [--sliver 10] [--sliver-width 1] [--edge 1] [--edge-share 0.001]';

/** A kept scenario, where one is named, changed by what else is given. Throws SCENARIO_NOT_FOUND. */
export async function readAdjustment(
  client: BackendClient,
  args: Arguments,
  signal: AbortSignal,
): Promise<Adjustment> {
  const given = withoutUndefined({
    order: args.list('order'),
    without: args.list('without'),
    minimumNetSquareMeters: args.number('min-net'),
    sliverSquareMeters: args.number('sliver'),
    sliverWidthMeters: args.number('sliver-width'),
    edgeToleranceSquareMeters: args.number('edge'),
    edgeToleranceShare: args.number('edge-share'),
  });
  const name = args.text('scenario');
  if (name === undefined) return given;
  const { scenarios } = await client.call('scenario.list', {}, signal);
  const kept = scenarios.find((scenario) => scenario.name === name);
  if (kept === undefined) throw new AppError('SCENARIO_NOT_FOUND', { name });
  return { ...kept.adjustment, ...given };
}
