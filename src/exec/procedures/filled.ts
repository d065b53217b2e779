import { language } from '../../compile/compile.js';
import { diagnostic } from '../../diagnostics/diagnostic.js';
import { scanCalls } from '../../macros/read-call.js';
import type { TableProcedure } from '../../plan/nodes/procedure.js';
import type { Plan } from '../../plan/plan.js';
import { createSource } from '../../source/source.js';
import { checkRun } from '../check-run.js';
import type { ExecContext } from '../context.js';
import type { OperatorCompiler } from '../operator.js';
import type { ProcedureCompiler } from './procedure.js';

type Filled = TableProcedure & { readonly name: 'filled' };

/** Whether a text is this one command: what a subsearch found may be any text, also one with pipes in it. */
function isOneCommand(text: string, name: string): boolean {
  const { tree } = language.parseSearch(createSource('<subsearch>', text), { leadingCommand: true, start: 'commands' });
  const [command, ...more] = tree.commands;
  return more.length === 0 && command?.kind === 'command' && command.name === name && command.filled !== true;
}

/** The command with the texts of its subsearches in it, or undefined with what is wrong reported. */
async function planOf(procedure: Filled, compiler: OperatorCompiler, context: ExecContext): Promise<Plan | undefined> {
  const { command, pieces } = procedure;
  const wrong = (text: string, reason: string): undefined => {
    const at = { source: createSource('<subsearch>', text), span: { start: 0, end: command.length } };
    context.report(diagnostic('wrong-arguments', { name: command, reason }, { at }));
    return undefined;
  };
  const texts = pieces.map((piece) => (typeof piece === 'string' ? piece : compiler.subsearchText(piece)));
  const text = `${command} ${texts.map((each) => each ?? '[]').join('')}`;
  if (texts.includes(undefined)) return wrong(text, 'got no text from a subsearch');
  // Macros of the search itself have been expanded; what a subsearch found calls none.
  if (scanCalls(text).length > 0) return wrong(text, 'got a macro call from a subsearch');
  if (!isOneCommand(text, command)) return wrong(text, 'became more than one command by the text of a subsearch');
  let failed = false;
  const plan = context.compileText(text, 'branch', (found) => {
    failed ||= found.severity === 'error';
    context.report(found);
  });
  if (plan === undefined || failed) return undefined;
  if (plan.subsearches.size > 0) return wrong(text, 'got a subsearch in the text of a subsearch');
  const found = await checkRun(plan, context);
  for (const each of found) context.report(each);
  return found.some((each) => each.severity === 'error') ? undefined : plan;
}

/** A command that the texts of subsearches complete (spl-commands 9.1). */
export const compileFilled: ProcedureCompiler<'filled'> = (procedure, input, compiler) => {
  return async function* (context) {
    const plan = await planOf(procedure, compiler, context);
    if (plan !== undefined) yield* compiler.withBranchInput(input).compile(plan.root)(context);
  };
};
