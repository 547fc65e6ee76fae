import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { backend } from '../backend/backend.ts';
import { showFailure } from '../session/toastStore.ts';

interface RuleSelectProps {
  readonly value: string | undefined;
  readonly onChange: (rule: string | undefined) => void;
}

/** The exclusion rules of the fullest rule set, to bind a layer to. */
export function RuleSelect({ value, onChange }: RuleSelectProps) {
  const [options, setOptions] = useState<{ value: string; label: string }[]>([]);
  useEffect(() => {
    const load = async () => {
      const { ruleSets } = await backend.call('rules.list', {});
      const fullest = [...ruleSets].sort((a, b) => b.rules - a.rules)[0];
      if (fullest === undefined) return;
      const rules = await backend.call('rules.show', { rulesId: fullest.id });
      setOptions(rules.exclusions.map(({ code, title }) => ({ value: code, label: `${code} ${title}` })));
    };
    load().catch(showFailure);
  }, []);
  return (
    <Select
      aria-label="对应规则"
      placeholder="对应哪条排除规则"
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      value={value}
      onChange={(rule: string | undefined) => onChange(rule)}
    />
  );
}
