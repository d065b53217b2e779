import { fieldsOfName } from '../../syntax/computed-name.js';
import { fieldCaptures, fitsPattern } from '../../values/field-pattern.js';
import { fillWildcard, hasWildcard, wildcardCaptures } from '../../values/wildcard.js';
import type { RowKind } from '../plan.js';
import { constraintsOf } from './constraint.js';
import { assigned } from './expression-fact.js';
import { type FieldRead, namedReads, readsOfCondition, readsOfExpression } from './field-reads.js';
import { extractFlow } from './flow-of-extract.js';
import { type FlowByKind, madeAt, unchanged } from './node-flow.js';
import { refine } from './refine.js';
import {
  anyField,
  either,
  type FieldFact,
  fieldOf,
  knownNames,
  noField,
  type RowShape,
  withFields,
  withRest,
} from './row-shape.js';

const internalFields = ['_time', '_raw', '_indextime'];

/** The operators that look at one row at a time. */
export const rowFlows: FlowByKind<RowKind> = {
  filter: ({ condition, span }, [input], { pipelines }) => ({
    output: refine(input!, constraintsOf(condition)),
    reads: readsOfCondition(condition, span, pipelines),
    makes: [],
    drops: [],
  }),

  extend: ({ assignments, span }, [input], { pipelines }) => {
    let shape = input!;
    const reads: FieldRead[] = [];
    const made = new Set<string>();
    for (const { target, computed, expression } of assignments) {
      for (const read of readsOfExpression(expression, 'value', pipelines)) if (!made.has(read.name)) reads.push(read);
      if (computed) reads.push(...namedReads(fieldsOfName(computed), span));
      else made.add(target);
      shape = assigned(shape, { target, computed, expression }, span);
    }
    return { output: shape, reads, makes: [...made], drops: [] };
  },

  project: ({ mode, patterns, span }, [input]) => {
    const shape = input!;
    const fits = (name: string): boolean => patterns.some((pattern) => fitsPattern(pattern, name));
    const reads = namedReads(patterns, span, 'listed');
    if (mode === 'drop') {
      const dropped = [...shape.fields.keys()].filter(fits);
      const gone = [...new Set([...dropped, ...patterns.filter((pattern) => !hasWildcard(pattern))])];
      return {
        output: withFields(
          shape,
          gone.map((name) => [name, noField]),
        ),
        reads: [],
        makes: [],
        drops: patterns,
      };
    }
    const kept = mode === 'table' ? patterns : [...patterns, ...internalFields];
    const keeps = (name: string): boolean => fits(name) || (mode === 'keep' && name.startsWith('_'));
    const fields = new Map<string, FieldFact>();
    for (const [name, fact] of shape.fields) if (keeps(name) && fact.presence !== 'never') fields.set(name, fact);
    for (const name of kept) {
      const fact = fieldOf(shape, name);
      if (!hasWildcard(name) && fact.presence !== 'never') fields.set(name, fact);
    }
    const wild = patterns.filter(hasWildcard);
    // Of rows with open names, those that fit both the old and the new patterns may be there; the new ones are enough to say.
    const rest = shape.rest === 'any' || shape.rest.length > 0 ? wild : [];
    return { output: { fields, rest }, reads, makes: [], drops: 'rest' };
  },

  rename: ({ pairs, span }, [input]) => {
    const shape = input!;
    const fields = new Map(shape.fields);
    const moved: [string, FieldFact][] = [];
    const drops: string[] = [];
    const reads: FieldRead[] = [];
    let rest = shape.rest;
    for (const { from, to } of pairs) {
      reads.push(...namedReads([from], span, 'listed'));
      drops.push(from);
      if (!hasWildcard(from)) {
        moved.push([to, { ...fieldOf(shape, from), constraints: [] }]);
        fields.set(from, noField);
        continue;
      }
      for (const name of shape.fields.keys()) {
        const captures = fieldCaptures(from, name);
        if (captures === null) continue;
        moved.push([fillWildcard(to, captures), { ...fieldOf(shape, name), constraints: [] }]);
        fields.set(name, noField);
      }
      if (rest !== 'any' && rest.length > 0) rest = [...new Set([...rest, to])];
    }
    const output = withFields({ fields: new Map(), rest }, [...fields, ...moved]);
    return { output, reads, makes: moved.map(([name]) => name), drops };
  },

  extract: (node, [input]) => extractFlow(node, input!),

  transform: ({ items, span }, [input]) => {
    let shape = input!;
    const reads: FieldRead[] = [];
    for (const { pattern, as, change } of items) {
      if (change.name === 'none') continue;
      reads.push(...namedReads([pattern], span, 'value', hasWildcard(pattern)));
      const names = hasWildcard(pattern) ? knownNames(shape).filter((name) => fitsPattern(pattern, name)) : [pattern];
      const facts = names.map((name): [string, FieldFact] => {
        const old = fieldOf(shape, name);
        const target =
          as === undefined ? name : hasWildcard(as) ? fillWildcard(as, wildcardCaptures(pattern, name) ?? []) : as;
        const plurality =
          change.name === 'split' || change.name === 'tokenize'
            ? 'many'
            : change.name === 'join'
              ? 'single'
              : old.plurality;
        const values =
          change.name === 'ctime'
            ? ({ kind: 'time-text' } as const)
            : change.name === 'mktime'
              ? ({ kind: 'epoch' } as const)
              : anyField.values;
        const presence =
          old.presence === 'never'
            ? 'never'
            : change.name === 'ctime' || change.name === 'join' || change.name === 'replace'
              ? old.presence
              : 'maybe';
        return [target, { presence, plurality, values, from: span, constraints: [] }];
      });
      // In place, a field that is absent stays absent.
      shape = withFields(
        shape,
        facts.filter(([name, fact]) => fact.presence !== 'never' || fieldOf(shape, name).presence === 'never'),
      );
      if (as !== undefined && hasWildcard(as))
        shape = withRest(shape, shape.rest === 'any' ? 'any' : shape.rest.length > 0 ? [as] : []);
    }
    return { output: shape, reads, makes: [], drops: [] };
  },

  fill: ({ patterns, with: filling, span }, [input]) => {
    const shape = input!;
    const constant = filling.from === 'value';
    const names =
      patterns === undefined
        ? knownNames(shape)
        : patterns.flatMap((pattern) =>
            hasWildcard(pattern) ? knownNames(shape).filter((name) => fitsPattern(pattern, name)) : [pattern],
          );
    const facts = names.map((name): [string, FieldFact] => {
      const old = fieldOf(shape, name);
      if (!constant) return [name, { ...old, constraints: [] }];
      const filled = madeAt(span, {
        presence: 'always',
        plurality: 'single',
        values: { kind: 'texts', texts: [filling.value] },
      });
      return [name, { ...either({ ...old, constraints: [] }, filled), presence: 'always' }];
    });
    return {
      output: withFields(shape, facts),
      reads: namedReads(patterns ?? ['*'], span, 'listed', true),
      makes: [],
      drops: [],
    };
  },

  bin: ({ field, as, span }, [input]) => {
    const old = fieldOf(input!, field);
    const target = as ?? field;
    return {
      output: withFields(input!, [
        [
          target,
          { ...old, values: old.values.kind === 'epoch' ? old.values : anyField.values, constraints: [], from: span },
        ],
      ]),
      reads: namedReads([field], span),
      makes: target === field ? [] : [target],
      drops: [],
    };
  },

  unnest: ({ field, span }, [input]) => {
    const old = fieldOf(input!, field);
    return {
      output: withFields(input!, [[field, { ...old, plurality: 'single', constraints: [], from: old.from ?? span }]]),
      reads: namedReads([field], span),
      makes: [],
      drops: [],
    };
  },

  lookup: ({ table, inputs, outputs, overwrite, span }, [input], { schemas }) => {
    const shape = input!;
    const keys = inputs.map((each) => each.event);
    const reads = namedReads(schemas.lookupIsTimed(table) ? [...keys, '_time'] : keys, span, 'key');
    const columns =
      outputs ??
      schemas
        .lookupColumns(table)
        ?.filter((name) => !inputs.some((each) => each.table === name))
        .map((name) => ({ table: name, event: name }));
    if (columns === undefined) return { output: withRest(shape, 'any'), reads, makes: [], drops: [] };
    const facts = columns.map(({ event }): [string, FieldFact] => {
      const found = madeAt(span);
      const old = fieldOf(shape, event);
      return [
        event,
        overwrite || old.presence === 'never'
          ? found
          : { ...either(old, found), presence: old.presence === 'always' ? 'always' : 'maybe', constraints: [] },
      ];
    });
    return { output: withFields(shape, facts), reads, makes: [], drops: [] };
  },

  foreach: ({ each, span }, [input], { pipelines }) => {
    const output = forgotten(withRest(input!, 'any'));
    if (each.over === 'fields') return { output, reads: namedReads(['*'], span, 'listed', true), makes: [], drops: [] };
    const reads = each.assignments.flatMap(({ expression }) => readsOfExpression(expression, 'value', pipelines));
    return {
      output: withFields(
        input!,
        each.assignments.map(({ target }) => [target, madeAt(span)]),
      ),
      reads: [...namedReads([each.field], span), ...reads.map((read) => ({ ...read, tolerant: true }))],
      makes: [],
      drops: [],
    };
  },

  display: ({ formats }, [input], { pipelines }) =>
    unchanged(
      input!,
      formats.flatMap(({ expression }) =>
        readsOfExpression(expression, 'value', pipelines).map((read) => ({ ...read, tolerant: true })),
      ),
    ),
};

/** The same fields, any of which may have been changed. */
function forgotten(shape: RowShape): RowShape {
  return {
    ...shape,
    fields: new Map([...shape.fields].map(([name, fact]) => [name, fact.presence === 'never' ? fact : anyField])),
  };
}
