/**
 * Letter case as patterns see it under `(?i)`: the one-to-one upper-case mapping of the basic plane that JavaScript's `i`
 * flag uses without `u`. ASCII letters equal ASCII letters only (no Kelvin sign for `k`), as in PCRE without UCP.
 */
export function canonicalCase(code: number): number {
  if (code < 128) return code >= 0x61 && code <= 0x7a ? code - 32 : code;
  if (code > 0xffff) return code;
  const upper = String.fromCharCode(code).toUpperCase();
  if (upper.length !== 1) return code;
  const mapped = upper.charCodeAt(0);
  return mapped < 128 ? code : mapped;
}

type Variants = readonly (readonly [number, readonly number[]])[];

function variantsBelow(limit: number): Variants {
  const families = new Map<number, number[]>();
  for (let code = 0; code < limit; code++) {
    const canonical = canonicalCase(code);
    if (canonical === code && code >= 128 && String.fromCharCode(code).toLowerCase() === String.fromCharCode(code))
      continue;
    const family = families.get(canonical);
    if (family === undefined) families.set(canonical, canonical === code ? [code] : [canonical, code]);
    else if (!family.includes(code)) family.push(code);
  }
  const variants: [number, number[]][] = [];
  for (const family of families.values()) {
    if (family.length < 2) continue;
    for (const code of family) variants.push([code, family.filter((other) => other !== code)]);
  }
  return variants;
}

const asciiVariants = variantsBelow(128);
let allVariants: Variants | undefined;

/** The code points that have other cases, with those cases; the large table is made when a set goes beyond ASCII. */
export function caseVariants(highest: number): Variants {
  if (highest < 128) return asciiVariants;
  allVariants ??= variantsBelow(0x10000);
  return allVariants;
}

/** A character and its other cases. */
export function caseFamily(code: number): number[] {
  if (code < 128) {
    const letter = code | 32;
    return letter >= 0x61 && letter <= 0x7a ? [letter - 32, letter] : [code];
  }
  if (code > 0xffff) return [code];
  const others = caseVariants(code).find(([each]) => each === code)?.[1];
  return others === undefined ? [code] : [code, ...others];
}
