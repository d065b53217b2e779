import { unsupported } from '../refusal.js';
import { fixedSeconds } from '../time.js';
import { type Call, type FunctionTemplate, list, number, text } from './define.js';
import { printf } from './printf.js';

/** The largest base whose digits do not take in the x of `0x`. */
const mostDigits = 33;

/** Functions that convert between numbers, texts and addresses (spl-core 3.2 and 3.8). */
export const conversionTemplates: Readonly<Record<string, FunctionTemplate>> = {
  tonumber: (call) => {
    const base = call.args.length > 1 ? Number(call.fixed(1, 'the base')) : 10;
    if (base === 10) return number(call.number(0));
    if (!Number.isInteger(base) || base < 2 || base > mostDigits)
      return unsupported('tonumber() with such a base', call.node.span);
    const { functions, text: literal } = call.cx.dialect;
    const highest = (base - 1).toString(36);
    const digits = base <= 10 ? `[0-${highest}]` : `[0-9a-${highest}]`;
    const pattern = literal(`(?i)\\A([+-]?)${base === 16 ? '(?:0x)?' : ''}(${digits}+)\\z`);
    const subject = call.single(0);
    const part = (group: number): string => functions.extract(subject, pattern, group);
    return number(
      `CASE WHEN ${functions.found(subject, pattern)} THEN spl_base(spl_fold(${part(2)}), ${base}) * CASE ${part(1)} WHEN '-' THEN -1 ELSE 1 END END`,
    );
  },
  printf,
  todouble: (call) => number(call.number(0)),
  toint: (call) => number(`floor(${finite(call)})`),
  tostring: (call) => {
    if (call.args.length === 1) {
      const value = call.value(0);
      return value.type === 'list' ? value : text(call.cx.convert.text(value));
    }
    const format = call.fixed(1, 'the format').toLowerCase();
    const name = { duration: 'spl_duration', commas: 'spl_commas', hex: 'spl_hex', binary: 'spl_binary' }[format];
    if (name === undefined) return unsupported(`tostring() with the format ${format}`, call.node.span);
    return text(`${name}(${call.number(0)})`);
  },
  ipmask: (call) => {
    const { functions } = call.cx.dialect;
    return text(`spl_ip_text(${functions.bits('and', `spl_ip4(${call.text(0)})`, `spl_ip4(${call.text(1)})`)})`);
  },
  mvrange: (call) => {
    const step = call.args.length > 2 ? secondsOf(call.fixed(2, 'the step'), call) : 1;
    if (step === undefined || step === 0) return unsupported('mvrange() with such a step', call.node.span);
    return list(`spl_range(${finite(call)}, ${call.number(1)}, ${call.cx.dialect.number(step)})`);
  },
};

/** The first argument as a number that is not infinite. */
function finite(call: Call): string {
  const n = call.number(0);
  return `CASE WHEN abs(${n}) < ${call.cx.dialect.number(Number.POSITIVE_INFINITY)} THEN ${n} END`;
}

/** A step as a number, or a span of time of a fixed length in seconds. */
function secondsOf(step: string, { cx, node }: Call): number | undefined {
  if (Number.isFinite(Number(step))) return Number(step);
  const match = /^([+-]?\d{1,9})?([A-Za-z]+)$/.exec(step);
  const seconds = fixedSeconds(match?.[2] ?? '', cx, node.span);
  return seconds === undefined ? undefined : Number(match?.[1] ?? 1) * seconds;
}
