import { beforeEach, expect, it } from 'vitest';
import { chooseEpochs, stepEpoch } from '../../../../renderer/map/chooseEpochs.ts';
import { setMap, useMap } from '../../../../renderer/map/mapStore.ts';
import type { ProjectSummary } from '../../../../shared/contract/records/projectRecords.ts';

/** Three epochs, imported in another order than they were taken in. */
const project = {
  imagery: [
    { id: '1', epoch: '2026-03' },
    { id: '2', epoch: '2015-10' },
    { id: '3', epoch: '2020-06' },
  ],
} as unknown as ProjectSummary;

const pair = () => {
  const { earlierImageId, laterImageId } = useMap.getState();
  return [earlierImageId, laterImageId];
};

beforeEach(() => setMap({ earlierImageId: null, laterImageId: null }));

it('the last two dates are compared at first', () => {
  chooseEpochs(project);
  expect(pair()).toEqual(['3', '1']);
});

it('a choice made before stays as long as its images are there', () => {
  setMap({ earlierImageId: '2', laterImageId: '3' });
  chooseEpochs(project);
  expect(pair()).toEqual(['2', '3']);
  setMap({ earlierImageId: '9', laterImageId: '3' });
  chooseEpochs(project);
  expect(pair()).toEqual(['3', '1']);
});

it(', goes to the epoch before and . to the one after, by date and never onto the later image', () => {
  chooseEpochs(project);
  stepEpoch(project, -1);
  expect(pair()).toEqual(['2', '1']);
  // there is none before the first
  stepEpoch(project, -1);
  expect(pair()).toEqual(['2', '1']);
  stepEpoch(project, 1);
  expect(pair()).toEqual(['3', '1']);
  // the next one is the later image itself
  stepEpoch(project, 1);
  expect(pair()).toEqual(['3', '1']);
});
