import { Button, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { ReplyOf } from '../../shared/contract/backendApi.ts';
import { saveSettings } from './handUpSettingsStore.ts';
import { refreshPreview } from './previewStore.ts';

const everyColumn = '';

/** Which columns the list workbook and the CSV have, in which order; kept under names to change between them. */
export function ColumnSetFields({ settings }: { readonly settings: ReplyOf<'handUp.settings'> }) {
  const { columnSets, columnSet, columns } = settings;
  const current = columnSets.find(({ name }) => name === columnSet);
  const [keys, setKeys] = useState<readonly string[]>(current?.keys ?? []);
  const [name, setName] = useState(columnSet ?? '');
  useEffect(() => {
    setKeys(current?.keys ?? []);
    setName(current?.name ?? '');
  }, [current]);
  const save = async (change: Parameters<typeof saveSettings>[0]) => {
    await saveSettings(change);
    refreshPreview();
  };
  const wanted = name.trim();
  const unchanged = current?.name === wanted && current.keys.join() === keys.join();
  return (
    <>
      <div className="hand-up-field">
        <span>清单列（xlsx、csv）</span>
        <Select
          aria-label="列方案"
          value={columnSet ?? everyColumn}
          options={[
            { value: everyColumn, label: '全部列' },
            ...columnSets.map((set) => ({ value: set.name, label: `${set.name}（${set.keys.length} 列）` })),
          ]}
          onChange={(chosen) => void save({ columnSet: chosen === everyColumn ? null : chosen })}
        />
      </div>
      <Select
        aria-label="方案中的列"
        className="wide"
        mode="multiple"
        maxTagCount={3}
        placeholder="选几列，按所选的先后排"
        value={[...keys]}
        options={columns.map(({ key, title }) => ({ value: key, label: title }))}
        optionFilterProp="label"
        onChange={setKeys}
      />
      <div className="column-set-row">
        <Input
          aria-label="方案名称"
          placeholder="方案名称"
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
        <Button
          disabled={wanted === '' || keys.length === 0 || unchanged}
          onClick={() =>
            void save({
              columnSet: wanted,
              columnSets: [
                ...columnSets.filter((set) => set.name !== wanted),
                { name: wanted, keys: [...keys] },
              ],
            })
          }
        >
          保存方案
        </Button>
        <Button
          disabled={current === undefined}
          onClick={() =>
            void save({
              columnSet: null,
              columnSets: columnSets.filter((set) => set !== current),
            })
          }
        >
          删除
        </Button>
      </div>
    </>
  );
}
