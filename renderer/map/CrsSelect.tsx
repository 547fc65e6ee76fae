import { Select } from 'antd';
import { listCoordinateSystems } from '../../shared/domain/crs/coordinateSystem.ts';
import { clearable } from '../ui/clearable.tsx';

interface CrsSelectProps {
  readonly value: string | undefined;
  readonly onChange: (code: string | undefined) => void;
  readonly placeholder: string;
}

const options = listCoordinateSystems()
  .filter(({ convertible }) => convertible)
  .map(({ code, name }) => ({ value: code, label: `${name}（${code}）` }));

/** Every coordinate system that can be used, found by name, meridian or code. */
export function CrsSelect({ value, onChange, placeholder }: CrsSelectProps) {
  return (
    <Select
      aria-label={placeholder}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={clearable}
      placeholder={placeholder}
      options={options}
      value={value}
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      onChange={(code: string | undefined) => onChange(code)}
    />
  );
}
