import * as entry from './backtrack-stack.js';
import type { Budget } from './budget.js';
import type { SetTest } from './char-set.js';
import { nextStart } from './match-start.js';
import * as op from './opcodes.js';
import { keepRegister, type Program } from './program.js';
import { anchorHolds, codeAt, giveBack, graphemeEnd, insidePair, sameText } from './subject.js';

// The main loop reads these numbers millions of times: constants of this module cost nothing, those of another one may.
// biome-ignore format: a list of numbers
const {
  CHAR, CHAR2, SET, JUMP, CHOICE, OPEN, CLOSE, RUN_GREEDY, RUN_LAZY, RUN_POSSESSIVE, LOOP_INIT, LOOP, LOOP_ENTER,
  LOOP_BACK, MARK, CUT, CUT_BACK, UNDO_FAIL, UNDO_JUMP, IF_GROUP, IF_RECURSION, BACKREF, BACK, ANCHOR, KEEP,
  GRAPHEME, CALL, RETURN, FAIL,
} = op;
const { CHOICE_ENTRY, FRAME_ENTRY, GREEDY_ENTRY, LAZY_ENTRY, REGISTER_ENTRY, SNAPSHOT_ENTRY } = entry;

/** A subroutine call under way. */
interface Frame {
  readonly group: number;
  readonly back: number;
  readonly registers: Int32Array;
  readonly caller: Frame | undefined;
  readonly depth: number;
}

/** As in Splunk's `[rex]` depth_limit. */
const deepestCall = 1_000;

/** `limit`: the budget, the stack or the depth of calls was spent. */
export type MatchOutcome = 'match' | 'no-match' | 'limit';

/**
 * Matches a program by backtracking with an explicit stack, so that no pattern and no subject can overflow the stack or hang:
 * after `budget` steps the match fails. Not re-entrant. After a match `registers` holds start and end of group n at 2n and 2n+1, -1 when
 * the group took no part.
 */
export class Matcher {
  readonly registers: Int32Array;
  readonly #program: Program;
  readonly #stack = new entry.BacktrackStack();
  readonly #frames: (Frame | undefined)[] = [];
  readonly #snapshots: Int32Array[] = [];
  #frame: Frame | undefined;
  #subject = '';
  #searchStart = 0;

  constructor(program: Program) {
    this.#program = program;
    this.registers = new Int32Array(program.registers);
  }

  /** Tries a match that begins at `from` and is not empty; `registers` are as after `search`. */
  searchHere(subject: string, from: number, budget: Budget): MatchOutcome {
    this.#subject = subject;
    this.#searchStart = from;
    return this.#run(from, budget, true);
  }

  /** Finds the first match at or after `from`. */
  search(subject: string, from: number, budget: Budget): MatchOutcome {
    const { opening } = this.#program;
    this.#subject = subject;
    this.#searchStart = from;
    for (
      let start = nextStart(subject, from, from, opening);
      start >= 0;
      start = nextStart(subject, start + 1, from, opening)
    ) {
      const outcome = this.#run(start, budget, false);
      if (outcome !== 'no-match') return outcome;
    }
    return 'no-match';
  }

  /** Tries a match that begins at `start`; with `notEmpty` one that consumes something. */
  #run(start: number, budget: Budget, notEmpty: boolean): MatchOutcome {
    const { code, sets, groupLists, groupCount } = this.#program;
    const { registers } = this;
    const stack = this.#stack;
    const subject = this.#subject;
    const length = subject.length;
    const open = 2 * (groupCount + 1);
    this.#reset();
    let pc = 0;
    let pos = start;
    let steps = budget.left;
    for (;;) {
      if (--steps < 0) break;
      let ok = true;
      switch (code[pc]) {
        case CHAR: {
          const wanted = code[pc + 1]!;
          if (wanted <= 0xffff) {
            ok =
              pos < length &&
              subject.charCodeAt(pos) === wanted &&
              !(wanted >= 0xd800 && wanted < 0xdc00 && codeAt(subject, pos) > 0xffff);
            pos++;
          } else {
            ok = pos < length && subject.codePointAt(pos) === wanted;
            pos += 2;
          }
          pc += 2;
          break;
        }
        case CHAR2: {
          const char = pos < length ? subject.charCodeAt(pos) : -1;
          ok = char === code[pc + 1] || char === code[pc + 2];
          pos++;
          pc += 3;
          break;
        }
        case SET: {
          const char = pos < length ? codeAt(subject, pos) : -1;
          ok = char >= 0 && has(sets[code[pc + 1]!]!, char);
          pos += char > 0xffff ? 2 : 1;
          pc += 2;
          break;
        }
        case JUMP:
          pc = code[pc + 1]!;
          break;
        case CHOICE:
          if (!stack.push(CHOICE_ENTRY, code[pc + 1]!, pos, 0)) steps = -1;
          pc += 2;
          break;
        case OPEN:
          if (!this.#assign(open + code[pc + 1]!, pos)) steps = -1;
          pc += 2;
          break;
        case CLOSE: {
          const group = code[pc + 1]!;
          if (!this.#assign(2 * group, registers[open + group]!) || !this.#assign(2 * group + 1, pos)) steps = -1;
          pc += 2;
          break;
        }
        case RUN_GREEDY: {
          const set = sets[code[pc + 1]!]!;
          const min = code[pc + 2]!;
          const max = code[pc + 3]!;
          const begin = pos;
          let least = min === 0 ? pos : -1;
          let count = 0;
          while (count !== max && pos < length) {
            const char = codeAt(subject, pos);
            if (!has(set, char)) break;
            pos += char > 0xffff ? 2 : 1;
            if (++count === min) least = pos;
          }
          steps -= (pos - begin) >> 1;
          ok = count >= min;
          if (ok && pos > least && !stack.push(GREEDY_ENTRY, pc, least, pos)) steps = -1;
          pc += 5;
          break;
        }
        case RUN_LAZY: {
          const set = sets[code[pc + 1]!]!;
          const min = code[pc + 2]!;
          let count = 0;
          while (count < min && pos < length) {
            const char = codeAt(subject, pos);
            if (!has(set, char)) break;
            pos += char > 0xffff ? 2 : 1;
            count++;
          }
          steps -= count;
          ok = count === min;
          if (ok && count !== code[pc + 3] && !stack.push(LAZY_ENTRY, pc, pos, count)) steps = -1;
          pc += 4;
          break;
        }
        case RUN_POSSESSIVE: {
          const set = sets[code[pc + 1]!]!;
          const max = code[pc + 3]!;
          const begin = pos;
          let count = 0;
          while (count !== max && pos < length) {
            const char = codeAt(subject, pos);
            if (!has(set, char)) break;
            pos += char > 0xffff ? 2 : 1;
            count++;
          }
          steps -= (pos - begin) >> 1;
          ok = count >= code[pc + 2]!;
          pc += 4;
          break;
        }
        case LOOP_INIT:
          if (!this.#assign(code[pc + 1]!, 0)) steps = -1;
          pc += 2;
          break;
        case LOOP: {
          const count = registers[code[pc + 1]!]!;
          const exit = code[pc + 5]!;
          if (count < code[pc + 2]!) pc += 6;
          else if (count === code[pc + 3]) pc = exit;
          else if (code[pc + 4] === 0) {
            if (!stack.push(CHOICE_ENTRY, exit, pos, 0)) steps = -1;
            pc += 6;
          } else {
            if (!stack.push(CHOICE_ENTRY, pc + 6, pos, 0)) steps = -1;
            pc = exit;
          }
          break;
        }
        case LOOP_ENTER: {
          const register = code[pc + 1]!;
          if (!this.#assign(register, registers[register]! + 1) || !this.#assign(register + 1, pos)) steps = -1;
          pc += 2;
          break;
        }
        case LOOP_BACK: {
          const register = code[pc + 1]!;
          // An iteration that consumed nothing ends the loop, as in Perl.
          const stuck = registers[register + 1] === pos && registers[register]! >= code[pc + 2]!;
          pc = stuck ? code[pc + 4]! : code[pc + 3]!;
          break;
        }
        case MARK: {
          const register = code[pc + 1]!;
          if (!this.#assign(register + 1, pos) || !this.#assign(register, 0)) steps = -1;
          registers[register] = stack.height;
          pc += 2;
          break;
        }
        case CUT:
          steps -= stack.cut(registers[code[pc + 1]!]!);
          pc += 2;
          break;
        case CUT_BACK: {
          const register = code[pc + 1]!;
          pos = registers[register + 1]!;
          steps -= stack.cut(registers[register]!);
          pc += 2;
          break;
        }
        case UNDO_FAIL:
          this.#undoTo(registers[code[pc + 1]!]!);
          ok = false;
          break;
        case UNDO_JUMP: {
          const register = code[pc + 1]!;
          pos = registers[register + 1]!;
          this.#undoTo(registers[register]!);
          pc = code[pc + 2]!;
          break;
        }
        case IF_GROUP:
          pc = groupLists[code[pc + 1]!]!.some((group) => registers[2 * group + 1]! >= 0) ? pc + 3 : code[pc + 2]!;
          break;
        case IF_RECURSION: {
          const list = code[pc + 1]!;
          const frame = this.#frame;
          const inside = frame !== undefined && (list < 0 || groupLists[list]!.includes(frame.group));
          pc = inside ? pc + 3 : code[pc + 2]!;
          break;
        }
        case BACKREF: {
          const group = groupLists[code[pc + 1]!]!.find((each) => registers[2 * each + 1]! >= 0);
          ok = false;
          if (group !== undefined) {
            const begin = registers[2 * group]!;
            const size = registers[2 * group + 1]! - begin;
            steps -= size >> 1;
            ok = sameText(subject, begin, pos, size, code[pc + 2] === 1);
            pos += size;
          }
          pc += 3;
          break;
        }
        case ANCHOR:
          ok = anchorHolds(subject, pos, code[pc + 1]!, this.#searchStart);
          pc += 2;
          break;
        case KEEP:
          if (!this.#assign(keepRegister(groupCount), pos)) steps = -1;
          pc += 1;
          break;
        case GRAPHEME:
          ok = pos < length;
          if (ok) pos = graphemeEnd(subject, pos);
          steps -= 512;
          pc += 1;
          break;
        case CALL:
          steps -= registers.length;
          if (!this.#call(code[pc + 1]!, pc + 3)) steps = -1;
          pc = code[pc + 2]!;
          break;
        case RETURN:
          if (this.#frame !== undefined && this.#frame.group === code[pc + 1]) {
            steps -= registers.length;
            const { back } = this.#frame;
            if (!this.#return()) steps = -1;
            pc = back;
          } else pc += 2;
          break;
        case FAIL:
          ok = false;
          break;
        case BACK: {
          let count = code[pc + 1]!;
          for (; count > 0 && pos > 0; count--) pos -= insidePair(subject, pos - 1) ? 2 : 1;
          ok = count === 0;
          pc += 2;
          break;
        }
        default: {
          if (notEmpty && pos === start) {
            ok = false;
            break;
          }
          registers[0] = start;
          registers[1] = pos;
          const kept = registers[keepRegister(groupCount)]!;
          if (kept >= 0) registers[0] = kept;
          budget.left = steps;
          return 'match';
        }
      }
      if (steps < 0) break;
      if (ok) continue;
      // Backtrack: undo down to the last choice and take its other way.
      for (;;) {
        if (stack.height === 0) {
          budget.left = steps;
          return 'no-match';
        }
        stack.height -= 4;
        const at = stack.height;
        const { data } = stack;
        const kind = data[at]!;
        if (kind >= REGISTER_ENTRY) {
          this.#undo(kind, data[at + 1]!, data[at + 2]!);
          continue;
        }
        if (kind === CHOICE_ENTRY) {
          pc = data[at + 1]!;
          pos = data[at + 2]!;
          break;
        }
        const run = data[at + 1]!;
        if (kind === GREEDY_ENTRY) {
          const least = data[at + 2]!;
          const from = data[at + 3]!;
          pos = giveBack(subject, from, least, code[run + 4]!);
          steps -= (from - pos) >> 2;
          if (pos < least) continue;
          if (pos > least) {
            data[at + 3] = pos;
            stack.height = at + 4;
          }
          pc = run + 5;
          break;
        }
        // A lazy run takes one more.
        pos = data[at + 2]!;
        const char = pos < length ? codeAt(subject, pos) : -1;
        if (char < 0 || !has(sets[code[run + 1]!]!, char)) continue;
        pos += char > 0xffff ? 2 : 1;
        const count = data[at + 3]! + 1;
        if (count !== code[run + 3]) {
          data[at + 2] = pos;
          data[at + 3] = count;
          stack.height = at + 4;
        }
        pc = run + 4;
        break;
      }
    }
    budget.left = 0;
    return 'limit';
  }

  #reset(): void {
    this.registers.fill(-1);
    this.#stack.clear();
    this.#frame = undefined;
    this.#frames.length = 0;
    this.#snapshots.length = 0;
  }

  #assign(register: number, value: number): boolean {
    const { registers } = this;
    const pushed = this.#stack.push(REGISTER_ENTRY, register, registers[register]!, 0);
    registers[register] = value;
    return pushed;
  }

  #undo(kind: number, a: number, b: number): void {
    if (kind === REGISTER_ENTRY) this.registers[a] = b;
    else if (kind === FRAME_ENTRY) {
      this.#frame = this.#frames[a];
      this.#frames.length = a;
    } else if (kind === SNAPSHOT_ENTRY) {
      this.registers.set(this.#snapshots[a]!);
      this.#snapshots.length = a;
    }
  }

  #undoTo(height: number): void {
    const stack = this.#stack;
    while (stack.height > height) {
      stack.height -= 4;
      const { data } = stack;
      const at = stack.height;
      this.#undo(data[at]!, data[at + 1]!, data[at + 2]!);
    }
  }

  #setFrame(frame: Frame | undefined): boolean {
    const pushed = this.#stack.push(FRAME_ENTRY, this.#frames.length, 0, 0);
    this.#frames.push(this.#frame);
    this.#frame = frame;
    return pushed;
  }

  #call(group: number, back: number): boolean {
    const caller = this.#frame;
    const depth = (caller?.depth ?? 0) + 1;
    if (depth > deepestCall) return false;
    return this.#setFrame({ group, back, registers: this.registers.slice(), caller, depth });
  }

  /** Groups set inside a call are as before it afterwards. */
  #return(): boolean {
    const frame = this.#frame!;
    const pushed = this.#stack.push(SNAPSHOT_ENTRY, this.#snapshots.length, 0, 0);
    this.#snapshots.push(this.registers.slice());
    this.registers.set(frame.registers);
    return this.#setFrame(frame.caller) && pushed;
  }
}

function has(set: SetTest, code: number): boolean {
  return code < 128 ? set.ascii[code] === 1 : set.other(code);
}
