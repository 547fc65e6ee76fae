import type { ShapefileFieldRecord } from '../../shared/contract/records/documentRecords.ts';
import { Section } from '../ui/Section.tsx';

/** The fields of a Shapefile before it is written: at most ten bytes of name, and what does not fit. */
export function ShapefileFieldsView({ fields }: { readonly fields: readonly ShapefileFieldRecord[] }) {
  return (
    <Section title="Shapefile 字段" aside={`${fields.length} 个`}>
      <p className="pane-hint">
        字段名用拼音首字母，不超过 10 个字节；放不下的内容不会被截断，导出会停止并说明。
      </p>
      <table className="field-table num">
        <thead>
          <tr>
            <th>名称</th>
            <th>字段名</th>
            <th>类型</th>
            <th>问题</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ title, name, type, problem }) => (
            <tr key={name}>
              <td>{title}</td>
              <td>{name}</td>
              <td>{type}</td>
              <td>{problem === '' ? '—' : problem}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
