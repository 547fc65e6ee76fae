import type { PlotPage, PlotRow } from '../../../shared/contract/records/plotRecords.ts';
import { type ReviewStatus, reviewStatuses } from '../../../shared/domain/review/reviewStatus.ts';
import { AppError } from '../../../shared/errors/AppError.ts';
import { reviewStatusTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import { formatMu } from '../../../shared/text/quantities.ts';
import type { Command } from './command.ts';
import { withoutUndefined } from './withoutUndefined.ts';

const pageSize = 10_000;

const list: Command = {
  name: 'review list',
  usage: 'review list PROJECT [--status unjudged]',
  summary: '列出图斑及判读结论',
  options: { status: { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const status = readStatus(args.text('status'));
    const filter = status === undefined ? {} : { status };
    const rows: PlotRow[] = [];
    let page: PlotPage;
    do {
      page = await client.call('plot.query', { filter, offset: rows.length, limit: pageSize }, signal);
      rows.push(...page.rows);
    } while (page.rows.length > 0 && rows.length < page.total);
    const { total } = page;
    output.result({ total, plots: rows });
    for (const row of rows) {
      output.line(
        `${row.plotNo}  ${row.townName}${row.villageName}  ${formatMu(row.areaSquareMeters)} 亩  ${reviewStatusTitles[row.status]} ${row.verdictCode ?? ''}`,
      );
    }
    output.line(`共 ${total} 块。`);
    return 0;
  },
};

const set: Command = {
  name: 'review set',
  usage: 'review set PROJECT PLOTNO --verdict CODE [--answers FIELD=VALUE,…] [--note T] --by NAME',
  summary: '判读一块图斑',
  options: { verdict: { type: 'string' }, answers: { type: 'string' }, note: { type: 'string' } },
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const { plotId } = await client.call('plot.find', { plotNo: args.positional(1, 'PLOTNO') }, signal);
    const record = await client.call(
      'review.decide',
      {
        plotId,
        verdictCode: args.requiredText('verdict'),
        ...withoutUndefined({ note: args.text('note'), answers: readAnswers(args.list('answers')) }),
        by: args.requiredText('by'),
      },
      signal,
    );
    output.result(record);
    output.line(`图斑 ${record.plotNo} 已判：${record.verdictCode}（记录 ${record.sequence}）。`);
    return 0;
  },
};

const undo: Command = {
  name: 'review undo',
  usage: 'review undo PROJECT [--by NAME]',
  summary: '撤销上一次判读',
  options: {},
  async run({ client, args, output, signal, by }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const record = await client.call('review.undo', { by }, signal);
    output.result(record);
    output.line(`已撤销图斑 ${record.plotNo} 的判读，现为：${reviewStatusTitles[record.status]}。`);
    return 0;
  },
};

const log: Command = {
  name: 'review log',
  usage: 'review log PROJECT [PLOTNO]',
  summary: '查看操作记录',
  options: {},
  async run({ client, args, output, signal }) {
    await client.call('project.open', { directory: args.positional(0, 'PROJECT') }, signal);
    const plotNo = args.rest(1)[0];
    const plot = plotNo === undefined ? {} : await client.call('plot.find', { plotNo }, signal);
    const report = await client.call('review.log', plot, signal);
    output.result(report);
    for (const command of report.commands) {
      output.line(`${command.sequence}  ${command.atUtc}  ${command.by}  ${command.kind}  ${command.target}`);
    }
    return 0;
  },
};

function readStatus(text: string | undefined): ReviewStatus | undefined {
  if (text === undefined) return undefined;
  const status = reviewStatuses.find((known) => known === text);
  if (status === undefined) {
    throw new AppError('ARGUMENT_INVALID', {
      argument: '--status',
      detail: `“${text}”不是判读状态，可用：${reviewStatuses.join('、')}`,
    });
  }
  return status;
}

export const reviewCommands: readonly Command[] = [list, set, undo, log];

/** 'reason=blurred' → { reason: 'blurred' }. */
function readAnswers(pairs: readonly string[] | undefined): Record<string, string> | undefined {
  return pairs === undefined
    ? undefined
    : Object.fromEntries(
        pairs.map((pair) => {
          const [field = '', ...value] = pair.split('=');
          return [field.trim(), value.join('=').trim()];
        }),
      );
}
