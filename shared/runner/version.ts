/** The version in package.json, which a test compares: an import of that file would put all of it into each bundle. */
export const VERSION = '0.1.0';
