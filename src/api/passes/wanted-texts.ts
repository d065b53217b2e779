import type { WantedTexts } from '../../events/line-filter/line-filter.js';
import {
  type Anchor,
  type AnchorCost,
  type NecessityOptions,
  needOf,
  settled,
} from '../../exec/rule-index/necessity.js';
import type { CopiedFields } from '../../knowledge/copied-fields.js';
import type { WishingListener } from './listener-index.js';
import { textsOfNumber } from './number-texts.js';
import type { ScanWish } from './scan-sources.js';

/** Texts beyond this many are not looked for: some line would hold one of them. */
const maxTexts = 48;
/** Shorter texts are in too many lines. */
const minLength = 4;
/** The beginning of a longer text tells as much. */
const maxLength = 64;

/**
 * Runs of characters that stand in the bytes of an event as they stand in its text. JSON escapes quotes, backslashes and
 * slashes; where an event's text is written anew from JSON, blanks around its punctuation may differ.
 */
const rawRun = /[ !#-+.0-9;-@^_`a-z|~-]+/g;
/** The same for values: entities of XML and the `+` of W3C logs are decoded. */
const valueRun = /[!#$()*,.0-9:;=?@[\]^_`a-z{|}~-]+/g;

/** JSON numbers may be written in other ways: `1e3` is 1000, `1e999` is infinite. */
const ofNumber = /^[-+.e0-9]+$/;
const wordsOfNumbers = ['infinity', 'null'];

/** What begins a part of XML that does not give its own characters: references by number, comments, sections. */
const xmlMarks: WantedTexts = ['&#', '<!', '<?'];

/**
 * Texts of which the record of every event that concerns one of the listeners holds at least one; undefined when nothing
 * of the kind is known. Only comparisons of fields that are copied from the text, and keywords, give such texts.
 */
export function wantedTexts(
  listeners: readonly WishingListener[],
  copied: () => CopiedFields,
): WantedTexts | undefined {
  const texts = new Set<string>();
  for (const { wish, conditions } of listeners) {
    if (conditions.length === 0) return undefined;
    const { view, prefixed } = wish;
    const copies = copiesFor(wish, copied);
    if (copies === undefined) return undefined;
    const textsFor = (anchor: Anchor): readonly string[] | undefined => textsOf(anchor, copies);
    const options: NecessityOptions = {
      keyOf: prefixed === true && view !== undefined ? (field) => view.keyOf(field) : (field) => field,
      keywords: view === undefined,
      accepts: (anchor) => textsFor(anchor) !== undefined,
    };
    // One long text is in fewer lines than a short one or than one of several.
    const cost: AnchorCost = (anchors) =>
      anchors.flatMap((anchor) => textsFor(anchor)!).reduce((sum, { length }) => sum + 1 / length, 0);
    const necessity = settled(needOf(conditions, options), cost);
    if (necessity.kind === 'never') continue;
    if (necessity.kind === 'always' || necessity.anchors === undefined) return undefined;
    for (const anchor of necessity.anchors) {
      for (const text of textsFor(anchor)!) texts.add(text);
      if (anchor.field !== '_raw') for (const mark of xmlMarks) texts.add(mark);
    }
    if (texts.size > maxTexts) return undefined;
  }
  return texts.size === 0 ? undefined : withoutLonger(texts);
}

/** Whether the value of a field that holds a text has it from the event's own text. */
type Copies = (field: string, text: string) => boolean;

function copiesFor({ kind, dataset }: ScanWish, copied: () => CopiedFields): Copies | undefined {
  if (kind === 'events') return (field, text) => copied().copies(field, text);
  if (kind !== 'dataset' || dataset === undefined) return undefined;
  const { model, name } = dataset;
  if (name === undefined) return undefined;
  return (field, text) => copied().copiesInDataset(model, name, field, text);
}

/** Texts of which the bytes hold one where the anchor holds: mostly its longest run; undefined where nothing is worth looking for. */
function textsOf({ field, kind, text }: Anchor, copies: Copies): readonly string[] | undefined {
  const number = kind === 'equals' && field !== '_raw' ? textsOfNumber(text) : undefined;
  if (number !== undefined) return copies(field, text) ? number : undefined;
  let longest = '';
  for (const [run] of text.matchAll(field === '_raw' ? rawRun : valueRun)) {
    if (run.length > longest.length && !ofNumber.test(run)) longest = run;
  }
  longest = longest.slice(0, maxLength);
  if (longest.length < minLength || ofNumber.test(longest) || wordsOfNumbers.some((each) => each.includes(longest)))
    return undefined;
  return copies(field, longest) ? [longest] : undefined;
}

/** A text that holds another one need not be looked for. */
function withoutLonger(texts: ReadonlySet<string>): WantedTexts {
  const kept: string[] = [];
  for (const text of [...texts].sort((a, b) => a.length - b.length)) {
    if (!kept.some((each) => text.includes(each))) kept.push(text);
  }
  return kept;
}
