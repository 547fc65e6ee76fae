import { listErrors } from '../../shared/text/errors.zh-CN.ts';
import { printChord } from '../commands/chord.ts';
import { useCommands } from '../commands/registry.ts';
import { Kbd } from '../ui/Kbd.tsx';
import { showHelpPage } from './helpStore.ts';
import type { HelpBlock, HelpInline } from './parseHelp.ts';

/** One block of a help page as elements; keys are those that work now. */
export function HelpBlockView({ block }: { readonly block: HelpBlock }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <HelpLine line={block.line} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.lines.map((line) => (
            <li key={JSON.stringify(line)}>
              <HelpLine line={line} />
            </li>
          ))}
        </ul>
      );
    case 'steps':
      return (
        <ol>
          {block.lines.map((line) => (
            <li key={JSON.stringify(line)}>
              <HelpLine line={line} />
            </li>
          ))}
        </ol>
      );
    case 'keyTable':
      return <KeyTable />;
    case 'errorTable':
      return <ErrorTable />;
  }
}

function HelpLine({ line }: { readonly line: readonly HelpInline[] }) {
  return line.map((part, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never move
    <HelpPart key={place} part={part} />
  ));
}

function HelpPart({ part }: { readonly part: HelpInline }) {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'strong':
      return <b>{part.text}</b>;
    case 'code':
      return <code>{part.text}</code>;
    case 'key':
      return <CommandKey id={part.command} />;
    case 'link':
      return (
        <button type="button" className="link" onClick={() => showHelpPage(part.page)}>
          {part.text}
        </button>
      );
  }
}

/** The first key of a command as it is bound now, or its name where it has none. */
function CommandKey({ id }: { readonly id: string }) {
  const command = useCommands((state) => state.commands.find((one) => one.id === id));
  const [key] = command?.keys ?? [];
  if (key !== undefined) return <Kbd>{printChord(key)}</Kbd>;
  return (
    <span className="help-unbound">
      {command === undefined ? '（本项目没有此命令）' : `“${command.title}”`}
    </span>
  );
}

function KeyTable() {
  const commands = useCommands((state) => state.commands).filter(({ keys }) => keys.length > 0);
  return [...new Set(commands.map(({ group }) => group))].map((group) => (
    <section key={group}>
      <h5>{group}</h5>
      <table className="help-table">
        <tbody>
          {commands
            .filter((command) => command.group === group)
            .map(({ id, title, keys }) => (
              <tr key={id}>
                <td>{title}</td>
                <td>
                  {keys.map((key) => (
                    <Kbd key={key}>{printChord(key)}</Kbd>
                  ))}
                </td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  ));
}

function ErrorTable() {
  return (
    <table className="help-table help-errors">
      <tbody>
        {listErrors().map(({ code, sentence }) => (
          <tr key={code} data-entry={code}>
            <td>
              <code>{code}</code>
            </td>
            <td>{sentence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
