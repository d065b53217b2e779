import type { SpathStep } from '../json/spath-path.js';
import { isLeaf, ownText } from './flatten.js';
import type { XmlElement } from './read.js';

/**
 * The texts a path leads to in an XML tree, in document order (spl-commands 7.3): a name leads to all child elements of
 * that name, `name{n}` to the nth of one parent counted from 1, `{@attr}` to an attribute. An element with child
 * elements gives what stands between its tags, an empty one nothing.
 */
export function selectXml(root: XmlElement, steps: readonly SpathStep[]): readonly string[] {
  if (steps.length === 0) return [];
  // Groups of siblings: an index counts within one group.
  let groups: readonly (readonly XmlElement[])[] = [[root]];
  for (const [at, step] of steps.entries()) {
    if (step.kind === 'key') groups = groups.flatMap((group) => group.map((element) => named(element, step.name)));
    else if (step.kind === 'index') groups = groups.map((group) => group.slice(step.index - 1, step.index));
    else if (step.kind === 'attribute') {
      if (at < steps.length - 1) return [];
      const of = (element: XmlElement) => element.attributes.filter((attribute) => attribute.name === step.name);
      return groups.flatMap((group) => group.flatMap((element) => of(element).map((attribute) => attribute.value)));
    }
    groups = groups.filter((group) => group.length > 0);
    if (groups.length === 0) return [];
  }
  return groups.flatMap((group) => group.map(elementText)).filter((text) => text !== '');
}

function named(element: XmlElement, name: string): XmlElement[] {
  return element.children.filter((child) => typeof child === 'object').filter((child) => child.name === name);
}

function elementText(element: XmlElement): string {
  return isLeaf(element) ? ownText(element) : element.inner.trim();
}
