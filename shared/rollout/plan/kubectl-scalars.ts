import { type Document, isScalar, Scalar, visit } from 'yaml';

const OCTAL = /^0[0-7]+$/;
const TRUE = /^(?:yes|Yes|YES|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|off|Off|OFF)$/;

/**
 * kubectl reads YAML 1.1, this parser 1.2: `defaultMode: 0644` is 420 for kubectl and 644 here, `on` is true and a text.
 * The differences that occur in manifests are read kubectl's way, so that the same file means the same thing.
 * Keys stay texts: `on:` as the key of a map means that text in either tool once it is JSON.
 */
export function readAsKubectl(document: Document): void {
  visit(document, {
    Scalar(key, node) {
      if (key === 'key' || node.type !== Scalar.PLAIN || !isScalar(node)) return;
      const source = node.source ?? '';
      if (OCTAL.test(source)) node.value = Number.parseInt(source, 8);
      else if (TRUE.test(source)) node.value = true;
      else if (FALSE.test(source)) node.value = false;
    },
  });
}
