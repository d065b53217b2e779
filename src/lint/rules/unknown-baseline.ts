import { didYouMean, suggest } from '../../support/suggest.js';
import { defineRule } from '../define.js';

/** A baseline that nobody wrote. */
export const unknownBaseline = defineRule({
  id: 'unknown-baseline',
  severity: 'error',
  category: 'references',
  what: 'A detection says that it needs a baseline that has no file in `baselines/`.',
  why: 'Nothing fills the tables that the detection reads: it finds nothing, or everything.',
  fix: 'Correct the name, or write the baseline.',
  good: [
    { yaml: 'baselines: [Seen Before]', files: { 'baselines/seen.yml': 'name: Seen Before\nsearch: index=a' } },
    { yaml: 'baselines: [Seen Before]' },
  ],
  bad: [{ yaml: 'baselines: [Sen Before]', files: { 'baselines/seen.yml': 'name: Seen Before\nsearch: index=a' } }],
  content(cx) {
    const { heads, isWhole } = cx.content;
    const names = new Set(
      heads.flatMap(({ kind, name }) => (kind === 'baseline' && name !== undefined ? name.text : [])),
    );
    // A repository of detections alone leaves its baselines to another one.
    if (names.size === 0 || !isWhole) return;
    for (const { text, at } of heads.flatMap(({ baselines }) => baselines))
      if (text !== '' && !names.has(text))
        cx.report(`There is no baseline \`${text}\`.`, {
          at,
          help: () => didYouMean(suggest(text, names)),
        });
  },
});
