import { windowsXml } from './evtx-xml.js';

/** What is used of the optional package `@ts-evtx/core`: a chunk of an EVTX file and its records. */
export interface EvtxSupport {
  readonly BinaryReader: new (bytes: Uint8Array) => object;
  readonly ChunkHeader: new (reader: object, offset: number) => { records(): Iterable<EvtxRecord> };
}

export interface EvtxRecord {
  recordNum(): bigint;
  renderXml(): string;
}

/** A record of an EVTX file as XML, or what is wrong with it. */
export type EvtxStep = { readonly xml: string } | { readonly failure: string; readonly chunk: number };

const optionalPackage = '@ts-evtx/core';

/** Loads the EVTX reader when it is installed beside escudo; undefined when it is not. */
export async function loadEvtxSupport(): Promise<EvtxSupport | undefined> {
  try {
    return (await import(optionalPackage)) as EvtxSupport;
  } catch (error) {
    // The second is what the bundled program meets, which loads packages with `require`.
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return undefined;
    throw error;
  }
}

const fileHeaderBytes = 4096;
const chunkBytes = 65_536;
const chunkMagic = 'ElfChnk\0';

/** The records of an EVTX file, read chunk by chunk (64 KiB each) as the format is made, so that memory stays bounded. */
export async function* evtxRecords(input: AsyncIterable<Uint8Array>, support: EvtxSupport): AsyncGenerator<EvtxStep[]> {
  const chunk = new Uint8Array(chunkBytes);
  let filled = 0;
  let skip = fileHeaderBytes;
  let number = 0;
  for await (const bytes of input) {
    let at = Math.min(skip, bytes.length);
    skip -= at;
    while (at < bytes.length) {
      const taken = Math.min(chunkBytes - filled, bytes.length - at);
      chunk.set(bytes.subarray(at, at + taken), filled);
      filled += taken;
      at += taken;
      if (filled < chunkBytes) break;
      // The package keeps views of the bytes for records that are still to be rendered.
      yield chunkRecords(chunk.slice(), support, number++);
      filled = 0;
    }
  }
  if (filled > 0 && filled < chunkBytes && startsWithMagic(chunk)) {
    yield [{ failure: 'the file ends inside a chunk', chunk: number }];
  }
}

function startsWithMagic(chunk: Uint8Array): boolean {
  return String.fromCharCode(...chunk.subarray(0, 8)) === chunkMagic;
}

function chunkRecords(bytes: Uint8Array, support: EvtxSupport, chunk: number): EvtxStep[] {
  const steps: EvtxStep[] = [];
  if (!startsWithMagic(bytes)) return steps;
  try {
    for (const record of new support.ChunkHeader(new support.BinaryReader(bytes), 0).records()) {
      steps.push(renderRecord(record, chunk));
    }
  } catch (error) {
    steps.push({ failure: (error as Error).message, chunk });
    return steps;
  }
  const missing = declaredRecords(bytes) - steps.length;
  if (missing > 0) steps.push({ failure: `${missing} record(s) cannot be found`, chunk });
  return steps;
}

/** More records do not fit into a chunk: an empty one is 24 bytes long. */
const maxRecords = chunkBytes / 24;

/** How many records the head of a chunk says there are: from the numbers of the first and the last, which run round in an empty one. */
function declaredRecords(chunk: Uint8Array): number {
  const view = new DataView(chunk.buffer, chunk.byteOffset);
  const count = BigInt.asUintN(64, view.getBigUint64(16, true) - view.getBigUint64(8, true) + 1n);
  return count <= maxRecords ? Number(count) : 0;
}

function renderRecord(record: EvtxRecord, chunk: number): EvtxStep {
  try {
    const xml = windowsXml(record.renderXml());
    return xml.length > '<Event/>'.length ? { xml } : { failure: `record ${record.recordNum()} has no content`, chunk };
  } catch (error) {
    return { failure: (error as Error).message, chunk };
  }
}
