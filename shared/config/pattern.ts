/** True for a path that stands for any number of files: `results/*.xml`. */
export const isPattern = (path: string): boolean => /[*?{]/.test(path);
