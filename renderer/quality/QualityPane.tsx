import { SampleForm } from './SampleForm.tsx';
import { SampleList } from './SampleList.tsx';
import { SampleReport } from './SampleReport.tsx';

/** The left side of 抽查复核: draw, go on with what is drawn, and what came of it. */
export function QualityPane() {
  return (
    <div className="pane-scroll">
      <SampleList />
      <SampleReport />
      <SampleForm />
    </div>
  );
}
