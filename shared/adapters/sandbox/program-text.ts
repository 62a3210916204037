/** A function as a program for `node -e`. It may use nothing from outside of itself. */
export const programText = (program: () => void | Promise<void>): string => `(${program.toString()})()`;
