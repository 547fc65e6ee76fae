import type { ComponentProps } from 'react';

interface FilterChipProps extends Omit<ComponentProps<'button'>, 'value' | 'title'> {
  readonly title: string;
  readonly value: string | undefined;
  readonly onClear: () => void;
}

/** A filter as a pill: its name while unset, its value and a cross while set. */
export function FilterChip({ title, value, onClear, ...rest }: FilterChipProps) {
  return (
    <span className={value === undefined ? 'chip' : 'chip chip-on'}>
      <button type="button" aria-label={value === undefined ? title : `${title}：${value}`} {...rest}>
        {value ?? title}
      </button>
      {value !== undefined && (
        <button type="button" className="chip-clear" aria-label={`取消筛选：${title}`} onClick={onClear}>
          ×
        </button>
      )}
    </span>
  );
}
