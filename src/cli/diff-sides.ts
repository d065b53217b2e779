import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Catalog } from '../content/catalog.js';
import type { Detection } from '../content/detection.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { contentAtRevision } from '../node/content/content-at-revision.js';
import { findContentRoot, isContentRoot } from '../node/content/content-root.js';
import { loadContent } from '../node/content/load-content.js';
import { contentFor } from './given-content.js';
import type { OptionValues } from './option.js';
import type { UsageProblem } from './parse-options.js';

/** One side of a comparison. */
export interface DiffSide {
  readonly detections: readonly Detection[];
  readonly catalog: Catalog;
  readonly diagnostics: readonly Diagnostic[];
}

/** What is compared: paths of the work tree, or of a revision. */
interface Place {
  readonly revision?: string;
  readonly path: string;
}

/** The two places that the command line names. */
export async function placesOf(values: OptionValues): Promise<readonly [Place, Place] | UsageProblem> {
  const rev = values.one('rev');
  const { words } = values;
  if (rev !== undefined) {
    if (words.length > 1) return { problem: '--rev takes one path.', help: ['Write escudo diff --rev A..B PATH.'] };
    // As for git, all that there is where one stands.
    const path = words[0] ?? '.';
    const at = rev.indexOf('..');
    const from = at < 0 ? rev : rev.slice(0, at);
    const to = at < 0 ? '' : rev.slice(at + 2).replace(/^\./, '');
    return [{ revision: from === '' ? 'HEAD' : from, path }, to === '' ? { path } : { revision: to, path }];
  }
  if (words.length !== 2) {
    const problem =
      words.length === 0
        ? 'Nothing is given to compare.'
        : `OLD and NEW are needed, not ${words.length === 1 ? 'one path' : `${words.length} paths`}.`;
    return { problem, help: ['Write escudo diff OLD NEW, or escudo diff --rev A..B PATH.'] };
  }
  return [await placeOf(words[0]!), await placeOf(words[1]!)];
}

/** A path that exists, or `REV:PATH`. */
async function placeOf(word: string): Promise<Place> {
  const colon = word.indexOf(':');
  if (colon <= 0 || (await exists(word))) return { path: word };
  return { revision: word.slice(0, colon), path: word.slice(colon + 1) || '.' };
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch {
    return false;
  }
}

/** Why a side cannot be had; `isMissing`: its revision does not have the path. */
interface NoSide extends UsageProblem {
  readonly isMissing?: boolean;
}

/** Loads one side with the macros, lookups and deployments that belong to it. */
async function loadSide(place: Place, values: OptionValues): Promise<DiffSide | NoSide> {
  const macroFlags = values.all('macro');
  const given = values.one('content');
  // Of a content root the detections are meant, not all that looks like one.
  const path =
    (await isContentRoot(place.path)) && basename(place.path) !== 'detections'
      ? join(place.path, 'detections')
      : place.path;
  const root = given ?? (await contentFor([place.path]));
  if (place.revision === undefined)
    return loadContent({ rules: [path], macroFlags, ...(root === undefined ? {} : { content: root }) });
  const read = await contentAtRevision(place.revision, path, macroFlags);
  if ('problem' in read) {
    const problem = `Cannot read ${place.revision}:${place.path}: ${read.problem}`;
    return { problem, help: [], isMissing: read.isMissing === true };
  }
  if (read.root === undefined || given !== undefined) {
    return loadContent({ rules: [], texts: read.texts, macroFlags, ...(root === undefined ? {} : { content: root }) });
  }
  const { content, isAskedFor } = read;
  return { ...content, detections: content.detections.filter((each) => isAskedFor(each.file.name)) };
}

/** Both sides; a file that is not where it is looked for on one of them is found by the id that its detection has on the other. */
export async function loadSides(
  places: readonly [Place, Place],
  values: OptionValues,
): Promise<readonly [DiffSide, DiffSide] | UsageProblem> {
  const [before, after] = [await loadSide(places[0], values), await loadSide(places[1], values)];
  const moved = isGone(before)
    ? { before: await loadMoved(places[0], after, values) }
    : isGone(after)
      ? { after: await loadMoved(places[1], before, values) }
      : {};
  const sides = [moved.before ?? before, moved.after ?? after] as const;
  for (const side of sides) if ('problem' in side) return side;
  return sides as readonly [DiffSide, DiffSide];
}

function isGone(side: DiffSide | NoSide): boolean {
  if ('problem' in side) return side.isMissing === true;
  return side.diagnostics.some(({ code }) => code === 'content-path-not-found');
}

/** The detections of the content root that have the ids of those on the other side; undefined where there are none. */
async function loadMoved(
  { path, ...place }: Place,
  other: DiffSide | NoSide,
  values: OptionValues,
): Promise<DiffSide | undefined> {
  const root = await findContentRoot(path);
  if ('problem' in other || root === undefined || !/\.ya?ml$/i.test(path)) return undefined;
  const side = await loadSide({ ...place, path: join(root, 'detections') }, values);
  if ('problem' in side) return undefined;
  const ids = new Set(other.detections.map(({ id }) => id.toLowerCase()));
  const detections = side.detections.filter(({ id }) => id !== '' && ids.has(id.toLowerCase()));
  return detections.length === 0 ? undefined : { ...side, detections, diagnostics: [] };
}
