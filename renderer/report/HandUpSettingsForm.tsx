import { Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { wallMapPapers } from '../../shared/contract/records/handUpSettings.ts';
import { Section } from '../ui/Section.tsx';
import { ColumnSetFields } from './ColumnSetFields.tsx';
import { CoordinateTextFields } from './CoordinateTextFields.tsx';
import { loadSettings, saveSettings, useHandUpSettings } from './handUpSettingsStore.ts';
import { refreshPreview } from './previewStore.ts';
import { ReportTemplateField } from './ReportTemplateField.tsx';
import { changeChoice, useReportChoice } from './reportChoiceStore.ts';

const encodingTitles = { gbk: 'GBK', utf8: 'UTF-8' } as const;

/** Who signs, which columns, how files look, and the bureau's own template; kept in the project. */
export function HandUpSettingsForm() {
  const settings = useHandUpSettings((state) => state.settings);
  const encoding = useReportChoice((state) => state.encoding);
  const [bureauName, setBureauName] = useState('');
  useEffect(() => {
    void loadSettings();
  }, []);
  const saved = settings?.bureauName ?? '';
  useEffect(() => setBureauName(saved), [saved]);
  if (settings === null) return null;
  const save = async (change: Parameters<typeof saveSettings>[0]) => {
    await saveSettings(change);
    refreshPreview();
  };
  return (
    <Section title="出件设置" aside="随项目保存">
      <div className="form">
        <div className="hand-up-field">
          <span>落款单位</span>
          <Input
            aria-label="落款单位"
            placeholder="如：示例县自然资源局"
            value={bureauName}
            onChange={({ target }) => setBureauName(target.value)}
            onBlur={() => bureauName !== saved && void save({ bureauName })}
            onPressEnter={() => void save({ bureauName })}
          />
        </div>
        <ColumnSetFields settings={settings} />
        <div className="form-pair">
          <div className="hand-up-field">
            <span>Shapefile 编码</span>
            <Select
              aria-label="Shapefile 编码"
              value={encoding}
              options={(['gbk', 'utf8'] as const).map((value) => ({ value, label: encodingTitles[value] }))}
              onChange={(chosen) => {
                changeChoice({ encoding: chosen });
                refreshPreview();
              }}
            />
          </div>
          <div className="hand-up-field">
            <span>挂图纸张</span>
            <Select
              aria-label="挂图纸张"
              value={settings.wallMapPaper}
              options={wallMapPapers.map((paper) => ({ value: paper, label: paper }))}
              onChange={(wallMapPaper) => void save({ wallMapPaper })}
            />
          </div>
        </div>
        <div className="hand-up-field">
          <span>永久基本农田图层（gpkg）</span>
          <Checkbox
            checked={settings.personalData}
            onChange={({ target }) => void save({ personalData: target.checked })}
          >
            含责任人姓名、证件号和电话
          </Checkbox>
        </div>
        <CoordinateTextFields text={settings.coordinateText} />
        <ReportTemplateField templateName={settings.templateName} />
      </div>
    </Section>
  );
}
