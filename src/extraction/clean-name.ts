const clean = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * A key as a field name, the way `CLEAN_KEYS` does it: each character that is no letter, digit or underscore becomes an
 * underscore, and underscores and digits in front go away. `zone-found` is `zone_found`, `2fa` is `fa`; `7` is empty, no
 * field (spl-core 6.3).
 */
export function cleanKey(key: string): string {
  if (clean.test(key)) return key;
  return key.replace(/[^A-Za-z0-9_]/g, '_').replace(/^[_0-9]+/, '');
}

/** A name of Windows event XML as a field name: other characters become underscores, nothing is stripped (spl-core 6.4). */
export function cleanXmlName(name: string): string {
  return clean.test(name) ? name : name.replace(/[^A-Za-z0-9_]/g, '_');
}
