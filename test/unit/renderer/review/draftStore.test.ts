import { afterAll, beforeEach, expect, it, vi } from 'vitest';
import type { ProjectSummary } from '../../../../shared/contract/records/projectRecords.ts';

const stored = new Map<string, string>();
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, text: string) => stored.set(key, text),
  removeItem: (key: string) => stored.delete(key),
});
const { draftAnswers, openDrafts, setAnswers, setDraft, useDrafts } = await import(
  '../../../../renderer/review/draftStore.ts'
);
const { setReviewer, unsigned, useReviewer } = await import('../../../../renderer/session/reviewerStore.ts');

const open = (directory: string, createdAtUtc = '2026-03-01T00:00:00Z') =>
  openDrafts({ directory, createdAtUtc } as ProjectSummary);

beforeEach(() => {
  setReviewer('张三');
  stored.clear();
});
afterAll(() => {
  useReviewer.setState(useReviewer.getInitialState(), true);
  open('nowhere');
  vi.unstubAllGlobals();
});

it('brings back what was written but not saved, in the project it was written in', () => {
  open('甲县');
  setDraft(7, '路边一角');
  setAnswers(7, 'doubt', { reason: 'shifted' });
  // another project, and another one that was made in the same folder since
  open('乙县');
  expect(useDrafts.getState()).toEqual({ notes: {}, answers: {} });
  setDraft(7, '乙县的');
  open('甲县', '2026-04-01T00:00:00Z');
  expect(useDrafts.getState().notes).toEqual({});
  open('甲县');
  expect(useDrafts.getState().notes).toEqual({ 7: '路边一角' });
  expect(draftAnswers(useDrafts.getState(), 7, 'doubt')).toEqual({ reason: 'shifted' });
});

it('keeps apart what two reviewers at one desk write, and lets the first name take over what had none', () => {
  setReviewer(unsigned);
  open('甲县');
  setDraft(7, '路边一角');
  setReviewer('张三');
  expect(useDrafts.getState().notes).toEqual({ 7: '路边一角' });
  setReviewer('李四');
  expect(useDrafts.getState().notes).toEqual({});
  setDraft(7, '李四的');
  setReviewer('张三');
  expect(useDrafts.getState().notes).toEqual({ 7: '路边一角' });
  setReviewer(unsigned);
  expect(useDrafts.getState().notes).toEqual({});
});

it('leaves nothing behind once all of it is saved', () => {
  open('甲县');
  setDraft(7, '路边一角');
  setAnswers(7, 'doubt', { reason: 'shifted' });
  setDraft(7, null);
  setAnswers(7, 'doubt', null);
  expect(stored.size).toBe(0);
});

it('begins anew where the machine kept something that is no draft', () => {
  open('甲县');
  setDraft(7, '路边一角');
  for (const key of stored.keys()) stored.set(key, '{"notes":');
  open('甲县');
  expect(useDrafts.getState()).toEqual({ notes: {}, answers: {} });
});
