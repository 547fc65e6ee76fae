import { z } from 'zod';
import { closingWays, ledgerActions, ledgerStates } from '../../domain/review/ledgerState.ts';
import type { RequestOf } from '../backendApi.ts';
import type { LedgerMethods } from '../methods/ledgerMethods.ts';
import { actor, nothing, plotId, text } from './requestFields.ts';

const filter = z.strictObject({
  state: z.enum(ledgerStates).exactOptional(),
  townName: text.exactOptional(),
  assignee: text.exactOptional(),
  overdue: z.boolean().exactOptional(),
  text: text.exactOptional(),
});

export const ledgerRequests = {
  'ledger.move': z.strictObject({
    plotIds: z.array(plotId).min(1).max(100_000),
    action: z.enum(ledgerActions),
    deadline: z.iso.date().exactOptional(),
    reason: text.exactOptional(),
    way: z.enum(closingWays).exactOptional(),
    source: text.exactOptional(),
    problemType: text.exactOptional(),
    assignee: text.exactOptional(),
    note: text.exactOptional(),
    by: actor,
  }),
  'ledger.query': z.strictObject({
    filter: filter.exactOptional(),
    offset: z.int().min(0),
    limit: z.int().min(1).max(10_000),
  }),
  'ledger.counts': nothing,
  'ledger.board': nothing,
  'ledger.timeline': z.strictObject({ plotId }),
} satisfies { [M in keyof LedgerMethods]: z.ZodType<RequestOf<M>> };
