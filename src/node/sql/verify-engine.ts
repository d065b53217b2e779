import type { Row } from '../../api/plain-events.js';
import type { RawEvent } from '../../events/raw-event.js';
import { allRows, type SqlEngine, type StatementLimits } from '../../sql/run/engine.js';
import { EngineFailure } from '../../sql/run/engine-failure.js';
import { differenceOf } from '../../sql/verify.js';
import { joinedTables, type LoadRequest, loadEngine } from './engine-load.js';
import type { PortedDetection } from './port-content.js';

/** What an engine came to for one detection. */
export type EngineVerdict =
  | { readonly state: 'same' }
  | { readonly state: 'different' | 'refused' | 'failed'; readonly reason: string };

/**
 * Loads events into an empty database and compares the rows of detections there with those that the built-in engine gave;
 * `expected` is undefined for a detection that it does not run.
 */
export async function verifyEngine(
  engine: SqlEngine,
  events: AsyncIterable<readonly RawEvent[]>,
  ported: readonly PortedDetection[],
  expected: readonly (readonly Row[] | undefined)[],
  request: Pick<LoadRequest, 'knowledge' | 'lookups'>,
  limits: StatementLimits = {},
): Promise<{ readonly verdicts: readonly EngineVerdict[]; readonly left: number }> {
  const wanted = joinedTables(ported.map(({ candidate }) => candidate.tables));
  const loaded = await loadEngine(engine, events, { ...request, wanted });
  const verdicts: EngineVerdict[] = [];
  for (const [index, { port }] of ported.entries()) {
    const rows = expected[index];
    if (port.grade === 'refused') verdicts.push({ state: 'refused', reason: port.reason });
    else if (rows === undefined) verdicts.push({ state: 'refused', reason: 'escudo does not run it' });
    else verdicts.push(await verdictOf(engine, port, rows, limits));
  }
  return { verdicts, left: loaded?.left ?? 0 };
}

async function verdictOf(
  engine: SqlEngine,
  port: Exclude<PortedDetection['port'], { grade: 'refused' }>,
  rows: readonly Row[],
  limits: StatementLimits,
): Promise<EngineVerdict> {
  try {
    const reason = differenceOf(rows, await allRows(engine, port, limits), true);
    return reason === undefined ? { state: 'same' } : { state: 'different', reason };
  } catch (error) {
    if (!(error instanceof EngineFailure) || error.fatal) throw error;
    return { state: 'failed', reason: error.diagnostic.message };
  }
}
