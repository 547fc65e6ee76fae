import { closeWall } from './openWall.ts';
import { useWall } from './wallStore.ts';

/** Takes back one step: the question, the half-typed number, the choice; then the wall itself. */
export function stepBackOnWall(): void {
  const { question, typed, adding, selected, purpose } = useWall.getState();
  if (question !== null) useWall.setState({ question: null });
  else if (typed !== '' || adding) useWall.setState({ typed: '', adding: false });
  else if (selected.size > 0 && purpose.kind === 'queue') useWall.setState({ selected: new Set() });
  else closeWall();
}
