import type { z } from 'zod';
import type { MethodName, RequestOf } from './backendApi.ts';
import { addedPlotRequests } from './requests/addedPlotRequests.ts';
import { appRequests } from './requests/appRequests.ts';
import { documentRequests } from './requests/documentRequests.ts';
import { eligibilityRequests } from './requests/eligibilityRequests.ts';
import { historyRequests } from './requests/historyRequests.ts';
import { imageryRequests } from './requests/imageryRequests.ts';
import { importRequests } from './requests/importRequests.ts';
import { ledgerRequests } from './requests/ledgerRequests.ts';
import { markupRequests } from './requests/markupRequests.ts';
import { photoRequests } from './requests/photoRequests.ts';
import { plotRequests } from './requests/plotRequests.ts';
import { projectRequests } from './requests/projectRequests.ts';
import { qualityRequests } from './requests/qualityRequests.ts';
import { reviewRequests } from './requests/reviewRequests.ts';
import { scenarioRequests } from './requests/scenarioRequests.ts';

/** The runtime check of every request: unknown keys and wrong types never reach a handler. */
export const requestSchemas = {
  ...appRequests,
  ...projectRequests,
  ...importRequests,
  ...imageryRequests,
  ...plotRequests,
  ...addedPlotRequests,
  ...markupRequests,
  ...eligibilityRequests,
  ...scenarioRequests,
  ...reviewRequests,
  ...qualityRequests,
  ...ledgerRequests,
  ...historyRequests,
  ...photoRequests,
  ...documentRequests,
} satisfies { [M in MethodName]: z.ZodType<RequestOf<M>> };
