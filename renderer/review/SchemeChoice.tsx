import { Dropdown } from 'antd';
import { useState } from 'react';
import type { VerdictScheme } from '../../shared/domain/review/verdictScheme.ts';
import { backend } from '../backend/backend.ts';
import { useProject } from '../session/projectStore.ts';
import { reviewerName } from '../session/reviewerStore.ts';
import { showFailure, showToast } from '../session/toastStore.ts';

/** The verdict scheme of the project, and the others it could be judged by. */
export function SchemeChoice() {
  const scheme = useProject((state) => state.scheme);
  const [schemes, setSchemes] = useState<readonly VerdictScheme[]>([]);
  const load = (open: boolean) => {
    if (!open) return;
    backend
      .call('review.schemes', {})
      .then((reply) => setSchemes(reply.schemes))
      .catch(showFailure);
  };
  const choose = (schemeId: string) => {
    backend
      .call('review.chooseScheme', { schemeId, by: reviewerName() })
      .then((chosen) => {
        useProject.setState({ scheme: chosen });
        showToast({ kind: 'info', text: `已改用结论方案“${chosen.title}”` });
      })
      .catch(showFailure);
  };
  return (
    <>
      判读 ·{' '}
      <Dropdown
        trigger={['click']}
        onOpenChange={load}
        menu={{
          items: schemes.map(({ id, title }) => ({ key: id, label: title })),
          selectedKeys: scheme === null ? [] : [scheme.id],
          onClick: ({ key }) => choose(key),
        }}
      >
        <button type="button" className="plain" aria-label={`结论方案：${scheme?.title ?? ''}`}>
          {scheme?.title} <span className="caret">▾</span>
        </button>
      </Dropdown>
    </>
  );
}
