/** Keys and list indexes from the root of the configuration to one of its parts. */
export type ConfigPath = readonly (string | number)[];

/** One thing that is wrong, before it is known where in the text it stands. */
export type Finding = {
  readonly path: ConfigPath;
  /** What is wrong and what would be right, one line without a full stop. */
  readonly message: string;
  /** Point at the key itself instead of its value. */
  readonly at?: 'key';
  /** Characters into a one-line text value, for a mistake inside an expression. */
  readonly offset?: number;
};

/** A path as people write it: `checkpoints.VALIDATION-BUILD.evidence[0]`. */
export const showPath = (path: ConfigPath): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`)).join('');

/** True when a path is the outer one or leads into it. */
export const isWithin = (path: ConfigPath, outer: ConfigPath): boolean =>
  outer.every((part, index) => path[index] === part);

/** True when one of the paths is within the other. */
export const overlaps = (left: ConfigPath, right: ConfigPath): boolean =>
  isWithin(left, right) || isWithin(right, left);
