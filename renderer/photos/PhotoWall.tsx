import { useEffect, useState } from 'react';
import type { PhotoCandidate, PhotoRecord } from '../../shared/contract/records/photoRecords.ts';
import { backend } from '../backend/backend.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { selectPlot, useCurrentPlot } from '../session/currentPlotStore.ts';
import { setLedger } from '../session/ledgerStore.ts';
import { openPhoto, usePhotos } from '../session/photoStore.ts';
import { showFailure } from '../session/toastStore.ts';
import { EmptyState } from '../ui/EmptyState.tsx';
import { PhotoImage } from './PhotoImage.tsx';
import { describePhoto } from './PhotoSection.tsx';
import { attachPhoto } from './photoActions.ts';

/** At most so many at once: pictures of a whole county would fill the memory. */
const mostShown = 60;

/** Photos that wait for a person, each with the plots it may show; 1, 2, 3 hang the first one on its candidates. */
export function PhotoWall() {
  const photos = usePhotos((state) => state.photos);
  const waiting = photos.filter(({ plotId }) => plotId === null);
  useEffect(() => setLedger({ order: [] }), []);
  if (photos.length === 0)
    return (
      <EmptyState title="还没有照片">
        在左侧添加外业照片，或在右侧“照片”中为当前图斑添加。照片在地图上显示为带朝向的圆点。
      </EmptyState>
    );
  if (waiting.length === 0)
    return <EmptyState title="全部照片都已挂接">点地图上的圆点或右侧小图，查看照片。</EmptyState>;
  return (
    <div className="photo-wall">
      {waiting.slice(0, mostShown).map((photo, index) => (
        <WaitingPhoto key={photo.photoId} photo={photo} first={index === 0} />
      ))}
      {waiting.length > mostShown && (
        <p className="pane-hint">还有 {waiting.length - mostShown} 张，挂接后显示。</p>
      )}
    </div>
  );
}

function WaitingPhoto({ photo, first }: { readonly photo: PhotoRecord; readonly first: boolean }) {
  const { photoId } = photo;
  const current = useCurrentPlot((state) => state.detail);
  const [candidates, setCandidates] = useState<readonly PhotoCandidate[]>([]);
  useEffect(() => {
    backend
      .call('photo.candidates', { photoId })
      .then((reply) => setCandidates(reply.candidates.slice(0, 3)))
      .catch(showFailure);
  }, [photoId]);
  useEffect(() => {
    if (!first) return;
    setLedger({
      choices: candidates.map(({ plotId, plotNo }) => ({
        title: `挂到 ${plotNo}`,
        run: () => attachPhoto(photoId, plotId),
      })),
    });
    return () => setLedger({ choices: [] });
  }, [first, candidates, photoId]);
  return (
    <figure className="photo-card">
      <button
        type="button"
        className="photo-tile"
        title={describePhoto(photo)}
        onClick={() => openPhoto(photoId)}
      >
        <PhotoImage photoId={photoId} size="thumbnail" alt={photo.name} />
      </button>
      <figcaption>
        <span className="ellipsis" title={describePhoto(photo)}>
          {photo.name}
        </span>
        {candidates.length === 0 && (
          <span className="muted">{photo.x === null ? '照片没有定位' : '附近没有图斑'}</span>
        )}
        {candidates.map(({ plotId, plotNo, share }, index) => (
          <span key={plotId} className="photo-candidate num">
            <button type="button" className="link ellipsis" onClick={() => selectPlot(plotId, 'list')}>
              {plotNo}
            </button>
            <span className="muted">{Math.round(share * 100)} %</span>
            <button type="button" className="choice" onClick={() => attachPhoto(photoId, plotId)}>
              {first && <KeyHint command={`ledger.choice.${index + 1}`} className="kbd" />} 挂接
            </button>
          </span>
        ))}
        {current !== null && (
          <button type="button" className="link" onClick={() => attachPhoto(photoId, current.plotId)}>
            挂到当前图斑
          </button>
        )}
      </figcaption>
    </figure>
  );
}
