/** Whole numbers that are looked for: shorter ones are in too many lines, longer ones in lines that do not show it ({@link nines}). */
const wholeNumber = /^[1-9]\d{3,5}$/;
/** Digits that tell a number from others. */
const leastDigits = 3;
/**
 * In a JSON number that is rounded up to one of six digits at least ten nines follow one another, perhaps with a point between
 * them: a double is exact to 53 bits.
 */
const nines = '99999';

/**
 * Texts of which JSON holds one wherever it has a certain whole number, however the number is written there (`4688`, `4.688e3`, `46880e-1`),
 * and so does any other text that holds its digits; undefined for what is no such number.
 */
export function textsOfNumber(text: string): readonly string[] | undefined {
  if (!wholeNumber.test(text)) return undefined;
  const digits = text.replace(/0+$/, '');
  if (digits.length < leastDigits) return undefined;
  const texts = [text, nines];
  for (let at = 1; at < digits.length; at++) texts.push(`${digits.slice(0, at)}.${digits.slice(at)}`);
  // Zeros at the end may be left out where an exponent stands for them.
  for (let end = digits.length; end < text.length; end++)
    texts.push(`${text.slice(0, end)}.`, `${text.slice(0, end)}e`);
  return texts;
}
