import type { Span } from '../source/span.js';

/**
 * The syntax tree of a search: plain immutable data, a `kind` and a span on every node. Spans are offsets into the
 * expanded search text. Names keep the letter case they were written in, except function and command names.
 */

interface NodeBase {
  readonly span: Span;
}

// ---- eval and where -------------------------------------------------------------------------------------------------

export interface NumberLiteral extends NodeBase {
  readonly kind: 'number';
  /** As typed: `0.20` carries two significant digits (spl-core 2.4). */
  readonly text: string;
}
export interface StringLiteral extends NodeBase {
  readonly kind: 'string';
  /** After the escape rule U of spl-core 1.4. */
  readonly value: string;
  /** The value if `\n` and `\t` are a newline and a tab (the switch `evalStringEscapes`), where that makes a difference. */
  readonly interpreted?: string;
}
export interface FieldReference extends NodeBase {
  readonly kind: 'field';
  readonly name: string;
}
export interface FunctionCall extends NodeBase {
  readonly kind: 'call';
  /** In lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly args: readonly Expression[];
}
export interface UnaryExpression extends NodeBase {
  readonly kind: 'unary';
  readonly operator: 'not' | '-' | '+';
  readonly operand: Expression;
}
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%' | '.';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export interface BinaryExpression extends NodeBase {
  readonly kind: 'binary';
  readonly operator: ArithmeticOperator | ComparisonOperator | 'like' | 'and' | 'or' | 'xor';
  readonly left: Expression;
  readonly right: Expression;
}
export interface InExpression extends NodeBase {
  readonly kind: 'in';
  readonly needle: Expression;
  readonly items: readonly Expression[];
}
export interface GroupExpression extends NodeBase {
  readonly kind: 'group';
  readonly inner: Expression;
}
export interface SubsearchExpression extends NodeBase {
  readonly kind: 'subsearch';
  readonly pipeline: Pipeline;
}
export type Expression =
  | NumberLiteral
  | StringLiteral
  | FieldReference
  | FunctionCall
  | UnaryExpression
  | BinaryExpression
  | InExpression
  | GroupExpression
  | SubsearchExpression;

// ---- search terms ---------------------------------------------------------------------------------------------------

/** The right side of a comparison in `search`; the text is after rule U and may hold `*` wildcards. */
export interface SearchValue extends NodeBase {
  readonly text: string;
  readonly form: 'word' | 'quoted' | 'case';
}
export interface SearchAnd extends NodeBase {
  readonly kind: 'and';
  readonly operands: readonly SearchExpression[];
}
export interface SearchOr extends NodeBase {
  readonly kind: 'or';
  readonly operands: readonly SearchExpression[];
}
export interface SearchNot extends NodeBase {
  readonly kind: 'not';
  readonly operand: SearchExpression;
}
export interface SearchGroup extends NodeBase {
  readonly kind: 'group';
  readonly inner: SearchExpression;
}
export interface SearchComparison extends NodeBase {
  readonly kind: 'comparison';
  readonly field: string;
  readonly fieldSpan: Span;
  readonly operator: ComparisonOperator;
  readonly value: SearchValue;
}
export interface SearchIn extends NodeBase {
  readonly kind: 'in';
  readonly field: string;
  readonly fieldSpan: Span;
  readonly values: readonly SearchValue[];
}
export interface SearchKeyword extends NodeBase {
  readonly kind: 'keyword';
  readonly form: 'word' | 'phrase' | 'term' | 'case';
  readonly text: string;
}
/** `earliest=-1h`, `latest<@d`: a window, taken out of the filter (spl-core 4.4). */
export interface SearchTime extends NodeBase {
  readonly kind: 'time';
  readonly modifier: 'earliest' | 'latest' | '_index_earliest' | '_index_latest';
  readonly value: string;
  /** Of an older form such as `starttime=5`: the comparison that it is behind commands, which may make a field of that name. */
  readonly older?: SearchComparison;
}
export interface SearchSubsearch extends NodeBase {
  readonly kind: 'subsearch';
  readonly pipeline: Pipeline;
  /** `user=[search .. | return $user]`: its text is the value that the field is compared with. */
  readonly compared?: SearchCompared;
}
export interface SearchCompared {
  readonly field: string;
  readonly fieldSpan: Span;
  /** `in`: the text is the list of `user IN ([..])`. */
  readonly operator: ComparisonOperator | 'in';
}
/** No condition at all: keeps every row. */
export interface SearchEverything extends NodeBase {
  readonly kind: 'everything';
}
export type SearchExpression =
  | SearchAnd
  | SearchOr
  | SearchNot
  | SearchGroup
  | SearchComparison
  | SearchIn
  | SearchKeyword
  | SearchTime
  | SearchSubsearch
  | SearchEverything;

// ---- command arguments ----------------------------------------------------------------------------------------------

/** A bare or quoted word that is an argument by position: a table name, a number, a pattern. */
export interface WordArgument extends NodeBase {
  readonly kind: 'word';
  readonly text: string;
  readonly quoted: boolean;
}
/** A field name or wildcard pattern; `sign` in sort keys and `fields`. */
export interface FieldArgument extends NodeBase {
  readonly kind: 'field';
  readonly name: string;
  readonly quoted: boolean;
  readonly sign?: '+' | '-';
  /** `num(x)` in sort, `ctime(x)` in convert: the function around the field, in lower case. */
  readonly wrapper?: string;
}
/** `name=value`; the value is a word, an expression (`startswith=eval(..)`), a search, or parenthesised words. */
export interface OptionArgument extends NodeBase {
  readonly kind: 'option';
  /** In lower case. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: WordArgument | ExpressionArgument | SearchArgument;
}
export interface ExpressionArgument extends NodeBase {
  readonly kind: 'expression';
  readonly expression: Expression;
}
export interface SearchArgument extends NodeBase {
  readonly kind: 'search';
  readonly expression: SearchExpression;
}
/** A piece of a name that differs from row to row: text, or the value of a field. */
export type NamePart = { readonly text: string } | { readonly field: string };
export interface AssignmentArgument extends NodeBase {
  readonly kind: 'assignment';
  /** As written, without quotes. */
  readonly target: string;
  readonly targetSpan: Span;
  /** `eval {k}_count=v`: the value of the field k and then `_count`. Undefined for a name without fields in braces. */
  readonly computed: readonly NamePart[] | undefined;
  readonly expression: Expression;
}
/** `sum(bytes) as total`, `count`, `count(eval(x=1))`, `sparkline(count, 1h)`. */
export interface AggregationArgument extends NodeBase {
  readonly kind: 'aggregation';
  /** In lower case, with its number: `perc95`. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly argument?: FieldArgument | ExpressionArgument | AggregationArgument;
  /** Second argument of `sparkline`. */
  readonly extra?: WordArgument;
  readonly as?: FieldArgument;
}
/** `a AS b` in rename and lookup, `old WITH new` in replace. */
export interface PairArgument extends NodeBase {
  readonly kind: 'pair';
  readonly from: FieldArgument | WordArgument;
  readonly keyword: string;
  readonly to: FieldArgument | WordArgument;
}
/** `by a, b span=1h`, `over x`, `OUTPUT a AS b`: a keyword and what belongs to it. */
export interface ClauseArgument extends NodeBase {
  readonly kind: 'clause';
  /** In lower case. */
  readonly keyword: string;
  readonly items: readonly Argument[];
}
export interface SubsearchArgument extends NodeBase {
  readonly kind: 'subsearch';
  readonly pipeline: Pipeline;
}
/** `foreach .. [ .. ]`: the text between the brackets, placeholders and all; it becomes commands when they are filled in. */
export interface TemplateArgument extends NodeBase {
  readonly kind: 'template';
  readonly text: string;
  /** The place of the text, without the brackets. */
  readonly textSpan: Span;
}
export type Argument =
  | WordArgument
  | FieldArgument
  | OptionArgument
  | ExpressionArgument
  | SearchArgument
  | AssignmentArgument
  | AggregationArgument
  | PairArgument
  | ClauseArgument
  | SubsearchArgument
  | TemplateArgument;

// ---- commands -------------------------------------------------------------------------------------------------------

export interface Command extends NodeBase {
  readonly kind: 'command';
  /** The command's own name in lower case, never an alias. */
  readonly name: string;
  readonly nameSpan: Span;
  /** In the order written. */
  readonly args: readonly Argument[];
  /** The leading `search` that nobody wrote. */
  readonly implicit?: boolean;
  /** Subsearches stand where the command takes none: the arguments are words, as written, and subsearches in turn. */
  readonly filled?: boolean;
}
/** A command escudo does not know; its text is kept. */
export interface OpaqueCommand extends NodeBase {
  readonly kind: 'opaque';
  readonly name: string;
  readonly nameSpan: Span;
  readonly text: string;
}
/** A command that did not parse; its diagnostics are with the tree. */
export interface ErrorCommand extends NodeBase {
  readonly kind: 'error';
  readonly text: string;
}
export type PipelineItem = Command | OpaqueCommand | ErrorCommand;

export interface Pipeline extends NodeBase {
  readonly kind: 'pipeline';
  /** Whether it was written with a pipe in front. */
  readonly leadingPipe: boolean;
  readonly commands: readonly PipelineItem[];
}
