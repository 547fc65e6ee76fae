import { Button } from 'antd';
import { useState } from 'react';
import { desktopShell } from '../backend/backend.ts';
import { PathField } from '../ui/PathField.tsx';
import { setTemplate, useHandUpSettings } from './handUpSettingsStore.ts';

/** The bureau's own report as a .docx with placeholders: taken into the project, or out of it. */
export function ReportTemplateField({ templateName }: { readonly templateName: string | null }) {
  const templateNote = useHandUpSettings((state) => state.templateNote);
  const [path, setPath] = useState('');
  const browse =
    desktopShell().kind === 'desktop'
      ? async () => {
          const files = await desktopShell().chooseFiles({
            title: '报告模板',
            extensions: ['docx'],
            multiple: false,
          });
          if (files[0] !== undefined) setPath(files[0]);
        }
      : undefined;
  return (
    <div className="hand-up-field">
      <span>自定义报告的模板{templateName === null ? '' : `：${templateName}`}</span>
      <PathField
        label="报告模板"
        value={path}
        placeholder="本单位的 .docx 模板，如含 {{项目名称}}"
        onChange={setPath}
        onBrowse={browse}
      />
      <div className="button-row">
        <Button disabled={path.trim() === ''} onClick={() => void setTemplate(path.trim())}>
          使用此模板
        </Button>
        <Button disabled={templateName === null} onClick={() => void setTemplate(null)}>
          移除模板
        </Button>
      </div>
      {templateNote !== null && (
        <p className="pane-hint" role="status">
          {templateNote}
        </p>
      )}
    </div>
  );
}
