import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { showFailure } from '../session/toastStore.ts';
import { Section } from '../ui/Section.tsx';
import { keepScenario, loadScenario, removeScenario, renameScenario, useSandbox } from './sandboxStore.ts';

/** Named scenarios, kept with the project: load, keep, rename, remove. */
export function ScenarioBar() {
  const { scenarios, scenarioName } = useSandbox();
  const [naming, setNaming] = useState<'keep' | 'rename' | null>(null);
  const [name, setName] = useState('');
  const begin = (purpose: 'keep' | 'rename') => {
    setName(scenarioName ?? '');
    setNaming(purpose);
  };
  const finish = () => {
    const wanted = name.trim();
    if (wanted === '') return;
    const done =
      naming === 'rename' && scenarioName !== null
        ? renameScenario(scenarioName, wanted)
        : keepScenario(wanted);
    done.then(() => setNaming(null)).catch(showFailure);
  };
  return (
    <Section title="方案" aside={`已存 ${scenarios.length} 个`}>
      <Select
        aria-label="口径方案"
        className="wide"
        placeholder={scenarios.length === 0 ? '还没有存过方案' : '载入一个方案'}
        value={scenarioName}
        options={scenarios.map((scenario) => ({
          value: scenario.name,
          label: scenario.name,
          title: `${scenario.savedBy} 存于 ${scenario.savedAtUtc.slice(0, 10)}`,
        }))}
        onChange={loadScenario}
      />
      {naming === null ? (
        <div className="button-row scenario-actions">
          <Button size="small" onClick={() => begin('keep')}>
            存为方案…
          </Button>
          <Button size="small" disabled={scenarioName === null} onClick={() => begin('rename')}>
            改名…
          </Button>
          <Button
            size="small"
            disabled={scenarioName === null}
            onClick={() => scenarioName !== null && removeScenario(scenarioName).catch(showFailure)}
          >
            删除
          </Button>
        </div>
      ) : (
        <div className="path-field scenario-actions">
          <Input
            autoFocus
            size="small"
            aria-label="方案名称"
            placeholder="方案名称，如：不扣 25 度坡地"
            maxLength={60}
            value={name}
            onChange={(event) => setName(event.target.value)}
            onPressEnter={finish}
            onKeyDown={(event) => event.key === 'Escape' && setNaming(null)}
          />
          <Button size="small" type="primary" disabled={name.trim() === ''} onClick={finish}>
            {naming === 'keep' ? '保存' : '改名'}
          </Button>
          <Button size="small" onClick={() => setNaming(null)}>
            取消
          </Button>
        </div>
      )}
    </Section>
  );
}
