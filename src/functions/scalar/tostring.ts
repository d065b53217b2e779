import { formatNumber, scalarText, toNumber } from '../../values/coerce.js';
import { roundDecimal } from '../../values/decimal.js';
import { groupThousands } from '../../values/thousands.js';
import { nanosecondsOf } from '../../values/time/civil.js';
import { isMultivalue, type Value } from '../../values/value.js';
import { defineFunction } from '../define.js';

function inBase(value: number, base: 2 | 16): string | null {
  if (!Number.isInteger(value) || value < 0) return null;
  const digits = BigInt(value).toString(base);
  return base === 16 ? `0x${digits.toUpperCase()}` : digits;
}

function withCommas(value: number): string | null {
  if (!Number.isFinite(value)) return formatNumber(value);
  const text = formatNumber(value);
  return groupThousands(Number.isInteger(value) ? text : roundDecimal(text, 2));
}

/** `HH:MM:SS`, from a day on `D+HH:MM:SS`; of a fraction up to six decimals that are not 0 (published for `delta _time`). */
function duration(value: number): string | null {
  if (!Number.isFinite(value)) return null;
  // To microseconds: a difference of two times is seldom the decimal that it stands for.
  const seconds = Number.isInteger(value) ? Math.abs(value) : Math.round(Math.abs(value) * 1e6) / 1e6;
  const whole = Math.floor(seconds);
  const two = (part: number): string => String(part % 60).padStart(2, '0');
  const days = Math.floor(whole / 86_400);
  const hours = String(Math.floor(whole / 3600) % 24).padStart(2, '0');
  const clock = `${hours}:${two(Math.floor(whole / 60))}:${two(whole)}`;
  const micros = String(Math.round(nanosecondsOf(seconds) / 1000)).padStart(6, '0');
  const fraction = Number.isInteger(seconds) ? '' : `.${micros.replace(/0+$/, '')}`;
  return `${value < 0 ? '-' : ''}${days > 0 ? `${formatNumber(days)}+` : ''}${clock}${fraction}`;
}

function formatted(value: Value, format: string): string | null {
  if (typeof value === 'boolean') return scalarText(value);
  const number = toNumber(value);
  if (number === null) return null;
  switch (format.toLowerCase()) {
    case 'binary':
      return inBase(number, 2);
    case 'hex':
      return inBase(number, 16);
    case 'commas':
      return withCommas(number);
    case 'duration':
      return duration(number);
    default:
      return null;
  }
}

const formats = ['binary', 'hex', 'commas', 'duration'];

export const tostring = defineFunction({
  name: 'tostring',
  group: 'conversion',
  summary: 'A value as text, on request in a format.',
  parameters: [
    { name: 'value', type: 'any', text: 'A number, a Boolean or text.' },
    { name: 'format', type: 'string', optional: true, text: '"binary", "hex", "commas" or "duration".' },
  ],
  result: 'string',
  total: true,
  nulls: 'Null (one named switch, spl-core 8.9); also where the value does not suit the format.',
  examples: [
    { expression: 'tostring(1==1)', result: 'True' },
    { expression: 'tostring(9,"binary")', result: '1001' },
    { expression: 'tostring(15,"hex")', result: '0xF' },
    { expression: 'tostring(12345.6789,"commas")', result: '12,345.68' },
    { expression: 'tostring(615,"duration")', result: '00:10:15' },
    { expression: 'tostring(90061,"duration")', result: '1+01:01:01' },
    { expression: 'tostring(12304.406,"duration")', result: '03:25:04.406' },
  ],
  check(call) {
    const format = call.args.length > 1 ? call.literal(1) : undefined;
    if (format === undefined || formats.includes(format.toLowerCase())) return undefined;
    return { message: `"${format}" is not a format: ${formats.join(', ')}`, argument: 1 };
  },
  acceptsNull: true,
  evaluate(args, context) {
    const value = args[0]!;
    if (value === null) return context.semantics.tostringNull === 'text' ? 'Null' : null;
    if (args.length > 1) return args[1] === null ? null : formatted(value, scalarText(args[1] as string));
    return isMultivalue(value) ? value.map(scalarText) : scalarText(value);
  },
});
