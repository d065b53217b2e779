/** What all detections of a repository came to over some logs; the file `tests/corpus/events-run.json`. */
export interface EventsLedger {
  readonly events: number;
  /** Detections that ran to their end and gave no row. */
  readonly quiet: number;
  /** Rows by detection. */
  readonly fired: Readonly<Record<string, number>>;
  /** Reasons by detection. */
  readonly refused: Readonly<Record<string, string>>;
  /** Errors of escudo by detection; must stay empty. */
  readonly crashed: Readonly<Record<string, string>>;
}

/** A hit on the benign host, with the reason why the rule is right to match; the file `tests/corpus/benign-host.json`. */
export interface BenignHit {
  readonly rows: number;
  readonly why: string;
}

export type BenignLedger = Readonly<Record<string, BenignHit>>;

/** One line per difference between the recorded run and this one. */
export function compareEventRuns(recorded: EventsLedger, found: EventsLedger): string[] {
  const lines = Object.entries(found.crashed).map(([name, error]) => `${name} ends with an internal error: ${error}`);
  if (recorded.events !== found.events)
    lines.push(`${found.events} events were read, the ledger says ${recorded.events}`);
  lines.push(
    ...differences(recorded.fired, found.fired, {
      added: (name, rows) => `${name} fires with ${rows} row(s), the ledger says it is quiet`,
      changed: (name, before, now) => `${name} fires with ${now} row(s), the ledger says ${before}`,
      gone: (name, rows) => `${name} no longer fires, the ledger says ${rows} row(s)`,
    }),
    ...differences(recorded.refused, found.refused, {
      added: (name, reason) => `${name} is refused: ${reason}`,
      changed: (name, _, reason) => `${name} is refused for another reason: ${reason}`,
      gone: (name) => `${name} runs, the ledger says it is refused`,
    }),
  );
  return lines;
}

/** One line per detection that fires in another way than the ledger says, or for a reason nobody has written down. */
export function compareBenignHits(recorded: BenignLedger, fired: Readonly<Record<string, number>>): string[] {
  const rows = Object.fromEntries(Object.entries(recorded).map(([name, hit]) => [name, hit.rows]));
  const lines = differences(rows, fired, {
    added: (name, count) => `${name} fires on the benign host with ${count} row(s): explain it or mend it`,
    changed: (name, before, now) => `${name} fires on the benign host with ${now} row(s), the ledger says ${before}`,
    gone: (name) => `${name} no longer fires on the benign host`,
  });
  for (const [name, { why }] of Object.entries(recorded))
    if (why === '') lines.push(`${name} fires on the benign host and nobody says why`);
  return lines;
}

/** The ledger of these hits; reasons are kept, new hits wait for one. */
export function benignLedgerOf(recorded: BenignLedger, fired: Readonly<Record<string, number>>): BenignLedger {
  const known = new Map(Object.entries(recorded));
  return Object.fromEntries(
    Object.entries(fired).map(([name, rows]) => [name, { rows, why: known.get(name)?.why ?? '' }]),
  );
}

function differences<T>(
  recorded: Readonly<Record<string, T>>,
  found: Readonly<Record<string, T>>,
  say: {
    added(name: string, now: T): string;
    changed(name: string, before: T, now: T): string;
    gone(name: string, before: T): string;
  },
): string[] {
  const before = new Map(Object.entries(recorded));
  const lines: string[] = [];
  for (const [name, now] of Object.entries(found)) {
    const old = before.get(name);
    if (old === undefined) lines.push(say.added(name, now));
    else if (old !== now) lines.push(say.changed(name, old, now));
    before.delete(name);
  }
  for (const [name, old] of before) lines.push(say.gone(name, old));
  return lines;
}
