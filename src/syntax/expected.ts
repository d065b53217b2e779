import { type IParserErrorMessageProvider, type TokenType, tokenLabel } from 'chevrotain';

/** Labels of the tokens that could have stood here, few enough to read. */
function labels(types: readonly TokenType[]): string {
  const unique = [...new Set(types.map(tokenLabel))];
  if (unique.length > 8) return '';
  const last = unique.pop();
  if (last === undefined) return '';
  return unique.length === 0 ? last : `${unique.join(', ')} or ${last}`;
}

/** Chevrotain's messages reduced to what was expected; `parse.ts` writes the sentence around it. */
export const expectedTokens: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => labels([expected]),
  buildNotAllInputParsedMessage: () => '',
  buildNoViableAltMessage: ({ expectedPathsPerAlt }) =>
    labels(expectedPathsPerAlt.flatMap((paths) => paths.flatMap((path) => path.slice(0, 1)))),
  buildEarlyExitMessage: ({ expectedIterationPaths }) =>
    labels(expectedIterationPaths.flatMap((path) => path.slice(0, 1))),
};
