import { backend } from '../backend/backend.ts';
import { keyTextOf, runCommandById } from '../commands/registry.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

/** Hangs a photo on a plot, or takes it off (null). */
export function attachPhoto(photoId: number, plotId: number | null): void {
  backend
    .call('photo.attach', { photoId, plotId, by: reviewerName() })
    .then(({ plotNo }) =>
      showToast({
        kind: 'info',
        text: plotNo === null ? '照片已取下，仍在“未挂接”中' : `照片已挂到图斑 ${plotNo}`,
        action: { title: '撤销', key: keyTextOf('review.undo'), run: () => runCommandById('review.undo') },
      }),
    )
    .catch(showFailure);
}

/** Takes photos into the project; those without a plot are matched. Tells what came of it; null where it failed. */
export async function addPhotos(files: readonly string[], plotId: number | null): Promise<string | null> {
  try {
    const report = await backend.call('photo.add', {
      files: [...files],
      ...(plotId === null ? {} : { plotId }),
      by: reviewerName(),
    });
    const { added, known, matched, undecided, failed } = report;
    return [
      `添加 ${added} 张`,
      plotId === null && added > 0 ? `自动匹配 ${matched} 张` : '',
      undecided > 0 ? `需人工 ${undecided} 张` : '',
      known > 0 ? `已有 ${known} 张` : '',
      ...failed.map(({ reason }) => reason),
    ]
      .filter(Boolean)
      .join('；');
  } catch (error) {
    showFailure(error);
    return null;
  }
}
