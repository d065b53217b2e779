import type { Condition, LookNode, RegexNode } from './ast.js';
import type { Flags, PatternParser } from './parse.js';

const unclosed = 'missing closing parenthesis';

/** Reads what an opening parenthesis begins, the reader being after it; `undefined` when it only sets flags. */
export function openGroup(parser: PatternParser, start: number): RegexNode | undefined {
  const { reader } = parser;
  if (reader.at('*')) return verb(parser, start);
  if (!reader.take('?')) {
    return parser.flags.noAutoCapture ? plain(parser, start) : capture(parser, start, undefined);
  }
  const look = openLook(parser, start);
  if (look !== undefined) return look;
  if (reader.take(':')) return plain(parser, start);
  if (reader.take('>')) return { kind: 'atomic', body: body(parser, start, false), start, end: reader.offset };
  if (reader.take('|')) return body(parser, start, true);
  if (reader.take('(')) return conditional(parser, start);
  const name = reader.match(/P?<([^>]*)>|'([^']*)'/y);
  if (name !== null) return capture(parser, start, parser.groupName(name[1] ?? name[2]!, start + 2));
  const same = reader.match(/P=([^)]*)\)/y);
  if (same !== null) {
    const target = parser.groupName(same[1]!, start);
    return { kind: 'backreference', target, ignoreCase: parser.flags.ignoreCase, start, end: reader.offset };
  }
  const call = reader.match(/(?:P>|&)([^)]*)\)/y);
  if (call !== null) return { kind: 'call', target: parser.groupName(call[1]!, start), start, end: reader.offset };
  const numbered = reader.match(/(?:R|([-+]?\d{1,6}))\)/y);
  if (numbered !== null) {
    const target = numbered[1] === undefined ? 0 : parser.groupNumber(numbered[1], start);
    return { kind: 'call', target, start, end: reader.offset };
  }
  return flagGroup(parser, start);
}

function body(parser: PatternParser, start: number, reset: boolean): RegexNode {
  const node = parser.alternation(reset);
  if (!parser.reader.take(')')) parser.reader.fail(unclosed, start);
  return node;
}

function plain(parser: PatternParser, start: number): RegexNode {
  return body(parser, start, false);
}

function capture(parser: PatternParser, start: number, name: string | undefined): RegexNode {
  const index = ++parser.groupCount;
  if (name !== undefined) {
    const known = parser.names.get(name);
    if (known === undefined) parser.names.set(name, [index]);
    else if (!known.includes(index)) {
      if (!parser.flags.duplicateNames) {
        parser.reader.fail(
          `two groups have the same name \`${name}\`; (?J) at the start of the pattern allows it`,
          start,
        );
      }
      known.push(index);
    }
  }
  return { kind: 'group', index, body: body(parser, start, false), start, end: parser.reader.offset };
}

const looks: readonly (readonly [string, boolean, boolean])[] = [
  ['=', true, false],
  ['!', true, true],
  ['<=', false, false],
  ['<!', false, true],
];

function openLook(parser: PatternParser, start: number): LookNode | undefined {
  for (const [sign, ahead, negated] of looks) {
    if (!parser.reader.take(sign)) continue;
    const inner = body(parser, start, false);
    return { kind: 'look', ahead, negated, body: inner, start, end: parser.reader.offset };
  }
  return undefined;
}

function conditional(parser: PatternParser, start: number): RegexNode {
  const { reader } = parser;
  const condition = readCondition(parser, start);
  const branches = parser.branches(false);
  if (!reader.take(')')) reader.fail(unclosed, start);
  if (branches.length > 2) reader.fail('a conditional group has more than two branches', start);
  if (condition.kind === 'define' && branches.length > 1) reader.fail('a DEFINE group has more than one branch', start);
  const nothing: RegexNode = { kind: 'sequence', items: [], start: reader.offset - 1, end: reader.offset - 1 };
  return { kind: 'conditional', condition, yes: branches[0]!, no: branches[1] ?? nothing, start, end: reader.offset };
}

function readCondition(parser: PatternParser, start: number): Condition {
  const { reader } = parser;
  if (reader.take('?')) {
    const look = openLook(parser, start);
    if (look === undefined) return reader.fail('an assertion is expected after (?(', start);
    return { kind: 'look', look };
  }
  if (reader.take('DEFINE)')) return { kind: 'define' };
  const number = reader.match(/([-+]?\d{1,6})\)/y);
  if (number !== null) return { kind: 'group', target: parser.groupNumber(number[1]!, start) };
  const recursion = reader.match(/R(\d{0,6}|&[^)]*)\)/y);
  if (recursion !== null) {
    const written = recursion[1]!;
    if (written.startsWith('&')) return { kind: 'recursion', target: parser.groupName(written.slice(1), start) };
    return { kind: 'recursion', target: written === '' ? -1 : Number(written) };
  }
  const name = reader.match(/(?:<([^>]*)>|'([^']*)'|([^)]*))\)/y);
  if (name === null) return reader.fail('the condition of (?( is not closed', start);
  return { kind: 'group', target: parser.groupName(name[1] ?? name[2] ?? name[3]!, start) };
}

/** `(?i)` up to the end of the enclosing group, or `(?i:…)`. */
function flagGroup(parser: PatternParser, start: number): RegexNode | undefined {
  const { reader } = parser;
  const found = reader.match(/(\^?)([A-Za-z]*)(?:-([A-Za-z]*))?([:)])/y);
  if (found === null || (found[1] !== '' && found[3] !== undefined)) {
    const sign = reader.peek();
    return reader.fail(
      sign === '' ? unclosed : `unrecognised character \`${sign}\` after (?`,
      sign === '' ? start : reader.offset,
    );
  }
  const cleared =
    found[1] === ''
      ? parser.flags
      : {
          ...parser.flags,
          ignoreCase: false,
          multiline: false,
          dotAll: false,
          extended: 0 as const,
          noAutoCapture: false,
        };
  const on = setFlags(parser, cleared, found[2]!, true, start);
  const flags = setFlags(parser, on, found[3] ?? '', false, start);
  if (found[4] === ')') {
    parser.flags = flags;
    return undefined;
  }
  const outer = parser.flags;
  parser.flags = flags;
  const inner = body(parser, start, false);
  parser.flags = outer;
  return inner;
}

function setFlags(parser: PatternParser, flags: Flags, letters: string, on: boolean, start: number): Flags {
  let result = flags;
  for (const letter of letters) {
    if (letter === 'i') result = { ...result, ignoreCase: on };
    else if (letter === 'm') result = { ...result, multiline: on };
    else if (letter === 's') result = { ...result, dotAll: on };
    else if (letter === 'x') result = { ...result, extended: on ? (letters.includes('xx') ? 2 : 1) : 0 };
    else if (letter === 'U') result = { ...result, ungreedy: on };
    else if (letter === 'J') result = { ...result, duplicateNames: on };
    else if (letter === 'n') result = { ...result, noAutoCapture: on };
    else parser.reader.fail(`unknown flag \`${letter}\` after (?`, start);
  }
  return result;
}

function verb(parser: PatternParser, start: number): RegexNode {
  const { reader } = parser;
  const found = reader.match(/\*([^)]*)\)/y);
  if (found === null) return reader.fail(unclosed, start);
  if (/^(?:F|FAIL)$/.test(found[1]!)) return { kind: 'fail', start, end: reader.offset };
  return reader.fail(`(*${found[1]}) is not supported`, start);
}
