import { nodesOf, type Pattern } from './ast.js';
import { openingOf } from './opening.js';
import { parsePattern } from './parse.js';
import { PatternError } from './pattern-error.js';
import { buildPositionGraph, type PositionGraph } from './position-graph.js';
import { components } from './strong-components.js';

/**
 * How long backtracking can take on a subject of n characters: about n to the `degree`, or `Infinity` when it can double with
 * each character.
 */
export interface Backtracking {
  readonly degree: number;
  /** Why, for a reader; empty when the degree is at most 1. */
  readonly reason: string;
  /** Whether there are texts over which the work doubles with each character; else it is only not known to be less. */
  readonly certain: boolean;
}

/** Work after which a pattern counts as exponential, unread. */
const mostPairs = 400_000;
/** Optional parts in a row are alternatives that multiply. */
const mostChoices = 24;

/**
 * Judges a pattern from above: what is said to be safe is safe, what is flagged may be safe. It looks for a place in the automaton of the
 * pattern that can be left and reached again in two ways over the same text (exponential), and otherwise counts the loops that can
 * follow each other over the same text (polynomial).
 */
export function analyse(pattern: Pattern): Backtracking {
  const graphs = buildPositionGraph(pattern.root);
  if (graphs === undefined) return unread('the pattern is too large to judge');
  let degree = 0;
  let choices = 0;
  for (const graph of graphs) {
    const parts = components(graph.follow);
    const ambiguity = ambiguityOf(graph, parts);
    if (ambiguity !== 'none')
      return {
        ...unread('a repeated part can match the same text in several ways'),
        certain: ambiguity === 'certain' && isExact(pattern),
      };
    degree += loopDegree(graph, parts);
    choices += graph.choices;
  }
  if (choices > mostChoices) return unread('it has very many optional parts');
  const { at, dotStar } = openingOf(pattern);
  if (degree > 0 && at !== 'subject' && !dotStar) degree++;
  return { degree, reason: degree > 1 ? dividing : '', certain: false };
}

/** The same of a pattern as it is written; undefined where it is none. */
export function backtrackingOf(pattern: string): Backtracking | undefined {
  try {
    return analyse(parsePattern(pattern));
  } catch (error) {
    if (error instanceof PatternError) return undefined;
    throw error;
  }
}

const dividing = 'repeated parts can divide the same text between them in many ways';

const unread = (reason: string): Backtracking => ({ degree: Number.POSITIVE_INFINITY, reason, certain: false });

/** Whether the graphs of a pattern stand for it exactly: what they leave open tries less than they say. */
function isExact({ root }: Pattern): boolean {
  for (const node of nodesOf(root)) {
    if (['atomic', 'backreference', 'call', 'conditional'].includes(node.kind)) return false;
    if (node.kind === 'repeat' && (node.mode === 'possessive' || (node.max > 1 && Number.isFinite(node.max))))
      return false;
  }
  return true;
}

/**
 * Whether some position can be left and reached again in two ways over the same text; `certain` where what comes behind it can fail
 * as well.
 */
function ambiguityOf(graph: PositionGraph, parts: readonly (readonly number[])[]): 'none' | 'possible' | 'certain' {
  const work = { left: mostPairs };
  let found: 'none' | 'possible' = 'none';
  for (const part of parts) {
    if (!isAmbiguous(graph, part, work)) continue;
    if (work.left < 0) return 'possible';
    if (part.some((p) => !graph.succeeds.has(p))) return 'certain';
    found = 'possible';
  }
  return found;
}

function isAmbiguous({ follow, overlap }: PositionGraph, part: readonly number[], work: { left: number }): boolean {
  const inside = new Set(part);
  const size = follow.length;
  const seen = new Set<number>();
  const open: number[] = [];
  for (const p of part) {
    for (const [q, ways] of follow[p]!) if (ways > 1 && inside.has(q)) return true;
    seen.add(p * size + p);
    open.push(p * size + p);
  }
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const p = Math.floor(pair / size);
    const q = pair % size;
    for (const a of follow[p]!.keys()) {
      if (!inside.has(a)) continue;
      for (const b of follow[q]!.keys()) {
        if (--work.left < 0) return true;
        if (!inside.has(b)) continue;
        if (a === b && p !== q) return true;
        const next = a * size + b;
        if (a === b || seen.has(next) || !overlap(a, b)) continue;
        seen.add(next);
        open.push(next);
      }
    }
  }
  return false;
}

/** The most loops that can follow each other over the same text and be followed by a failure. */
function loopDegree(graph: PositionGraph, parts: readonly (readonly number[])[]): number {
  const { follow } = graph;
  const partOf = new Map<number, number>();
  parts.forEach((part, i) => {
    for (const p of part) partOf.set(p, i);
  });
  const loops = parts.map((part) => part.length > 1 || follow[part[0]!]!.has(part[0]!));
  // Components come in reverse topological order: what a part leads to is known before it.
  const reaches: Set<number>[] = [];
  const degrees: number[] = [];
  let most = 0;
  parts.forEach((part, i) => {
    const ahead = new Set<number>();
    for (const p of part) {
      for (const q of follow[p]!.keys()) {
        const next = partOf.get(q)!;
        if (next === i) continue;
        if (loops[next]) ahead.add(next);
        for (const far of reaches[next]!) ahead.add(far);
      }
    }
    reaches.push(ahead);
    let degree = 0;
    if (loops[i] && !part.every((p) => graph.succeeds.has(p))) {
      for (const next of ahead) {
        if (degrees[next]! > degree && overlapping(graph, part, parts[next]!)) degree = degrees[next]!;
      }
      degree++;
    }
    degrees.push(degree);
    most = Math.max(most, degree);
  });
  return most;
}

function overlapping(graph: PositionGraph, a: readonly number[], b: readonly number[]): boolean {
  return a.some((p) => b.some((q) => graph.overlap(p, q)));
}
