/** What the editor shows of work that takes a while. */
export interface WorkShown {
  begin(title: string, percentage?: number, message?: string): void;
  report(percentage: number, message: string): void;
  done(): void;
}

/** Shows how far the files of content roots are read. */
export class LoadProgress {
  readonly #create: () => Promise<WorkShown>;
  readonly #shown = new Map<string, Promise<WorkShown | undefined>>();

  constructor(create: () => Promise<WorkShown>) {
    this.#create = create;
  }

  report(root: string, done: number, total: number): void {
    let shown = this.#shown.get(root);
    if (shown === undefined) {
      shown = this.#create().then(
        (work) => {
          work.begin('escudo: reading content', 0, root);
          return work;
        },
        () => undefined,
      );
      this.#shown.set(root, shown);
    }
    void shown.then((work) => work?.report(Math.floor((100 * done) / total), `${done} of ${total} files`));
  }

  end(root: string): void {
    const shown = this.#shown.get(root);
    this.#shown.delete(root);
    void shown?.then((work) => work?.done());
  }
}
