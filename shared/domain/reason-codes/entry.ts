/** The documentation of one reason code; `docs/reason-codes.md` is generated from it. */
type ReasonCodeEntry = {
  /** What is true when this code appears, in one sentence. */
  readonly cause: string;
  /** What the reader can do about it, in one sentence. */
  readonly cure: string;
  /** A message as a person sees it. */
  readonly example: string;
};

/** A table of codes of one area. */
export type ReasonCodeTable = Readonly<Record<string, ReasonCodeEntry>>;
