import { type Command, defineCommand } from '../commands/Command.ts';

/** The form the keyboard is in: the remark, a step of a case. */
const formInHand = () => document.activeElement?.closest('form') ?? null;

/** Registered after undo and redo, with which its menu begins. */
export const formCommands: readonly Command[] = [
  defineCommand({
    id: 'window.submit',
    title: '填完提交：保存备注并到下一块，或提交表单',
    group: '编辑',
    keys: ['Ctrl+Enter'],
    disabledReason: () => (formInHand() === null ? '先在备注或表单里填写，再提交。' : null),
    run: () => formInHand()?.requestSubmit(),
  }),
];
