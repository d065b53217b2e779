import fc from 'fast-check';

const plain = fc.constantFrom('n', 'm', 'u', 'v', 'host', '_time', 'ip', 'zz', 'r', 's');
/** Names with signs, and names that SQL or we ourselves use for something else. */
const odd = fc.constantFrom('a.b', 'e1', '_e1', 'each', 'i', 'select', '#', 'N');
export const field = fc.oneof({ weight: 16, arbitrary: plain }, { weight: 1, arbitrary: odd }, fc.constantFrom('a.b'));
export const target = fc.constantFrom('r', 's', 'v', 'n', 'u');
export const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
export const inEval = (name: string): string => (/^\w+$/.test(name) ? name : `'${name}'`);
export const list = <T>(arbitrary: fc.Arbitrary<T>, most = 3) => fc.array(arbitrary, { minLength: 1, maxLength: most });
export const names = fc.uniqueArray(field, { minLength: 1, maxLength: 2 });
export const comparison = fc.constantFrom('=', '=', '=', '!=', '<', '<=', '>', '>=');
