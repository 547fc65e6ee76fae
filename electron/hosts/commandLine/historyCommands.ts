import type { PlotDifference, PlotState } from '../../../shared/contract/records/historyRecords.ts';
import { reviewStatuses } from '../../../shared/domain/review/reviewStatus.ts';
import { formatLocalDateTime } from '../../../shared/text/dateTime.ts';
import { reviewStatusTitles } from '../../../shared/text/eligibility.zh-CN.ts';
import type { Command } from './command.ts';
import { parseMoment } from './parseMoment.ts';

const pageSize = 100_000;

/** JSON: {moment, counts, total, differences}: how the project stood, and every plot that stands otherwise now. */
const at: Command = {
  name: 'project at',
  usage: 'project at DIR DATE|SEQUENCE',
  summary: '查看项目在某一时点的状态，以及其后有变化的图斑（只读；DATE 如 2026-01-15 或 "2026-01-15 18:00"）',
  options: {},
  async run({ client, args, output, signal }) {
    const request = parseMoment(args.positional(1, 'DATE'), 'DATE');
    await client.call('project.open', { directory: args.positional(0, 'DIR') }, signal);
    const moment = await client.call('history.enter', request, signal);
    const counts = await client.call('plot.statusCounts', {}, signal);
    const differences: PlotDifference[] = [];
    let total: number;
    do {
      const page = { offset: differences.length, limit: pageSize };
      const reply = await client.call('history.differences', page, signal);
      differences.push(...reply.rows);
      total = reply.total;
    } while (differences.length < total);
    output.result({ moment, counts, total, differences });
    output.line(
      `${formatLocalDateTime(moment.atUtc)}：截至第 ${moment.sequence} 条操作，其后 ${moment.laterCommands} 条。`,
    );
    output.line(reviewStatuses.map((status) => `${reviewStatusTitles[status]} ${counts[status]}`).join('  '));
    for (const { plotNo, past, present, by, atUtc, sequence } of differences) {
      output.line(
        `${plotNo}  ${describe(past)} → ${describe(present)}  ${by}  ${formatLocalDateTime(atUtc)}  第 ${sequence} 条`,
      );
    }
    output.line(`其后有变化的图斑 ${total} 块。`);
    return 0;
  },
};

function describe(state: PlotState | null): string {
  if (state === null) return '没有这块图斑';
  return [reviewStatusTitles[state.status], state.verdictCode, state.reviewer]
    .filter((part) => part !== null)
    .join(' ');
}

export const historyCommands: readonly Command[] = [at];
