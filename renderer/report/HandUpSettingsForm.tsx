import { Button, Checkbox, Input, Select } from 'antd';
import { useEffect, useState } from 'react';
import { wallMapPapers } from '../../shared/contract/records/handUpSettings.ts';
import { desktopShell } from '../backend/backend.ts';
import { PathField } from '../ui/PathField.tsx';
import { Section } from '../ui/Section.tsx';
import { loadSettings, saveSettings, setTemplate, useHandUpSettings } from './handUpSettingsStore.ts';

const mainSet = '本单位';

/** Who signs, which columns, how coordinate files look, and the bureau's own template; kept in the project. */
export function HandUpSettingsForm() {
  const { settings, templateNote } = useHandUpSettings();
  const [bureauName, setBureauName] = useState('');
  const [templatePath, setTemplatePath] = useState('');
  useEffect(() => {
    void loadSettings();
  }, []);
  const saved = settings?.bureauName ?? '';
  useEffect(() => setBureauName(saved), [saved]);
  if (settings === null) return null;
  const keys = settings.columnSets.find(({ name }) => name === settings.columnSet)?.keys ?? null;
  const saveColumns = (chosen: readonly string[]) =>
    chosen.length === 0 || chosen.length === settings.columns.length
      ? saveSettings({ columnSet: null })
      : saveSettings({ columnSet: mainSet, columnSets: [{ name: mainSet, keys: [...chosen] }] });
  const text = settings.coordinateText;
  const browseTemplate =
    desktopShell().kind === 'desktop'
      ? async () => {
          const files = await desktopShell().chooseFiles({
            title: '报告模板',
            extensions: ['docx'],
            multiple: false,
          });
          if (files[0] !== undefined) setTemplatePath(files[0]);
        }
      : undefined;
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
            onBlur={() => bureauName !== saved && void saveSettings({ bureauName })}
            onPressEnter={() => void saveSettings({ bureauName })}
          />
        </div>
        <div className="hand-up-field">
          <span>清单列（xlsx、csv）</span>
          <Select
            aria-label="清单列"
            mode="multiple"
            maxTagCount={2}
            placeholder="全部列"
            value={keys === null ? [] : [...keys]}
            options={settings.columns.map(({ key, title }) => ({ value: key, label: title }))}
            onChange={(chosen: string[]) => void saveColumns(chosen)}
          />
        </div>
        <div className="hand-up-field">
          <span>挂图纸张</span>
          <Select
            aria-label="挂图纸张"
            value={settings.wallMapPaper}
            options={wallMapPapers.map((paper) => ({ value: paper, label: paper }))}
            onChange={(wallMapPaper) => void saveSettings({ wallMapPaper })}
          />
        </div>
        <div className="hand-up-field">
          <span>坐标文件</span>
          <span>
            <Checkbox
              checked={text.perPlot}
              onChange={({ target }) =>
                void saveSettings({ coordinateText: { ...text, perPlot: target.checked } })
              }
            >
              每个图斑一个文件
            </Checkbox>
            <Checkbox
              checked={text.pointPrefix}
              onChange={({ target }) =>
                void saveSettings({ coordinateText: { ...text, pointPrefix: target.checked } })
              }
            >
              点号带 J
            </Checkbox>
          </span>
        </div>
        <PathField
          label="报告模板"
          value={templatePath}
          placeholder={settings.templateName ?? '本单位的 .docx 模板，如含 {{项目名称}}'}
          onChange={setTemplatePath}
          onBrowse={browseTemplate}
        />
        <div className="button-row">
          <Button disabled={templatePath.trim() === ''} onClick={() => void setTemplate(templatePath.trim())}>
            使用此模板
          </Button>
          <Button disabled={settings.templateName === null} onClick={() => void setTemplate(null)}>
            移除模板
          </Button>
        </div>
        {templateNote !== null && <p className="pane-hint">{templateNote}</p>}
      </div>
    </Section>
  );
}
