/** The lookups that the searches name. */
export const lookups = {
  users: [
    { u: 'amy', team: 'red', n: '1' },
    { u: 'amy', team: 'blue', n: '2' },
    { u: 'bob', team: '', n: '10' },
    { u: "o'brien", team: 'red', n: '' },
  ],
  globs: [
    { v: 'a*', kind: 'starts' },
    { v: '*b', kind: 'ends' },
    { v: '50%', kind: 'percent' },
    { v: 'C:\\Temp\\*', kind: 'temp' },
  ],
  nets: [
    { ip: '10.0.0.0/24', zone: 'lab' },
    { ip: '0.0.0.0/0', zone: 'all' },
  ],
  folded: [
    { u: 'AMY', team: 'caps' },
    { u: 'BOB', team: 'caps' },
  ],
} as const;
export const lookupDefinitions = {
  globs: { filename: 'globs', match_type: 'WILDCARD(v)', max_matches: 1 },
  nets: { filename: 'nets', match_type: 'CIDR(ip)', min_matches: 1, default_match: 'none' },
  folded: { filename: 'folded', case_sensitive_match: false, min_matches: 1, default_match: 'none' },
} as const;
