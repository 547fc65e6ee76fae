import { KeyHint } from '../commands/KeyHint.tsx';
import { useProject } from '../session/projectStore.ts';
import { useVerdictMarks } from '../session/verdictMarkStore.ts';
import { SimilarOffer } from './SimilarOffer.tsx';
import { useWall } from './wallStore.ts';
import {
  answerQuestion,
  judgeSimilar,
  judgeTheRest,
  plotsOfTheRest,
  verdictOfTheRest,
} from './wallVerdicts.ts';

/** What the next key will do, and the one verdict for many. */
export function WallFoot() {
  return (
    <footer className="wall-foot num">
      <NextKey />
      <Question />
      <SimilarOffer />
      <RestButton />
    </footer>
  );
}

function NextKey() {
  const typed = useWall((state) => state.typed);
  const adding = useWall((state) => state.adding);
  const chosen = useWall((state) => state.selected.size);
  const question = useWall((state) => state.question);
  const isSimilar = useWall((state) => state.purpose.kind === 'similar');
  if (question !== null) return <output className="wall-next">{question.field.title}：</output>;
  if (typed !== '') return <output className="wall-next wall-next-busy">编号 {typed}_</output>;
  if (adding) return <output className="wall-next wall-next-busy">编号 _ _</output>;
  if (isSimilar)
    return (
      <output className="wall-next">
        已选 {chosen} 块　·　编号或 <KeyHint command="wall.choose" />
        ：选中、去掉　·　按住 <KeyHint command="map.peek" />
        ：前时相
        <span className="wall-more">
          　·　
          <KeyHint command="map.blink" />
          ：自动闪烁　·　
          <KeyHint command="window.escape" />
          ：放弃
        </span>
      </output>
    );
  if (chosen > 0)
    return (
      <output className="wall-next wall-next-busy">
        已选 {chosen} 块：按结论键判定　·　
        <KeyHint command="wall.anotherNumber" />
        ：再选编号　·　
        <KeyHint command="window.escape" />
        ：取消选择
      </output>
    );
  return (
    <output className="wall-next">
      输入编号，或移到图上 <KeyHint command="wall.choose" /> 选中　·　按住 <KeyHint command="map.peek" />
      ：前时相
      <span className="wall-more">
        　·　
        <KeyHint command="map.blink" />
        ：自动闪烁　·　
        <KeyHint command="wall.nextPage" />
        ：下一屏
      </span>
    </output>
  );
}

function Question() {
  const question = useWall((state) => state.question);
  if (question === null) return null;
  return (
    <span className="wall-choices">
      {question.field.choices.map(({ code, title }, index) => (
        <button key={code} type="button" onClick={() => answerQuestion(code)}>
          <kbd className="kbd">{index + 1}</kbd> {title}
        </button>
      ))}
    </span>
  );
}

function RestButton() {
  const purpose = useWall((state) => state.purpose);
  const chosen = useWall((state) => state.selected.size);
  const question = useWall((state) => state.question);
  useVerdictMarks((state) => state.changes);
  const { marks } = useVerdictMarks.getState();
  const rest = useWall((state) => plotsOfTheRest(state, marks).length);
  const options = useProject((state) => state.scheme?.options ?? []);
  if (question !== null) return null;
  const option =
    purpose.kind === 'similar'
      ? options.find(({ code }) => code === purpose.verdictCode)
      : verdictOfTheRest(options);
  if (option === undefined) return null;
  const count = purpose.kind === 'similar' ? chosen : rest;
  const title = purpose.kind === 'similar' ? `选中的 ${count} 块联判` : `其余 ${count} 块全判`;
  return (
    <button
      type="button"
      className="wall-rest"
      disabled={count === 0}
      onMouseDown={(event) => event.preventDefault()}
      onClick={purpose.kind === 'similar' ? judgeSimilar : judgeTheRest}
    >
      {title} {option.glyph} {option.title} <KeyHint command="wall.judgeRest" className="chip-key" />
    </button>
  );
}

/** The keys of the verdicts, as they are bound now. */
export function VerdictKeys() {
  const scheme = useProject((state) => state.scheme);
  return (
    <span className="wall-verdicts">
      {scheme?.options.map(({ code, title, color }) => (
        <span key={code} style={{ '--verdict': color } as React.CSSProperties}>
          <KeyHint command={`review.verdict.${code}`} className="kbd" /> {title}
        </span>
      ))}
    </span>
  );
}
