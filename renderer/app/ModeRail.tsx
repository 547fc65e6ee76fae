import {
  AuditOutlined,
  CalculatorOutlined,
  ContainerOutlined,
  EyeOutlined,
  ImportOutlined,
} from '@ant-design/icons';
import type { ComponentType } from 'react';
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
      {modes.map((mode, index) => {
        const Icon = icons[mode];
        return (
          <button
            key={mode}
            type="button"
            aria-current={mode === active ? 'page' : undefined}
            title={`${modeTitles[mode]}　Ctrl+${index + 1}`}
            onClick={() => setView({ mode })}
          >
            <Icon />
            <span>{modeTitles[mode]}</span>
          </button>
        );
      })}
    </nav>
  );
}
