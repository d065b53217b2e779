import { type AnchorPlace, groupsOf, nodesOf, type Pattern, type RegexNode } from './ast.js';
import { type CharSet, charSet, compileSet, foldSet, type SetTest } from './char-set.js';
import { lookbehindBranches } from './check.js';
import { computeFacts, type Facts } from './facts.js';
import { caseFamily } from './letter-case.js';
import * as op from './opcodes.js';
import { type Opening, openingOf } from './opening.js';

/** The operand of an ANCHOR instruction. */
export const anchorCodes: Readonly<Record<AnchorPlace, number>> = {
  'subject-start': 0,
  'line-start': 1,
  'subject-end': 2,
  'final-end': 3,
  'line-end': 4,
  'search-start': 5,
  'word-boundary': 6,
  'no-word-boundary': 7,
};

/** A pattern made ready for the budgeted matcher. */
export interface Program {
  readonly code: Int32Array;
  readonly sets: readonly SetTest[];
  /** Lists of groups that instructions refer to. */
  readonly groupLists: readonly (readonly number[])[];
  readonly groupCount: number;
  /** Captures (start and end of each group), starts of open groups, `\K`, loops and marks. */
  readonly registers: number;
  readonly opening: Opening;
}

/** The register that `\K` sets. */
export function keepRegister(groupCount: number): number {
  return 3 * (groupCount + 1);
}

/** Compiles a pattern; the size of the result is proportional to the pattern. */
export function compileProgram(pattern: Pattern): Program {
  return new ProgramBuilder(pattern).build();
}

class ProgramBuilder {
  readonly #code: number[] = [];
  readonly #sets: SetTest[] = [];
  readonly #setNumbers = new Map<CharSet, number>();
  readonly #groupLists: number[][] = [];
  readonly #facts: Facts;
  readonly #groupAt = new Map<number, number>();
  /** Operand addresses to fill in with the start of a group. */
  readonly #calls: [at: number, group: number][] = [];
  #registers: number;

  constructor(readonly pattern: Pattern) {
    this.#facts = computeFacts(pattern);
    this.#registers = keepRegister(pattern.groupCount) + 1;
  }

  build(): Program {
    const { pattern } = this;
    this.#groupAt.set(0, 0);
    this.#node(pattern.root);
    this.#emit(op.RETURN, 0);
    this.#emit(op.MATCH);
    for (const [at, group] of this.#calls) this.#code[at] = this.#groupAt.get(group)!;
    return {
      code: Int32Array.from(this.#code),
      sets: this.#sets,
      groupLists: this.#groupLists,
      groupCount: pattern.groupCount,
      registers: this.#registers,
      opening: openingOf(pattern),
    };
  }

  #emit(...words: number[]): number {
    const at = this.#code.length;
    this.#code.push(...words);
    return at;
  }

  /** Fills an operand with the address of what comes next. */
  #here(at: number): void {
    this.#code[at] = this.#code.length;
  }

  #register(): number {
    const register = this.#registers;
    this.#registers += 2;
    return register;
  }

  #set(set: CharSet, ignoreCase: boolean): number {
    const key = ignoreCase ? foldSet(set) : set;
    let number = this.#setNumbers.get(key);
    if (number === undefined) {
      number = this.#sets.push(compileSet(key)) - 1;
      this.#setNumbers.set(key, number);
    }
    return number;
  }

  #groupList(target: number | string): number {
    return this.#groupLists.push([...groupsOf(this.pattern, target)]) - 1;
  }

  #node(node: RegexNode): void {
    switch (node.kind) {
      case 'char':
        this.#char(node.code, node.ignoreCase);
        return;
      case 'set':
        this.#emit(op.SET, this.#set(node.set, node.ignoreCase));
        return;
      case 'sequence':
        node.items.forEach((item, i) => {
          if (item.kind === 'repeat') this.#repeat(item, node.items[i + 1]);
          else this.#node(item);
        });
        return;
      case 'alternation':
        this.#alternation(node.branches.map((branch) => () => this.#node(branch)));
        return;
      case 'group':
        if (!this.#groupAt.has(node.index)) this.#groupAt.set(node.index, this.#code.length);
        this.#emit(op.OPEN, node.index);
        this.#node(node.body);
        this.#emit(op.CLOSE, node.index);
        this.#emit(op.RETURN, node.index);
        return;
      case 'atomic':
        this.#atomic(() => this.#node(node.body));
        return;
      case 'look':
        this.#look(node);
        return;
      case 'repeat':
        this.#repeat(node, undefined);
        return;
      case 'conditional':
        this.#conditional(node);
        return;
      case 'backreference':
        this.#emit(op.BACKREF, this.#groupList(node.target), node.ignoreCase ? 1 : 0);
        return;
      case 'call': {
        const group = groupsOf(this.pattern, node.target)[0]!;
        this.#calls.push([this.#emit(op.CALL, group, 0) + 2, group]);
        return;
      }
      case 'anchor':
        this.#emit(op.ANCHOR, anchorCodes[node.place]);
        return;
      case 'keep':
        this.#emit(op.KEEP);
        return;
      case 'grapheme':
        this.#emit(op.GRAPHEME);
        return;
      case 'fail':
        this.#emit(op.FAIL);
        return;
    }
  }

  #char(code: number, ignoreCase: boolean): void {
    const family = ignoreCase ? caseFamily(code) : [code];
    if (family.length === 1) this.#emit(op.CHAR, code);
    else if (family.length === 2) this.#emit(op.CHAR2, family[0]!, family[1]!);
    else this.#emit(op.SET, this.#set(charSet(family.flatMap((each) => [each, each])), false));
  }

  #alternation(branches: readonly (() => void)[]): void {
    const ends: number[] = [];
    branches.forEach((branch, i) => {
      if (i === branches.length - 1) {
        branch();
        return;
      }
      const next = this.#emit(op.CHOICE, 0) + 1;
      branch();
      ends.push(this.#emit(op.JUMP, 0) + 1);
      this.#here(next);
    });
    for (const end of ends) this.#here(end);
  }

  #atomic(body: () => void): void {
    const register = this.#register();
    this.#emit(op.MARK, register);
    body();
    this.#emit(op.CUT, register);
  }

  #look(node: RegexNode & { kind: 'look' }): void {
    const register = this.#register();
    this.#emit(op.MARK, register);
    if (!node.negated) {
      this.#lookBody(node);
      this.#emit(op.CUT_BACK, register);
      return;
    }
    const after = this.#emit(op.CHOICE, 0) + 1;
    this.#lookBody(node);
    this.#emit(op.UNDO_FAIL, register);
    this.#here(after);
  }

  #lookBody(node: RegexNode & { kind: 'look' }): void {
    if (node.ahead) {
      this.#node(node.body);
      return;
    }
    this.#alternation(
      lookbehindBranches(node.body).map((branch) => () => {
        const length = this.#facts.get(branch)!.length!;
        if (length > 0) this.#emit(op.BACK, length);
        this.#node(branch);
      }),
    );
  }

  #conditional(node: RegexNode & { kind: 'conditional' }): void {
    const { condition } = node;
    if (condition.kind === 'define') {
      const end = this.#emit(op.JUMP, 0) + 1;
      this.#node(node.yes);
      this.#here(end);
      return;
    }
    let otherwise: number;
    if (condition.kind === 'look') otherwise = this.#assertCondition(condition.look);
    else if (condition.kind === 'group') otherwise = this.#emit(op.IF_GROUP, this.#groupList(condition.target), 0) + 2;
    else
      otherwise = this.#emit(op.IF_RECURSION, condition.target === -1 ? -1 : this.#groupList(condition.target), 0) + 2;
    this.#node(node.yes);
    const end = this.#emit(op.JUMP, 0) + 1;
    this.#here(otherwise);
    this.#node(node.no);
    this.#here(end);
  }

  /** The assertion is decided once: its choices are gone when a branch has been taken. Returns the operand to fill in for "no". */
  #assertCondition(look: RegexNode & { kind: 'look' }): number {
    const register = this.#register();
    this.#emit(op.MARK, register);
    const choice = this.#emit(op.CHOICE, 0) + 1;
    this.#lookBody(look);
    if (!look.negated) {
      this.#emit(op.CUT_BACK, register);
      return choice;
    }
    const otherwise = this.#emit(op.UNDO_JUMP, register, 0) + 2;
    this.#here(choice);
    return otherwise;
  }

  #repeat(node: RegexNode & { kind: 'repeat' }, next: RegexNode | undefined): void {
    const { body, min, max, mode } = node;
    if (max === 0) {
      // Never entered here, but a call may name a group inside.
      if (![...nodesOf(body)].some((each) => each.kind === 'group')) return;
      const end = this.#emit(op.JUMP, 0) + 1;
      this.#node(body);
      this.#here(end);
      return;
    }
    if (min === 1 && max === 1) {
      if (mode === 'possessive') this.#atomic(() => this.#node(body));
      else this.#node(body);
      return;
    }
    const run = this.#runSet(body);
    if (run !== undefined) this.#run(run, node, next);
    else if (mode === 'possessive') this.#atomic(() => this.#loop({ ...node, mode: 'greedy' }));
    else this.#loop(node);
  }

  /** The set of a body that is one character. */
  #runSet(body: RegexNode): number | undefined {
    if (body.kind === 'set') return this.#set(body.set, body.ignoreCase);
    if (body.kind === 'char') return this.#set(charSet([body.code, body.code]), body.ignoreCase);
    return undefined;
  }

  #run(set: number, node: RegexNode & { kind: 'repeat' }, next: RegexNode | undefined): void {
    const max = node.max === Number.POSITIVE_INFINITY ? -1 : node.max;
    if (node.mode === 'possessive') this.#emit(op.RUN_POSSESSIVE, set, node.min, max);
    else if (node.mode === 'lazy') this.#emit(op.RUN_LAZY, set, node.min, max);
    else {
      const follows = next?.kind === 'char' && !next.ignoreCase && next.code <= 0xffff ? next.code : -1;
      this.#emit(op.RUN_GREEDY, set, node.min, max, follows);
    }
  }

  #loop(node: RegexNode & { kind: 'repeat' }): void {
    const { body, min, max } = node;
    const lazy = node.mode === 'lazy';
    const nullable = this.#facts.get(body)!.nullable;
    if (min === 0 && max === 1) {
      const choice = this.#emit(op.CHOICE, 0) + 1;
      if (!lazy) {
        this.#node(body);
        this.#here(choice);
        return;
      }
      const end = this.#emit(op.JUMP, 0) + 1;
      this.#here(choice);
      this.#node(body);
      this.#here(end);
      return;
    }
    if (min === 0 && max === Number.POSITIVE_INFINITY && !lazy && !nullable) {
      const choice = this.#emit(op.CHOICE, 0) + 1;
      this.#node(body);
      this.#emit(op.JUMP, choice - 1);
      this.#here(choice);
      return;
    }
    const register = this.#register();
    this.#emit(op.LOOP_INIT, register);
    const head = this.#emit(op.LOOP, register, min, max === Number.POSITIVE_INFINITY ? -1 : max, lazy ? 1 : 0, 0);
    this.#emit(op.LOOP_ENTER, register);
    this.#node(body);
    const back = this.#emit(op.LOOP_BACK, register, min, head, 0);
    this.#here(head + 5);
    this.#here(back + 4);
  }
}
