/** Keeps secrets out of everything that the action writes itself; the runner masks only its log. */
export type Redactor = {
  /** From here on the value is replaced. */
  add(secret: string): void;
  /** The text with every known secret as `***`. */
  clean(text: string): string;
};

/** Shorter values would blank out ordinary words and digits; they are masked in the log only. */
const SHORTEST = 4;

/** The forms in which a secret can stand in an output: as it is, inside JSON, inside an address, in base64. */
const forms = (secret: string): string[] => [
  secret,
  JSON.stringify(secret).slice(1, -1),
  encodeURIComponent(secret.toWellFormed()),
  Buffer.from(secret).toString('base64'),
];

export function makeRedactor(): Redactor {
  let known: string[] = [];
  return {
    add(secret) {
      const parts = [secret, ...secret.split(/\r?\n/)].map((part) => part.trim()).filter((p) => p.length >= SHORTEST);
      // Longest first, so that a secret inside another one does not leave the rest of it standing.
      known = [...new Set([...known, ...parts.flatMap(forms)])].sort((a, b) => b.length - a.length);
    },
    clean: (text) => known.reduce((cleaned, secret) => cleaned.replaceAll(secret, '***'), text),
  };
}
