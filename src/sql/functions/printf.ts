import { type PrintfConversion, parsePrintf } from '../../values/printf.js';
import type { SqlFunctions } from '../dialect.js';
import { once } from '../named.js';
import { unsupported } from '../refusal.js';
import { type Call, type FunctionTemplate, text } from './define.js';

/** Wider ones are cut. */
const widest = 10_000;

/** An argument as text: a sign that padding zeros come behind, and the rest. */
interface Printed {
  readonly sign: string;
  readonly body: string;
  /** A condition under which zeros may pad it. */
  readonly finite: string | undefined;
}

/** `printf` with a literal format and conversions to texts, whole numbers and fractions (spl-core 3.2). */
export const printf: FunctionTemplate = (call) => {
  const parts: string[] = [];
  let next = 1;
  for (const piece of parsePrintf(call.fixed(0, 'the format'))) {
    if (typeof piece === 'string') {
      if (piece !== '') parts.push(call.cx.dialect.text(piece));
      continue;
    }
    const { width, precision } = piece;
    if (width === '*' || precision === '*') return unsupported('printf() whose width is an argument', call.node.span);
    // Without an argument there is no text at all.
    if (next >= call.args.length) parts.push(call.cx.dialect.nothing('text'));
    else parts.push(converted(piece, width, precision, next++, call));
  }
  return text(parts.length === 0 ? "''" : `(${parts.join(' || ')})`);
};

function converted(
  piece: PrintfConversion,
  width: number,
  precision: number | undefined,
  at: number,
  call: Call,
): string {
  const given = isText(piece) ? call.single(at) : call.number(at);
  const { functions } = call.cx.dialect;
  return once(given, call.cx, (value) => padded(printed(piece, precision, value, call), piece, width, functions));
}

function isText({ letter }: PrintfConversion): boolean {
  return letter === 's' || letter === 'z';
}

function printed(piece: PrintfConversion, precision: number | undefined, value: string, call: Call): Printed {
  const { flags, letter } = piece;
  const { functions } = call.cx.dialect;
  if (isText(piece)) {
    const whole = value;
    const body = precision === undefined ? whole : functions.substring(whole, '1', String(precision));
    return { sign: "''", body, finite: undefined };
  }
  const number = value;
  const plus = flags.has('+') ? "'+'" : flags.has(' ') ? "' '" : "''";
  const finite = `abs(${number}) < ${call.cx.dialect.number(Number.POSITIVE_INFINITY)}`;
  const signed = (negative: string): string =>
    `CASE WHEN ${finite} THEN CASE WHEN ${negative} THEN '-' ELSE ${plus} END ELSE '' END`;
  const orWord = (body: string): string => `CASE WHEN ${finite} THEN ${body} ELSE spl_text(${number}) END`;
  switch (letter) {
    case 'd':
    case 'i': {
      const whole = `trunc(${number})`;
      const grouped = flags.has("'");
      const digits = `${grouped ? 'spl_commas' : 'spl_text'}(abs(${whole}))`;
      if (grouped && precision !== undefined) return unsupported('printf() of such a number', call.node.span);
      const missing = `greatest(0, ${Math.min(precision ?? 0, widest)} - ${functions.characters(digits)})`;
      const body = precision === undefined ? digits : `(repeat('0', ${missing}) || ${digits})`;
      return { sign: signed(`${whole} < 0`), body: orWord(body), finite: precision === undefined ? finite : undefined };
    }
    case 'f':
    case 'F': {
      if (flags.has("'") || (precision ?? 0) > 15) return unsupported('printf() of such a number', call.node.span);
      // Zero has a sign as well.
      return {
        sign: signed(`atan2(0, ${number}) > 1`),
        body: orWord(functions.fixed(`abs(${number})`, precision ?? 6)),
        finite,
      };
    }
    default:
      return unsupported(`printf() with %${letter}`, call.node.span);
  }
}

/** Puts signs beside a text up to the width of the conversion. */
function padded(
  { sign, body, finite }: Printed,
  { flags }: PrintfConversion,
  width: number,
  functions: SqlFunctions,
): string {
  const whole = sign === "''" ? body : `(${sign} || ${body})`;
  if (width === 0) return whole;
  const missing = `greatest(0, ${Math.min(width, widest)} - ${functions.characters(whole)})`;
  if (flags.has('-')) return `(${whole} || repeat(' ', ${missing}))`;
  const blanks = `(repeat(' ', ${missing}) || ${whole})`;
  if (!flags.has('0') || finite === undefined) return blanks;
  return `CASE WHEN ${finite} THEN ${sign} || repeat('0', ${missing}) || ${body} ELSE ${blanks} END`;
}
