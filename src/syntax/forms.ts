/**
 * The shapes an argument of a command may take. A command lists its forms (`commands/<name>.ts`); the parser builds the
 * command's grammar rule from them, and the printer, the reference pages and the checks read the same list.
 */
export type Form =
  /** `name=value`. */
  | { readonly kind: 'option' }
  /** A field name, perhaps a wildcard pattern. */
  | { readonly kind: 'field'; readonly label: string; readonly min: number; readonly max: number }
  /** A word by position: a table name, a number, a pattern. */
  | { readonly kind: 'word'; readonly label: string; readonly min: number; readonly max: number }
  /** `- field`, `num(field)`: a field with a sign or a function around it. */
  | {
      readonly kind: 'wrapped';
      readonly label: string;
      readonly min: number;
      readonly max: number;
      readonly as: boolean;
    }
  /** `a AS b` (or `a WITH b`); the second half may be left out unless `required`. */
  | {
      readonly kind: 'pair';
      readonly keyword: string;
      readonly label: string;
      readonly required: boolean;
      readonly min: number;
      readonly max: number;
    }
  /** `sum(bytes) AS total`. */
  | { readonly kind: 'aggregation'; readonly min: number; readonly max: number }
  /** `name = expression` between commas. */
  | { readonly kind: 'assignments' }
  /** One eval expression. */
  | { readonly kind: 'expression'; readonly min: number }
  /** Search terms. */
  | { readonly kind: 'search'; readonly min: number }
  /** `field = "pattern"`, `field != "pattern"` or the pattern alone. */
  | { readonly kind: 'match' }
  /** `[ .. ]`. */
  | { readonly kind: 'subsearch'; readonly min: number; readonly max: number }
  /** `[ .. ]` whose text is kept: commands with placeholders. */
  | { readonly kind: 'template'; readonly min: number; readonly max: number }
  /** A keyword and what belongs to it. */
  | {
      readonly kind: 'clause';
      readonly keywords: readonly string[];
      readonly forms: readonly Form[];
      readonly min: number;
    };

const many = Number.POSITIVE_INFINITY;

export interface Count {
  readonly min?: number;
  readonly max?: number;
}

function count(given: Count): { min: number; max: number } {
  return { min: given.min ?? 0, max: given.max ?? many };
}

export const options = (): Form => ({ kind: 'option' });
export const fields = (label = 'field', given: Count = {}): Form => ({ kind: 'field', label, ...count(given) });
export const words = (label: string, given: Count = {}): Form => ({ kind: 'word', label, ...count(given) });
export const wrappedFields = (label = 'field', given: Count & { as?: boolean } = {}): Form => ({
  kind: 'wrapped',
  label,
  as: given.as ?? false,
  ...count(given),
});
export const pairs = (keyword: string, label: string, given: Count & { required?: boolean } = {}): Form => ({
  kind: 'pair',
  keyword,
  label,
  required: given.required ?? false,
  ...count(given),
});
export const aggregations = (given: Count = {}): Form => ({ kind: 'aggregation', ...count(given) });
export const assignments = (): Form => ({ kind: 'assignments' });
export const expression = (given: { min?: 0 | 1 } = {}): Form => ({ kind: 'expression', min: given.min ?? 1 });
export const searchTerms = (given: { min?: 0 | 1 } = {}): Form => ({ kind: 'search', min: given.min ?? 0 });
export const matchPattern = (): Form => ({ kind: 'match' });
export const subsearch = (given: Count = {}): Form => ({ kind: 'subsearch', ...count(given) });
export const template = (): Form => ({ kind: 'template', min: 1, max: 1 });
export const clause = (
  keyword: string | readonly string[],
  forms: readonly Form[],
  given: { min?: 0 | 1 } = {},
): Form => ({
  kind: 'clause',
  keywords: typeof keyword === 'string' ? [keyword] : keyword,
  forms,
  min: given.min ?? 0,
});

/** The words that these forms make keywords, in lower case. */
export function keywordsOf(forms: readonly Form[]): Set<string> {
  const found = new Set<string>();
  for (const form of forms) {
    if (form.kind === 'clause') {
      for (const keyword of form.keywords) found.add(keyword.toLowerCase());
      for (const keyword of keywordsOf(form.forms)) found.add(keyword);
    }
    if (form.kind === 'pair') found.add(form.keyword.toLowerCase());
    if (form.kind === 'aggregation' || (form.kind === 'wrapped' && form.as)) found.add('as');
  }
  return found;
}
