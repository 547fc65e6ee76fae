import type { LedgerRow } from '../../../shared/contract/records/ledgerRecords.ts';
import {
  closingWays,
  type LedgerAction,
  ledgerActions,
  ledgerStates,
} from '../../../shared/domain/review/ledgerState.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { ledgerActionTitles, ledgerStateLabels } from '../../../shared/text/ledger.zh-CN.ts';
import { formatMu } from '../../../shared/text/quantities.ts';
import type { Arguments, Command, CommandContext, ExitCode } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const pageSize = 10_000;

const list: Command = {
  name: 'ledger list',
  usage: 'ledger list PROJECT [--state returned] [--town NAME] [--overdue]',
  summary: '列出台账：退回的在前，其余按时限',
  options: { state: { type: 'string' }, town: { type: 'string' }, overdue: { type: 'boolean' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const filter = {
      ...withoutUndefined({
        state: oneOf(args, 'state', ledgerStates),
        townName: args.text('town'),
      }),
      overdue: args.flag('overdue'),
    };
    const rows: LedgerRow[] = [];
    for (;;) {
      const page = await client.call(
        'ledger.query',
        { filter, offset: rows.length, limit: pageSize },
        signal,
      );
      rows.push(...page.rows);
      if (page.rows.length > 0 && rows.length < page.total) continue;
      output.result({ total: page.total, totalMu: page.totalMu, cases: rows });
      for (const row of rows) output.line(describe(row));
      output.line(`共 ${page.total} 块，${page.totalMu.toFixed(2)} 亩。`);
      return 0;
    }
  },
};

const show: Command = {
  name: 'ledger show',
  usage: 'ledger show PROJECT PLOTNO',
  summary: '一块图斑的台账和时间线',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const { plotId } = await client.call('plot.find', { plotNo: args.positional(1, 'PLOTNO') }, signal);
    const timeline = await client.call('ledger.timeline', { plotId }, signal);
    output.result(timeline);
    if (timeline.case === null) output.line('没有下发整改。');
    else output.line(`${ledgerStateLabels[timeline.case.state].title}  时限 ${timeline.case.deadline}`);
    for (const { at, by, kind, what, reason } of timeline.events) {
      output.line(`${at}  ${by}  ${kind} ${what}${reason === '' ? '' : `  ${reason}`}`);
    }
    return 0;
  },
};

const moveOptions = {
  deadline: { type: 'string' },
  reason: { type: 'string' },
  source: { type: 'string' },
  type: { type: 'string' },
  assignee: { type: 'string' },
  note: { type: 'string' },
  way: { type: 'string' },
} as const;

const set: Command = {
  name: 'ledger set',
  usage:
    'ledger set PROJECT PLOTNO… --action issue [--deadline 2026-11-30] [--reason T] [--source T] [--type T] [--assignee T] [--note T] [--way W] --by NAME',
  summary: `台账走一步：${ledgerActions.map((action) => `${action} ${ledgerActionTitles[action]}`).join('、')}`,
  options: { ...moveOptions, action: { type: 'string' } },
  run(context) {
    context.args.requiredText('action');
    return move(context, oneOf(context.args, 'action', ledgerActions) ?? 'issue');
  },
};

const close: Command = {
  name: 'ledger close',
  usage: 'ledger close PROJECT PLOTNO… --way rectified [--note T] --by NAME',
  summary: `销号；方式：${closingWays.join('、')}`,
  options: moveOptions,
  run: (context) => move(context, 'close'),
};

async function move(
  { client, args, output, signal, by }: CommandContext,
  action: LedgerAction,
): Promise<ExitCode> {
  await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
  args.positional(1, 'PLOTNO');
  const plotIds: number[] = [];
  for (const plotNo of args.rest(1)) {
    plotIds.push((await client.call('plot.find', { plotNo }, signal)).plotId);
  }
  const change = await client.call(
    'ledger.move',
    {
      plotIds,
      action,
      by,
      ...withoutUndefined({
        deadline: args.text('deadline'),
        reason: args.text('reason'),
        source: args.text('source'),
        problemType: args.text('type'),
        assignee: args.text('assignee'),
        note: args.text('note'),
        way: oneOf(args, 'way', closingWays),
      }),
    },
    signal,
  );
  output.result({
    action,
    plots: [change, ...change.others].map(({ plotNo }) => plotNo),
    sequence: change.sequence,
  });
  output.line(`${ledgerActionTitles[action]}：${1 + change.others.length} 块（记录 ${change.sequence}）。`);
  return 0;
}

function describe(row: LedgerRow): string {
  const late = row.overdue ? ' 超期' : '';
  const reason = row.reason === '' ? '' : `  ${row.reason}`;
  return `${row.plotNo}  ${ledgerStateLabels[row.state].title}  ${row.deadline}${late}  ${row.townName}${row.villageName}  ${formatMu(row.areaSquareMeters)} 亩  ${row.assignee}${reason}`;
}

function oneOf<T extends string>(args: Arguments, option: string, allowed: readonly T[]): T | undefined {
  const text = args.text(option);
  if (text === undefined) return undefined;
  const found = allowed.find((one) => one === text);
  if (found === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      argument: `--${option}`,
      detail: `“${text}”不可用，可用：${allowed.join('、')}`,
    });
  }
  return found;
}

export const ledgerCommands: readonly Command[] = [list, show, set, close];
