import {
  AuditOutlined,
  CalculatorOutlined,
  ContainerOutlined,
  EyeOutlined,
  ImportOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
import { useTooltip } from '../commands/registry.ts';
import { type Mode, modes, setView, useView } from '../session/viewStore.ts';
import { modeTitles } from './modeTitles.ts';

const icons: Readonly<Record<Mode, ComponentType>> = {
  prepare: ImportOutlined,
  review: EyeOutlined,
  eligibility: CalculatorOutlined,
  ledger: ContainerOutlined,
  report: AuditOutlined,
};

/** One project, five ways to work on it. */
export function ModeRail() {
  const active = useView((state) => state.mode);
  return (
    <nav className="rail" aria-label="工作模式">
      {modes.map((mode) => (
        <ModeButton key={mode} mode={mode} active={mode === active} />
      ))}
    </nav>
  );
}

function ModeButton({ mode, active }: { readonly mode: Mode; readonly active: boolean }) {
  const Icon = icons[mode];
  return (
    <button
      type="button"
      aria-current={active ? 'page' : undefined}
      title={useTooltip(`mode.${mode}`, modeTitles[mode])}
      onClick={() => setView({ mode })}
    >
      <Icon />
      <span>{modeTitles[mode]}</span>
    </button>
  );
}
