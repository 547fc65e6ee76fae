import { useEffect } from 'react';
import type { PhotoRecord } from '../../shared/contract/records/photoRecords.ts';
import { KeyHint } from '../commands/KeyHint.tsx';
import { useCurrentPlot } from '../session/currentPlotStore.ts';
import { followPhotos, openPhoto, photosOfPlot, usePhotos } from '../session/photoStore.ts';
import { DialogBox } from '../ui/DialogBox.tsx';
import { Section } from '../ui/Section.tsx';
import { PhotoAdder } from './PhotoAdder.tsx';
import { PhotoImage } from './PhotoImage.tsx';
import { attachPhoto } from './photoActions.ts';

/** The photos of the current plot: small pictures with time and bearing; a click shows one large. */
export function PhotoSection() {
  useEffect(followPhotos, []);
  const plotId = useCurrentPlot((state) => state.plotId);
  const all = usePhotos((state) => state.photos);
  const openId = usePhotos((state) => state.openId);
  const photos = photosOfPlot(all, plotId);
  const open = all.find(({ photoId }) => photoId === openId);
  if (plotId === null) return null;
  return (
    <Section title="照片" aside={photos.length > 0 ? `${photos.length} 张` : undefined}>
      {photos.length > 0 && (
        <ul className="photo-strip">
          {photos.map((photo) => (
            <li key={photo.photoId}>
              <button
                type="button"
                className="photo-tile"
                title={describePhoto(photo)}
                onClick={() => openPhoto(photo.photoId)}
              >
                <PhotoImage photoId={photo.photoId} size="thumbnail" alt={photo.name} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <PhotoAdder plotId={plotId} />
      {open !== undefined && <OpenPhoto photo={open} />}
    </Section>
  );
}

function OpenPhoto({ photo }: { readonly photo: PhotoRecord }) {
  const current = useCurrentPlot((state) => state.plotId);
  const close = () => openPhoto(null);
  return (
    <DialogBox label={`照片 ${photo.name}`} width={900} onClose={close}>
      <div className="photo-large">
        <PhotoImage photoId={photo.photoId} size="full" alt={photo.name} />
      </div>
      <div className="photo-facts num">
        <span>{describePhoto(photo)}</span>
        <span className="button-row">
          {photo.plotId !== null && (
            <button
              type="button"
              className="link"
              onClick={() => {
                attachPhoto(photo.photoId, null);
                close();
              }}
            >
              取下
            </button>
          )}
          {current !== null && photo.plotId !== current && (
            <button type="button" className="link" onClick={() => attachPhoto(photo.photoId, current)}>
              挂到当前图斑
            </button>
          )}
          <button type="button" className="link" onClick={close}>
            关闭 <KeyHint command="window.escape" />
          </button>
        </span>
      </div>
    </DialogBox>
  );
}

/** “2026-11-20 09:15 · 朝向 271° · 自动匹配 0417”. */
export function describePhoto(photo: PhotoRecord): string {
  const { name, takenAt, bearing, x, how, plotNo } = photo;
  return [
    name,
    takenAt?.replace('T', ' ').slice(0, 16) ?? '时间未知',
    x === null ? '无定位' : bearing === null ? '无朝向' : `朝向 ${Math.round(bearing)}°`,
    plotNo === null ? '未挂接' : `${how === 'matched' ? '自动匹配' : '手工挂接'} ${plotNo}`,
  ].join(' · ');
}
