import { open } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { AttackData, DetectionTest } from '../../content/detection.js';
import type { EventDefaults, RawEvent } from '../../events/raw-event.js';
import { DataFiles, fetchCommand, isLfsPointer, pullCommand } from '../../testing/data-files.js';
import type { TestData } from '../../testing/run-test.js';
import { failureText, inputPaths } from '../events/input-paths.js';
import { type EventInput, type ReadOptions, readEvents } from '../events/read-events.js';

/** Replayed events up to this size stay in memory for the next pass; larger logs are read again. */
const keptCharacters = 64 * 1024 * 1024;

interface Replay {
  readonly input: EventInput;
  readonly metadata: EventDefaults;
  readonly format?: string;
}

/** Finds and reads the data of tests: logs below the `--data` folders, and events written in the tests. */
export class TestDataFolder {
  readonly #folders: readonly { readonly folder: string; readonly files: DataFiles }[];
  readonly #timeZone: string | undefined;
  #last: { readonly key: string; readonly data: Promise<TestData> } | undefined;

  private constructor(folders: readonly { folder: string; files: DataFiles }[], timeZone: string | undefined) {
    this.#folders = folders;
    this.#timeZone = timeZone;
  }

  /** Lists the files below the folders once; rejects with the reason when one cannot be read. */
  static async open(folders: readonly string[], timeZone?: string): Promise<TestDataFolder> {
    const listed = folders.map(async (folder) => {
      const paths: string[] = [];
      for await (const found of inputPaths(folder)) {
        if (!('failure' in found)) paths.push(relative(folder, found.file).split(sep).join('/'));
        else if (found.file === folder) throw new Error(`${folder}: ${found.failure}`);
      }
      return { folder, files: new DataFiles(paths) };
    });
    return new TestDataFolder(await Promise.all(listed), timeZone);
  }

  /** The data of a test; asked for again right after, it is not read again. */
  load(test: DetectionTest): Promise<TestData> {
    const key = JSON.stringify([
      test.attackData.map(({ at: _, ...data }) => data),
      test.inlineEvents?.events,
      test.inlineEvents,
    ]);
    if (this.#last?.key !== key || test.inlineEvents !== undefined) this.#last = { key, data: this.#read(test) };
    return this.#last.data;
  }

  /** Whether the data of a test is here; nothing of it is read. */
  async has(test: DetectionTest): Promise<boolean> {
    return Array.isArray(await this.#locate(test));
  }

  async #read(test: DetectionTest): Promise<TestData> {
    const located = await this.#locate(test);
    return Array.isArray(located) ? replay(located, this.#timeZone) : located;
  }

  async #locate(test: DetectionTest): Promise<Replay[] | (TestData & { kind: 'no-data' })> {
    const replays: Replay[] = [];
    const reasons: string[] = [];
    const fetch: string[] = [];
    for (const data of test.attackData) {
      const found = await this.#find(data);
      if (typeof found === 'string') replays.push({ input: found, metadata: metadataOf(data) });
      else {
        reasons.push(found.reason);
        if (found.fetch !== undefined) fetch.push(found.fetch);
      }
    }
    if (reasons.length > 0) return { kind: 'no-data', reasons, fetch };
    const { inlineEvents } = test;
    if (inlineEvents !== undefined) {
      const lines = inlineEvents.events.map((event) => JSON.stringify(event));
      const input = { name: `${inlineEvents.at.source.name}#events`, bytes: bytesOf(lines.join('\n')) };
      replays.push({ input, metadata: metadataOf(inlineEvents), format: 'ndjson' });
    }
    if (replays.length === 0) return { kind: 'no-data', reasons: ['the test names no data'], fetch: [] };
    return replays;
  }

  async #find({ data }: AttackData): Promise<string | { reason: string; fetch: string | undefined }> {
    const near: string[] = [];
    for (const { folder, files } of this.#folders) {
      const found = files.find(data);
      if (found.kind === 'missing') {
        near.push(...found.near);
        continue;
      }
      const file = join(folder, found.file);
      try {
        if (await isPointer(file)) {
          return {
            reason: `${file} is a Git LFS pointer; its content was not fetched`,
            fetch: pullCommand(found.file, folder),
          };
        }
      } catch (error) {
        return { reason: `${file}: ${failureText(error)}`, fetch: undefined };
      }
      return file;
    }
    const folder = this.#folders[0]?.folder;
    if (folder === undefined)
      return { reason: `no folder was given with --data for ${data}`, fetch: fetchCommand(data, 'DIR') };
    const elsewhere =
      near.length === 0 ? '' : ` (the name also occurs at ${near.slice(0, 3).join(', ')}, which is other data)`;
    return {
      reason: `no file below ${this.#folders.map((each) => each.folder).join(', ')} is ${data}${elsewhere}`,
      fetch: fetchCommand(data, folder),
    };
  }
}

async function isPointer(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const head = Buffer.alloc(64);
    const { bytesRead } = await handle.read(head, 0, 64, 0);
    return isLfsPointer(head.toString('latin1', 0, bytesRead));
  } finally {
    await handle.close();
  }
}

function metadataOf({
  source,
  sourcetype,
  index,
  host,
}: {
  source?: string;
  sourcetype?: string;
  index: string;
  host?: string;
}): EventDefaults {
  return {
    index,
    ...(source ? { source } : {}),
    ...(sourcetype ? { sourcetype } : {}),
    ...(host ? { host } : {}),
  };
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text);
}

/** Reads everything once to learn what there is; what is small stays in memory. */
async function replay(replays: readonly Replay[], timeZone: string | undefined): Promise<TestData> {
  let kept: RawEvent[][] | undefined = [];
  let characters = 0;
  let events = 0;
  let newest: number | undefined;
  const notes: string[] = [];
  for await (const batch of pass(replays, timeZone, notes)) {
    events += batch.length;
    for (const { raw, time } of batch) {
      characters += raw.length;
      if (time !== undefined && (newest === undefined || time > newest)) newest = time;
    }
    // Events in a test can be read once only; they are small.
    if (kept !== undefined && (characters <= keptCharacters || replays.some(({ input }) => typeof input !== 'string')))
      kept.push(batch);
    else kept = undefined;
  }
  const held = kept;
  return {
    kind: 'events',
    events,
    newest,
    notes,
    open: () => (held === undefined ? pass(replays, timeZone, []) : inOrder(held)),
  };
}

async function* inOrder(batches: readonly RawEvent[][]): AsyncGenerator<RawEvent[]> {
  yield* batches;
}

/** As the replay tool of the content does: the test's metadata stands on every event, whatever the event says. */
async function* pass(
  replays: readonly Replay[],
  timeZone: string | undefined,
  notes: string[],
): AsyncGenerator<RawEvent[]> {
  for (const { input, metadata, format } of replays) {
    const options: ReadOptions = { defaults: metadata, datasetDefaults: false, timeZone, format };
    const reading = readEvents([input], options);
    for await (const batch of reading) {
      yield batch.map((event) => ({
        ...event,
        ...hostFor(event),
        ...(format === undefined ? metadata : withOwn(event, metadata)),
      }));
    }
    for (const each of reading.diagnostics) if (each.severity !== 'info') notes.push(each.message);
  }
}

/** An indexed event always has a host: that of the sender, where neither the test nor the event names a computer. */
function hostFor({ host, raw }: RawEvent): EventDefaults {
  return host !== undefined || /\bComputer(?:Name)?\b/.test(raw) ? {} : { host: 'attack_data' };
}

/** An event written in a test may state its own metadata. */
function withOwn(event: RawEvent, metadata: EventDefaults): EventDefaults {
  const stated = event.fields ?? {};
  return Object.fromEntries(
    Object.entries(metadata).filter(([key]) => typeof stated[key] !== 'string' || stated[key] === ''),
  );
}
