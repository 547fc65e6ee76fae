import { Checkbox, Select } from 'antd';
import type { CoordinateTextOptions } from '../../shared/contract/records/handUpSettings.ts';
import { saveSettings } from './handUpSettingsStore.ts';
import { refreshPreview } from './previewStore.ts';

const formTitles = { 8: '8 项（勘测定界）', 12: '12 项（补充耕地）' } as const;
const switches = [
  { key: 'pointPrefix', title: '点号带 J' },
  { key: 'closingPoint', title: '末点回到首点' },
  { key: 'zonePrefix', title: '横坐标带带号' },
  { key: 'perPlot', title: '每个图斑一个文件' },
] as const satisfies readonly { key: keyof CoordinateTextOptions; title: string }[];

/** How coordinate files are laid out: the forms, decimals and habits upper systems differ in. */
export function CoordinateTextFields({ text }: { readonly text: CoordinateTextOptions }) {
  const save = async (change: Partial<CoordinateTextOptions>) => {
    await saveSettings({ coordinateText: { ...text, ...change } });
    refreshPreview();
  };
  return (
    <fieldset className="hand-up-field" aria-label="坐标文件">
      <span>坐标文件（txt，GBK）</span>
      <div className="check-grid">
        {([8, 12] as const).map((form) => {
          const chosen = text.forms.includes(form);
          return (
            <Checkbox
              key={form}
              checked={chosen}
              // one form has to stay
              disabled={chosen && text.forms.length === 1}
              onChange={({ target }) =>
                void save({
                  forms: ([8, 12] as const).filter((each) =>
                    each === form ? target.checked : text.forms.includes(each),
                  ),
                })
              }
            >
              {formTitles[form]}
            </Checkbox>
          );
        })}
        {switches.map(({ key, title }) => (
          <Checkbox
            key={key}
            checked={text[key]}
            onChange={({ target }) => void save({ [key]: target.checked })}
          >
            {title}
          </Checkbox>
        ))}
      </div>
      <Select
        aria-label="坐标小数位数"
        value={text.decimals}
        options={([2, 3, 4] as const).map((decimals) => ({
          value: decimals,
          label: `坐标保留 ${decimals} 位小数`,
        }))}
        onChange={(decimals) => void save({ decimals })}
      />
    </fieldset>
  );
}
