import type { PartialResults } from '../commands/define.js';
import { aggregationsOf } from '../commands/prestats.js';
import { canonical } from '../plan/canonical.js';
import type { Aggregation } from '../plan/nodes/aggregate.js';
import type { PlanNode } from '../plan/plan.js';

/**
 * Commands that counts of events may pass on the way to the one that reads them: they look at one row at a time, in which only BY fields
 * are there for them. The events that stand for other results hold the aggregated fields as well.
 */
const passing: ReadonlySet<string> = new Set([
  'bin',
  'convert',
  'eval',
  'fillnull',
  'iplocation',
  'lookup',
  'regex',
  'rename',
  'replace',
  'rex',
  'search',
  'where',
]);

/**
 * Follows partial results through the pipelines of a search while they are lowered. Their columns are not documented: a search that
 * shows them, or reads anything else of them than they were made for, cannot be run (spl-commands 11.1, 13).
 */
export class PartialRows {
  /** What the rows of the pipeline are so far. */
  #held: PartialResults | undefined;
  /** What the command being lowered says of its rows. */
  #given: PartialResults | undefined;
  /** What a subsearch of the command being lowered ended with. */
  #left: PartialResults | undefined;

  give(results: PartialResults): void {
    this.#given = results;
  }

  /** A pipeline begins, inside a command or not; gives what `end` wants. */
  begin(): OuterResults {
    const outer = { held: this.#held, given: this.#given, left: this.#left };
    this.#held = undefined;
    this.#given = undefined;
    this.#left = undefined;
    return outer;
  }

  /** A pipeline ends. The rows of one inside another go on in the command that it is an argument of. */
  end(root: PlanNode, outer: OuterResults, inner: boolean): PlanNode {
    const held = this.#held;
    this.#held = outer.held;
    this.#given = outer.given;
    this.#left = outer.left;
    if (held === undefined) return root;
    if (!inner) return refused(root, held, 'they end the search');
    this.#left = held;
    return root;
  }

  /** The rows of a command, or their refusal. `input`: the rows before it. */
  after(command: string, node: PlanNode, input: PlanNode): PlanNode {
    const held = this.#held;
    const given = this.#given;
    // The rows that the command puts behind those before it.
    const added = given?.adds === true ? given : this.#left;
    this.#given = undefined;
    this.#left = undefined;
    this.#held = given;
    if (held === undefined) {
      if (added === undefined) return node;
      if (added !== given) return refused(node, added, `\`${command}\` takes them here`);
      // What reads them would count the rows before them as well.
      const isBehindRows = node.kind === 'union' && node.inputs[0] === input;
      return isBehindRows ? refused(node, added, 'they stand behind other rows') : node;
    }
    if (added !== undefined && (added === given || command === 'append')) {
      this.#held = together(held, added);
      return node;
    }
    if (added === undefined && isCount(held) && passing.has(command)) {
      this.#held = held;
      return node;
    }
    if (added !== undefined || !held.readers.includes(command))
      return refused(node, held, `\`${command}\` takes them here`);
    const summarised = new Set(held.aggregations.map(meaningOf));
    const other = aggregationsOf(node).find((each) => !summarised.has(meaningOf(each)));
    return other === undefined ? node : refused(node, held, `\`${command}\` asks ${other.as} of them`);
  }
}

/** What a pipeline around another one has so far. */
interface OuterResults {
  readonly held: PartialResults | undefined;
  readonly given: PartialResults | undefined;
  readonly left: PartialResults | undefined;
}

/** Whether the results are of no field. */
function isCount({ aggregations }: PartialResults): boolean {
  return aggregations.every(({ argument }) => argument.kind === 'none');
}

/** Partial results that one command may read as one set of rows. */
function together(first: PartialResults, second: PartialResults): PartialResults {
  return {
    ...second,
    readers: second.readers.filter((each) => first.readers.includes(each)),
    aggregations: [...first.aggregations, ...second.aggregations],
  };
}

function refused(input: PlanNode, { command, readers, span }: PartialResults, what: string): PlanNode {
  const names = readers.map((each) => `\`${each}\``);
  const reader = names.length === 1 ? `the same ${names[0]}` : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
  const reason = `it makes partial results, in columns that are not documented, and ${what}. Let ${reader} follow, or aggregate the events themselves.`;
  return { kind: 'unsupported', input, command, reason, span };
}

/** What of the results an aggregation is made of, whatever its column is called. */
function meaningOf({ function: name, parameter, argument, sparkline }: Aggregation): string {
  return canonical({ name, parameter, argument, sparkline });
}
