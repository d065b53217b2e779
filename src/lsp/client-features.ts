import type {
  ClientCapabilities,
  CodeAction,
  Diagnostic,
  DocumentSymbol,
  SymbolInformation,
} from 'vscode-languageserver';
import type { EditorDiagnostic } from './editor-diagnostic.js';
import type { FixAction } from './fix-actions.js';

/** What the editor on the other side can take. */
export class ClientFeatures {
  readonly #capabilities: ClientCapabilities;

  constructor(capabilities: ClientCapabilities) {
    this.#capabilities = capabilities;
  }

  /** Whether it can be asked to say which files change on the disk. */
  get watchesFiles(): boolean {
    return this.#capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
  }

  /** Whether it has several folders, and says so. */
  get tellsFolders(): boolean {
    return this.#capabilities.workspace?.workspaceFolders === true;
  }

  /** A diagnostic without what the editor does not know. */
  diagnostic({ relatedInformation, tags, ...rest }: EditorDiagnostic): Diagnostic {
    const known = this.#capabilities.textDocument?.publishDiagnostics;
    const { valueSet = [] } = known?.tagSupport ?? {};
    const shown = tags?.filter((tag) => valueSet.includes(tag)) ?? [];
    return {
      ...rest,
      ...(known?.relatedInformation === true && relatedInformation !== undefined ? { relatedInformation } : {}),
      ...(shown.length === 0 ? {} : { tags: shown }),
    };
  }

  /** An action whose edit has the form that the editor knows. */
  action({ edit, diagnostics, ...rest }: FixAction): CodeAction {
    const shown = diagnostics === undefined ? {} : { diagnostics: diagnostics.map((each) => this.diagnostic(each)) };
    if (this.#capabilities.workspace?.workspaceEdit?.documentChanges === true) return { ...rest, ...shown, edit };
    const changes = Object.fromEntries(edit.documentChanges.map((each) => [each.textDocument.uri, each.edits]));
    return { ...rest, ...shown, edit: { changes } };
  }

  /** An outline, as a list where the editor does not know how to show a tree. */
  outline(symbols: DocumentSymbol[], uri: string): DocumentSymbol[] | SymbolInformation[] {
    if (this.#capabilities.textDocument?.documentSymbol?.hierarchicalDocumentSymbolSupport === true) return symbols;
    const listed = (
      { name, kind, range, children = [] }: DocumentSymbol,
      containerName?: string,
    ): SymbolInformation[] => [
      { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) },
      ...children.flatMap((each) => listed(each, name)),
    ];
    return symbols.flatMap((each) => listed(each));
  }
}
