import { toNumber } from '../values/coerce.js';
import type { Event } from '../values/event.js';
import type { Batch, DatasetEvent, EventSources, TimeRange } from './context.js';

/** Rows given by a program instead of read from files. */
export interface MemoryInputs {
  readonly events: Iterable<Event> | AsyncIterable<Event>;
  readonly dataModels?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly metrics?: readonly Readonly<Record<string, unknown>>[];
}

const batchSize = 512;

function inside(event: Event, range: TimeRange): boolean {
  const time = toNumber(event.get('_time'));
  return time === null || (time >= range.earliest && time < range.latest);
}

/** Sources over events in memory, in the order given. Each scan gets copies. */
export function createMemorySources(inputs: MemoryInputs): EventSources {
  let held: Promise<Event[]> | undefined;
  const all = (): Promise<Event[]> => {
    held ??= (async () => {
      const list: Event[] = [];
      for await (const event of inputs.events) list.push(event);
      return list;
    })();
    return held;
  };
  return {
    async *events(range): AsyncIterable<Batch> {
      const list = await all();
      for (let start = 0; start < list.length; start += batchSize) {
        const batch = list.slice(start, start + batchSize).filter((event) => inside(event, range));
        if (batch.length > 0) yield batch.map((event) => event.copy());
      }
    },
    dataset(): AsyncIterable<DatasetEvent[]> | undefined {
      return undefined;
    },
    async *metrics(): AsyncIterable<Batch> {},
  };
}
