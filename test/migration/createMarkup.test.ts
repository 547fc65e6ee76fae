import { expect, it } from 'vitest';
import { readMarkup } from '../../electron/backend/storage/project/markup.ts';
import {
  addMarkup,
  clearParts,
  cutIntoParts,
} from '../../electron/backend/storage/project/markupCommands.ts';
import { readPlotParts } from '../../electron/backend/storage/project/plotParts.ts';
import { readProposedBoundary } from '../../electron/backend/storage/project/proposedBoundaries.ts';
import { addPlots, squareWkb } from '../support/buildProject.ts';
import { upgradeProject } from '../support/upgradeProject.ts';

it('0014 gives a project from before room for markup, parts and boundaries', async () => {
  const after = await upgradeProject(14, { fill: (before) => addPlots(before, 2) });
  const db = after.database;
  expect([readMarkup(db), readPlotParts(db, 1), readProposedBoundary(db, 1)]).toEqual([[], [], null]);
  const wkb = squareWkb(500_000, 3_000_000, 5);
  addMarkup(after, 1, { kind: 'area', wkb, text: '果树' }, '甲');
  expect(readMarkup(db)).toMatchObject([{ plotId: 1, kind: 'area', text: '果树', by: '甲' }]);
  const areas = { squareMeters: 400, printedSquareMeters: 400, printedMu: 0.6 };
  const open = { verdictCode: null, note: '', decidedBy: null, decidedAtUtc: null };
  cutIntoParts(after, 2, [{ wkb, ...areas, ...open }], '甲');
  expect(readPlotParts(db, 2)).toHaveLength(1);
  clearParts(after, 2, '甲');
  expect(readPlotParts(db, 2)).toEqual([]);
});
