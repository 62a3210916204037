/** Something real is missing and may not or cannot be had; `message` says what and how to get it. */
export class MissingPart extends Error {
  override readonly name = 'MissingPart';
}
