import { formatNumber, scalarText, toNumber } from './coerce.js';
import { groupThousands } from './thousands.js';
import type { Value } from './value.js';

/** One conversion of a format; `*` in width or precision takes the next argument. */
export interface PrintfConversion {
  readonly flags: ReadonlySet<string>;
  readonly width: number | '*';
  readonly precision: number | '*' | undefined;
  readonly letter: string;
}

/** Widths beyond this are cut: a format from the data must not be able to fill the memory. */
const maximumWidth = 10_000;
const maximumDecimals = 100;

const conversionText = /%(?:%|([-'0+ #]*)(\d+|\*)?(?:\.(\d*|\*))?([acdiefgoszuxpAEFGX]))/g;

/** A format made ready: the arguments to text, or null when one is missing, null, or not of the conversion's kind. */
export type Printer = (args: readonly Value[]) => string | null;

/** The texts and conversions of a format (spl-core 3.2). What is no supported conversion stays as typed. */
export function parsePrintf(format: string): (string | PrintfConversion)[] {
  const pieces: (string | PrintfConversion)[] = [];
  let end = 0;
  for (const match of format.matchAll(conversionText)) {
    pieces.push(format.slice(end, match.index));
    end = match.index + match[0].length;
    const [whole, flags, width, precision, letter] = match;
    if (whole === '%%') pieces.push('%');
    else {
      pieces.push({
        flags: new Set(flags),
        width: width === '*' ? '*' : Number(width ?? 0),
        precision: precision === '*' || precision === undefined ? precision : Number(precision),
        letter: letter!,
      });
    }
  }
  pieces.push(format.slice(end));
  return pieces;
}

/** Prepares a printf format. */
export function compilePrintf(format: string): Printer {
  const pieces = parsePrintf(format);
  return (args) => print(pieces, args);
}

function print(pieces: readonly (string | PrintfConversion)[], args: readonly Value[]): string | null {
  let next = 0;
  let text = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      text += piece;
      continue;
    }
    let { width, precision } = piece;
    let left = piece.flags.has('-');
    if (width === '*') {
      const given = toNumber(args[next++] ?? null);
      if (given === null) return null;
      left ||= given < 0;
      width = Math.abs(Math.trunc(given));
    }
    if (precision === '*') {
      const given = toNumber(args[next++] ?? null);
      if (given === null) return null;
      precision = given < 0 ? undefined : Math.trunc(given);
    }
    const converted = convert(piece, precision, args[next++] ?? null);
    if (converted === null) return null;
    text += pad(converted, Math.min(width, maximumWidth), left, piece, precision);
  }
  return text;
}

/** A converted argument: sign or `0x` in front is kept apart, because padding zeros go between. */
interface Converted {
  readonly prefix: string;
  readonly body: string;
  readonly numeric: boolean;
}

function pad(
  { prefix, body, numeric }: Converted,
  width: number,
  left: boolean,
  conversion: PrintfConversion,
  precision: number | undefined,
): string {
  if (width === 0) return prefix + body;
  const missing = width - prefix.length - (numeric ? body.length : [...body].length);
  if (missing <= 0) return prefix + body;
  if (left) return prefix + body + ' '.repeat(missing);
  // As in C, a precision switches zero padding off for whole numbers.
  const zeros =
    conversion.flags.has('0') && numeric && !(precision !== undefined && 'diuoxXp'.includes(conversion.letter));
  return zeros ? prefix + '0'.repeat(missing) + body : ' '.repeat(missing) + prefix + body;
}

function convert(conversion: PrintfConversion, precision: number | undefined, value: Value): Converted | null {
  if (value === null || (typeof value === 'object' && value.length > 1)) return null;
  const { letter } = conversion;
  if (letter === 's' || letter === 'z') {
    const text = scalarText(value as string);
    return {
      prefix: '',
      body: precision === undefined ? text : [...text].slice(0, precision).join(''),
      numeric: false,
    };
  }
  const number = toNumber(value);
  if (letter === 'c') {
    const text = number === null ? scalarText(value as string) : codePoint(number);
    const first = text === null ? undefined : [...text.slice(0, 2)][0];
    return first === undefined ? null : { prefix: '', body: first, numeric: false };
  }
  if (number === null) return null;
  if (!Number.isFinite(number)) return { prefix: '', body: formatNumber(number), numeric: false };
  return 'diuoxXp'.includes(letter)
    ? wholeNumber(conversion, precision, number)
    : realNumber(conversion, precision, number);
}

function codePoint(number: number): string | null {
  return Number.isInteger(number) && number >= 0 && number <= 0x10ffff ? String.fromCodePoint(number) : null;
}

function signOf(conversion: PrintfConversion, negative: boolean): string {
  if (negative) return '-';
  return conversion.flags.has('+') ? '+' : conversion.flags.has(' ') ? ' ' : '';
}

function wholeNumber(conversion: PrintfConversion, precision: number | undefined, number: number): Converted {
  const { letter, flags } = conversion;
  const integer = BigInt(Math.trunc(number));
  const atLeast = (digits: string): string => digits.padStart(Math.min(precision ?? 0, maximumWidth), '0');
  if (letter === 'd' || letter === 'i') {
    const digits = atLeast((integer < 0n ? -integer : integer).toString());
    return { prefix: signOf(conversion, integer < 0n), body: grouped(flags, digits), numeric: true };
  }
  // Negative numbers print as C prints them: their 64-bit two's complement.
  const unsigned = integer < 0n ? BigInt.asUintN(64, integer) : integer;
  if (letter === 'u') return { prefix: '', body: grouped(flags, atLeast(unsigned.toString())), numeric: true };
  const alternate = flags.has('#') && unsigned !== 0n;
  if (letter === 'o') {
    return { prefix: '', body: (alternate ? '0' : '') + atLeast(unsigned.toString(8)), numeric: true };
  }
  const digits = atLeast(unsigned.toString(16));
  return letter === 'x'
    ? { prefix: alternate ? '0x' : '', body: digits, numeric: true }
    : { prefix: alternate ? '0X' : '', body: digits.toUpperCase(), numeric: true };
}

function grouped(flags: ReadonlySet<string>, digits: string): string {
  return flags.has("'") ? groupThousands(digits) : digits;
}

function realNumber(conversion: PrintfConversion, precision: number | undefined, number: number): Converted {
  const { letter, flags } = conversion;
  const prefix = signOf(conversion, number < 0 || Object.is(number, -0));
  const size = Math.abs(number);
  const digits = Math.min(precision ?? 6, maximumDecimals);
  const lower = letter.toLowerCase();
  let body: string;
  if (lower === 'a') body = hexadecimal(size, precision);
  else if (lower === 'f') body = grouped(flags, fixed(size, digits));
  else if (lower === 'e') body = exponential(size, digits);
  else body = general(size, Math.max(digits, 1), flags.has('#'));
  return { prefix, body: letter === lower ? body : body.toUpperCase(), numeric: true };
}

/** Fixed notation with ties to even, as in C; `toFixed` rounds ties up and gives up at 1e21. */
function fixed(size: number, digits: number): string {
  if (size >= 1e21) return BigInt(size).toString() + (digits > 0 ? `.${'0'.repeat(digits)}` : '');
  const exact = digits <= 60 ? size.toFixed(digits + 40) : '';
  const cut = exact.length - 40 - (digits === 0 ? 1 : 0);
  const rest = exact.slice(digits === 0 ? cut + 1 : cut);
  const kept = exact.slice(0, cut);
  if (/^50*$/.test(rest) && '02468'.includes(kept[kept.length - 1]!)) return kept;
  return size.toFixed(digits);
}

function exponential(size: number, digits: number): string {
  const [mantissa, exponent] = size.toExponential(digits).split('e') as [string, string];
  return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

function general(size: number, digits: number, keepZeros: boolean): string {
  const exponent = Number(size.toExponential(digits - 1).split('e')[1]);
  const scientific = exponent < -4 || exponent >= digits;
  const text = scientific ? exponential(size, digits - 1) : fixed(size, digits - 1 - exponent);
  if (keepZeros || !text.includes('.')) return text;
  const [mantissa, tail] = text.split('e');
  const short = mantissa!.replace(/\.?0+$/, '');
  return tail === undefined ? short : `${short}e${tail}`;
}

/** `%a`: `0x1.8p+1`; without a precision as many digits as the number has. */
function hexadecimal(size: number, precision: number | undefined): string {
  if (size === 0)
    return `0x0${precision === undefined || precision === 0 ? '' : `.${'0'.repeat(Math.min(precision, maximumDecimals))}`}p+0`;
  let exponent = Math.floor(Math.log2(size));
  let mantissa = size / 2 ** exponent;
  // log2 may miss by one next to a power of two.
  if (mantissa >= 2) {
    mantissa /= 2;
    exponent++;
  } else if (mantissa < 1) {
    mantissa *= 2;
    exponent--;
  }
  let bits = BigInt(Math.round(mantissa * 2 ** 52));
  let digits = 13;
  if (precision !== undefined && precision < 13) {
    const dropped = BigInt((13 - precision) * 4);
    bits = (bits + (1n << (dropped - 1n))) >> dropped;
    digits = precision;
  }
  const text = bits.toString(16).padStart(digits + 1, '0');
  const whole = text.slice(0, text.length - digits);
  let fraction = text.slice(text.length - digits);
  if (precision === undefined) fraction = fraction.replace(/0+$/, '');
  else fraction = fraction.padEnd(Math.min(precision, maximumDecimals), '0');
  return `0x${whole}${fraction === '' ? '' : `.${fraction}`}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}
