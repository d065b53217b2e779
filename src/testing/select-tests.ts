import type { Detection, DetectionTest } from '../content/detection.js';

/** Which tests a run is about. */
export interface TestSelection {
  /** Also tests marked `experimental`. */
  readonly experimental?: boolean;
  /** Also tests of detections that say they are tested by hand (`manual_test`). */
  readonly manual?: boolean;
  /** Only tests whose detection (name or file name) or own name holds this text, without letter case. */
  readonly grep?: string;
}

/** A test to run, or why it is not run. */
export interface SelectedTest {
  readonly detection: Detection;
  readonly test: DetectionTest;
  readonly skip?: string;
}

/** The tests of these detections, in order. */
export function selectTests(detections: readonly Detection[], selection: TestSelection = {}): SelectedTest[] {
  const wanted = selection.grep?.toLowerCase();
  const selected: SelectedTest[] = [];
  for (const detection of detections) {
    for (const test of detection.tests) {
      if (
        wanted !== undefined &&
        ![detection.name, detection.fileName, test.name].some((text) => text.toLowerCase().includes(wanted))
      )
        continue;
      const skip = skipReason(detection, test, selection);
      selected.push({ detection, test, ...(skip === undefined ? {} : { skip }) });
    }
  }
  return selected;
}

function skipReason(
  detection: Detection,
  test: DetectionTest,
  { experimental, manual }: TestSelection,
): string | undefined {
  if (test.kind === 'experimental' && experimental !== true) return 'experimental test; run it with --experimental';
  if (detection.manualTest !== undefined && test.inlineEvents === undefined && manual !== true) {
    return `tested by hand (${detection.manualTest.trim().replace(/\s+/g, ' ').slice(0, 160)}); run it with --manual`;
  }
  return undefined;
}
