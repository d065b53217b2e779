const every = 3_000;

/** Calls `gone` when a process has ended: an editor that crashes says no goodbye. */
export function watchProcess(id: number, gone: () => void): void {
  const timer = setInterval(() => {
    try {
      process.kill(id, 0);
    } catch (error) {
      // A process of somebody else is alive.
      if ((error as NodeJS.ErrnoException).code === 'EPERM') return;
      clearInterval(timer);
      gone();
    }
  }, every);
  timer.unref();
}
