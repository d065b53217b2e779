import type { IOrAlt, IToken } from 'chevrotain';
import { cover } from '../../source/span.js';
import type {
  Argument,
  ClauseArgument,
  Expression,
  ExpressionArgument,
  FieldArgument,
  PairArgument,
  SearchArgument,
  WordArgument,
} from '../ast.js';
import type { Form } from '../forms.js';
import { Comma, Equals, Identifier, keywordToken, NotEquals, OptionName, Quoted, Template, Word } from '../tokens.js';
import { type ArgumentRule, asField, type SharedRules } from './arguments.js';
import { type GrammarHost, spanOf } from './host.js';

/** The grammar rule of one command's arguments: its forms in any order, commas between them where the author likes. */
export function compileForms(g: GrammarHost, forms: readonly Form[], shared: SharedRules): ArgumentRule {
  const only = forms.length === 1 ? forms[0]! : undefined;
  if (only?.kind === 'assignments') return compileAssignments(g, shared);
  if (only?.kind === 'expression') {
    return () => [asExpression(g.subrule(0, shared.expression))];
  }
  if (only?.kind === 'search') {
    return () => {
      const found = g.option(0, () => g.subrule(0, shared.searchExpression));
      return found === undefined ? [] : [{ kind: 'search', expression: found, span: found.span } as SearchArgument];
    };
  }
  const counter = { next: 0 };
  const list = compileList(g, forms, shared, counter);
  return () => {
    const args: Argument[] = [];
    list((argument) => args.push(argument));
    return g.ACTION(() => joinSigns(args));
  };
}

function asExpression(found: Expression | undefined): ExpressionArgument {
  return { kind: 'expression', expression: found!, span: found?.span ?? { start: 0, end: 0 } };
}

function compileAssignments(g: GrammarHost, shared: SharedRules): ArgumentRule {
  return () => {
    const args: Argument[] = [g.subrule(0, shared.assignment)];
    g.many(0, () => {
      g.consume(0, Comma);
      g.option(0, () => args.push(g.subrule(1, shared.assignment)));
    });
    return args;
  };
}

type Collect = (argument: Argument) => void;

/** `(form | ",")*`. Method indices are handed out once, when the rule is built, so that every use has its own. */
function compileList(
  g: GrammarHost,
  forms: readonly Form[],
  shared: SharedRules,
  counter: { next: number },
): (collect: Collect) => void {
  const many = counter.next++;
  const comma = counter.next++;
  let collect: Collect = () => {};
  const alternatives: IOrAlt<void>[] = forms.flatMap((form) =>
    compileForm(g, form, shared, counter, (a) => collect(a)),
  );
  alternatives.push({
    ALT: () => {
      g.consume(comma, Comma);
    },
  });
  return (into) => {
    const outer = collect;
    g.many(many, () => {
      // Set for each item: a clause inside the list has a collector of its own.
      collect = into;
      g.or(many, { DEF: alternatives, IGNORE_AMBIGUITIES: true });
    });
    // The same command may stand inside a subsearch of its own (`appendpipe [appendpipe [..]]`).
    collect = outer;
  };
}

function compileForm(
  g: GrammarHost,
  form: Form,
  shared: SharedRules,
  counter: { next: number },
  collect: Collect,
): IOrAlt<void>[] {
  const index = counter.next++;
  const rule = <A extends Argument>(body: () => A): IOrAlt<void> => ({ ALT: () => collect(g.subrule(index, body)) });
  switch (form.kind) {
    case 'option':
      return [rule(shared.option)];
    case 'field':
      return [rule(shared.field)];
    case 'word':
      return [rule(shared.word)];
    case 'aggregation':
      return [rule(shared.aggregation)];
    case 'subsearch':
      return [rule(shared.subsearch)];
    case 'template':
      return [
        {
          ALT: () => {
            const token = g.consume(index, Template);
            g.ACTION(() => {
              const span = spanOf(token);
              const textSpan = { start: span.start + 1, end: span.end - (token.image.endsWith(']') ? 1 : 0) };
              collect({ kind: 'template', text: token.image.slice(1, textSpan.end - span.start), textSpan, span });
            });
          },
        },
      ];
    case 'assignments':
      return [rule(shared.assignment)];
    case 'search':
      return [
        {
          ALT: () => {
            const found = g.subrule(index, shared.searchExpression);
            collect({ kind: 'search', expression: found, span: found?.span });
          },
        },
      ];
    case 'expression':
      return [
        {
          // `name=literal` in front of an expression is an option of the command.
          GATE: () => g.LA(1).tokenType === Identifier && g.LA(2).tokenType === Equals,
          ALT: () => collect(g.subrule(index, shared.expressionOption)),
        },
        { ALT: () => collect(asExpression(g.subrule(index, shared.expression))) },
      ];
    case 'wrapped':
      return [rule(form.as ? withTarget(g, 'as', shared.wrapped, shared.field, false) : shared.wrapped)];
    case 'pair':
      return [rule(withTarget(g, form.keyword, shared.field, shared.field, form.required))];
    case 'match':
      return matchAlternatives(g, index, shared, collect);
    case 'clause': {
      const list = compileList(g, form.forms, shared, counter);
      return form.keywords.map((keyword) => ({
        ALT: () => {
          const token = g.consume(index, keywordToken(keyword));
          const items: Argument[] = [];
          list((item) => items.push(item));
          g.ACTION(() => {
            const joined = joinSigns(items);
            const end = joined[joined.length - 1]?.span.end ?? spanOf(token).end;
            const argument: ClauseArgument = {
              kind: 'clause',
              keyword: keyword.toLowerCase(),
              items: joined,
              span: { start: token.startOffset, end },
            };
            collect(argument);
          });
        },
      }));
    }
  }
}

const pairRules = new WeakMap<object, Map<string, () => FieldArgument | PairArgument>>();

function pairRuleName(keyword: string, required: boolean): string {
  return `pair_${keyword.toLowerCase()}${required ? '_required' : ''}`;
}

/** `a AS b`; the rule is shared by all commands that use the same keyword. */
function withTarget(
  g: GrammarHost,
  keyword: string,
  from: () => FieldArgument,
  to: () => FieldArgument,
  required: boolean,
): () => FieldArgument | PairArgument {
  let known = pairRules.get(g);
  if (known === undefined) {
    known = new Map();
    pairRules.set(g, known);
  }
  const key = from === to ? pairRuleName(keyword, required) : `wrapped_${keyword}`;
  let rule = known.get(key);
  if (rule === undefined) {
    const tail = (): FieldArgument => {
      // `replace "a", WITH "b"`: Splunk passes over the comma.
      if (required) g.option(1, () => g.consume(0, Comma));
      g.consume(0, keywordToken(keyword));
      return g.subrule(1, to);
    };
    rule = g.RULE(key, (): FieldArgument | PairArgument => {
      const first = g.subrule(0, from);
      const second = required ? tail() : g.option(0, tail);
      return g.ACTION(() =>
        second === undefined
          ? first
          : {
              kind: 'pair',
              from: first,
              keyword: keyword.toLowerCase(),
              to: second,
              span: cover(first.span, second.span),
            },
      );
    });
    known.set(key, rule);
  }
  return rule;
}

/** `field="p"`, `field!="p"`, `"p"`. */
function matchAlternatives(g: GrammarHost, index: number, shared: SharedRules, collect: Collect): IOrAlt<void>[] {
  const pair = (name: IToken, keyword: string, pattern: WordArgument): PairArgument => ({
    kind: 'pair',
    from: asField(name),
    keyword,
    to: pattern,
    span: { start: name.startOffset, end: pattern.span.end },
  });
  return [
    {
      ALT: () => {
        const name = g.consume(index, OptionName);
        g.consume(index, Equals);
        const pattern = g.subrule(index, shared.word);
        g.ACTION(() => collect(pair(name, '=', pattern)));
      },
    },
    {
      GATE: () => g.LA(2).tokenType === NotEquals,
      ALT: () => {
        const name = g.or<IToken>(index, [
          { ALT: () => g.consume(index, Word) },
          { ALT: () => g.consume(index, Quoted) },
        ]);
        g.consume(index, NotEquals);
        const pattern = g.subrule(index + 1, shared.word);
        g.ACTION(() => collect(pair(name, '!=', pattern)));
      },
    },
    {
      // A name with blanks.
      GATE: () => g.LA(2).tokenType === Equals,
      ALT: () => {
        const name = g.consume(index + 1, Quoted);
        g.consume(index + 1, Equals);
        const pattern = g.subrule(index + 3, shared.word);
        g.ACTION(() => collect(pair(name, '=', pattern)));
      },
    },
    { ALT: () => collect(g.subrule(index + 2, shared.word)) },
  ];
}

/** `- field` means the same as `-field` (spl-commands 5.1). */
function joinSigns(args: readonly Argument[]): readonly Argument[] {
  const joined: Argument[] = [];
  for (const argument of args) {
    const last = joined[joined.length - 1];
    if (
      last?.kind === 'field' &&
      argument.kind === 'field' &&
      !last.quoted &&
      last.wrapper === undefined &&
      last.sign === undefined &&
      (last.name === '-' || last.name === '+') &&
      argument.sign === undefined
    ) {
      joined[joined.length - 1] = { ...argument, sign: last.name, span: cover(last.span, argument.span) };
    } else {
      joined.push(argument);
    }
  }
  return joined;
}
