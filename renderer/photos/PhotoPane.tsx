import { usePhotos } from '../session/photoStore.ts';
import { formatCount } from '../ui/formatNumber.ts';
import { Section } from '../ui/Section.tsx';
import { PhotoAdder } from './PhotoAdder.tsx';

/** The left side of 照片: bring in what came from the field. */
export function PhotoPane() {
  const photos = usePhotos((state) => state.photos);
  const undecided = photos.filter(({ plotId }) => plotId === null).length;
  return (
    <div className="pane-scroll">
      <Section title="添加外业照片">
        <p className="pane-text">
          照片复制到项目文件夹内，原文件不动。带定位和朝向的照片自动挂到所拍图斑；把握不足的留给人工。
        </p>
        <PhotoAdder plotId={null} />
      </Section>
      <Section title="项目照片">
        <dl className="facts num">
          <dt>共</dt>
          <dd>{formatCount(photos.length)} 张</dd>
          <dt>已挂接</dt>
          <dd>{formatCount(photos.length - undecided)} 张</dd>
          <dt>需人工</dt>
          <dd className={undecided > 0 ? 'must' : undefined}>{formatCount(undecided)} 张</dd>
          <dt>无定位</dt>
          <dd>{formatCount(photos.filter(({ x }) => x === null).length)} 张</dd>
        </dl>
      </Section>
    </div>
  );
}
