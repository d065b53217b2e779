import { type KvOptions, kvFields } from '../../extraction/kv.js';
import type { ExtractMethod } from '../../plan/nodes/row.js';
import { toText } from '../../values/coerce.js';
import { multivalue, valuesOf } from '../../values/value.js';
import { reportLimit } from '../report-limit.js';
import type { RowExtraction } from './row-extraction.js';

/** `extract`: pairs of `_raw`; a field that exists keeps its value, or with `mv_add` takes more (spl-commands 7.4). */
export function compileKv(method: ExtractMethod & { name: 'kv' }): RowExtraction {
  const options: KvOptions = {
    ...(method.pairDelimiters === undefined ? {} : { pairDelimiters: method.pairDelimiters }),
    ...(method.keyDelimiters === undefined ? {} : { kvDelimiters: method.keyDelimiters, plainValues: true }),
    cleanKeys: method.cleanKeys,
    repeated: method.repeated ? 'all' : 'first',
    fields: method.limit,
  };
  return (event, context) => {
    const raw = toText(event.get('_raw'));
    if (raw === null) return;
    const characters = method.maxCharacters ?? context.limits.kvCharacters;
    if (method.maxCharacters === undefined && raw.length > characters) {
      reportLimit(context, 'extract', 'kvCharacters');
    }
    const bag = kvFields(raw, { ...options, characters });
    if (bag.size >= method.limit)
      context.note(`extract takes at most ${method.limit} fields of an event; raise it with limit=.`);
    for (const name of bag.fieldNames()) {
      const present = event.get(name);
      if (present === null) event.set(name, bag.get(name));
      else if (method.repeated) event.set(name, multivalue([...valuesOf(present), ...valuesOf(bag.get(name))]));
    }
  };
}
