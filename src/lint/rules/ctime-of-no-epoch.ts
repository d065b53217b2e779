import { fieldOf } from '../../plan/fields/row-shape.js';
import { defineRule } from '../define.js';
import { namePlace } from '../place.js';

/** `convert ctime` over a field that is no time in seconds. */
export const ctimeOfNoEpoch = defineRule({
  id: 'ctime-of-no-epoch',
  severity: 'warning',
  category: 'time',
  what: '`convert ctime(..)` is applied to a field that is not a time in epoch seconds: it was written out already, or holds a fixed text.',
  why: 'The conversion leaves the text as it is, or shows a meaningless date.',
  fix: 'Convert once, at the end, and only fields that hold epoch seconds.',
  good: [{ search: 'index=a sourcetype=b | stats min(_time) as firstTime by dest | convert ctime(firstTime)' }],
  bad: [
    {
      search:
        'index=a sourcetype=b | stats min(_time) as firstTime by dest | convert ctime(firstTime) | convert ctime(firstTime)',
    },
    { search: 'index=a sourcetype=b | eval t=strftime(_time,"%H") | convert ctime(t)' },
  ],
  search(search, cx) {
    for (const { node, inputs } of search.flow?.nodes.values() ?? []) {
      if (node.kind !== 'transform') continue;
      for (const { pattern, change } of node.items) {
        if (change.name !== 'ctime' || pattern.includes('*')) continue;
        const { values, presence } = fieldOf(inputs[0]!, pattern);
        const text =
          values.kind === 'texts' && values.texts.every((each) => each.trim() === '' || !Number.isFinite(Number(each)));
        if (presence === 'never' || !(values.kind === 'time-text' || text)) continue;
        cx.report(
          values.kind === 'time-text'
            ? `\`${pattern}\` is a time written out as text already.`
            : `\`${pattern}\` holds a text that is no time.`,
          { at: namePlace(search, node.span, pattern) },
        );
      }
    }
  },
});
