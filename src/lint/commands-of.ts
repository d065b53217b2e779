import type {
  Argument,
  Command,
  Expression,
  FunctionCall,
  Pipeline,
  SearchExpression,
  StringLiteral,
} from '../syntax/ast.js';
import { partsOf, termsOf } from '../syntax/parts.js';

/** The commands of a search in the order written, those of subsearches after the command they stand in. */
export function commandsOf(tree: Pipeline): readonly Command[] {
  let known = commandsByTree.get(tree);
  if (known === undefined) {
    known = [...walkCommands(tree)];
    commandsByTree.set(tree, known);
  }
  return known;
}

/** Many rules walk the same tree. */
const commandsByTree = new WeakMap<Pipeline, readonly Command[]>();

function* walkCommands(tree: Pipeline): Generator<Command> {
  const open: Pipeline[] = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const item of next.commands) {
      if (item.kind !== 'command') continue;
      // What a command with the text of a subsearch in it does is known when it runs.
      if (item.filled !== true) yield item;
      for (const argument of argumentsOf(item.args)) {
        if (argument.kind === 'subsearch') open.push(argument.pipeline);
        else if (argument.kind === 'search')
          for (const term of termsOf(argument.expression)) if (term.kind === 'subsearch') open.push(term.pipeline);
      }
    }
  }
}

/** Arguments with those inside clauses and aggregations. */
export function argumentsOf(args: readonly Argument[]): readonly Argument[] {
  let known = argumentsByList.get(args);
  if (known === undefined) {
    const found: Argument[] = [];
    gather(args, found);
    argumentsByList.set(args, found);
    known = found;
  }
  return known;
}

const argumentsByList = new WeakMap<readonly Argument[], readonly Argument[]>();

function gather(args: readonly Argument[], found: Argument[]): void {
  for (const argument of args) gatherOne(argument, found);
}

function gatherOne(argument: Argument, found: Argument[]): void {
  found.push(argument);
  if (argument.kind === 'clause') gather(argument.items, found);
  else if (argument.kind === 'aggregation' && argument.argument !== undefined) gatherOne(argument.argument, found);
  else if (argument.kind === 'option') gatherOne(argument.value, found);
}

/** The search terms of a command. */
export function searchesOf(command: Command): SearchExpression[] {
  const found: SearchExpression[] = [];
  for (const argument of argumentsOf(command.args)) if (argument.kind === 'search') found.push(argument.expression);
  return found;
}

/** The eval expressions of a command. */
export function expressionsOf(command: Command): Expression[] {
  const found: Expression[] = [];
  for (const argument of argumentsOf(command.args))
    if (argument.kind === 'expression' || argument.kind === 'assignment') found.push(argument.expression);
  return found;
}

/** Calls of a function with a text literal as the nth argument. */
export function* literalCalls(
  command: Command,
  name: string,
  position: number,
): Generator<{ call: FunctionCall; literal: StringLiteral }> {
  for (const expression of expressionsOf(command)) {
    for (const part of partsOf(expression)) {
      const literal = part.kind === 'call' && part.name === name ? part.args[position] : undefined;
      if (part.kind === 'call' && literal?.kind === 'string') yield { call: part, literal };
    }
  }
}
