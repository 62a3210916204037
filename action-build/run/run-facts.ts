/** What was seen of a service while it ran: plain JSON, part of the record. */
export type RunFact =
  /** The configuration has no run.ready for it. */
  | { readonly kind: 'not-asked' }
  /** There is no image. */
  | { readonly kind: 'none' }
  /** `by` names another checked service that is to blame; null when nobody's own check says so. */
  | { readonly kind: 'blocked'; readonly why: string; readonly by: string | null }
  | Ran;

export type Ran = {
  readonly kind: 'ran';
  readonly rules: RunRules;
  /** How the container began, and whether it was still up at the end. */
  readonly course: Course;
  /** How long it took to be ready; null when it never started. */
  readonly ready: Readiness | null;
  /** What HEALTHCHECK says; null without one. */
  readonly health: 'starting' | 'healthy' | 'unhealthy' | null;
  /** `8000/tcp`, from the network namespace itself, beyond loopback. */
  readonly listening: readonly string[] | null;
  readonly exposed: readonly string[];
  readonly attempts: Attempts | null;
  readonly edges: readonly EdgeFact[];
  readonly memory: MemoryFact | null;
  /** Lines on stdout and stderr. */
  readonly outputLines: number;
  readonly stop: { readonly seconds: number; readonly exitCode: number } | null;
  readonly restart: Readiness | null;
  /** Integration tests that involve the service. */
  readonly tests: readonly IntegrationFact[];
};

/** What the configuration asks of the running container, defaults put in. */
export type RunRules = {
  readonly readOnly: boolean;
  readonly egress: 'none' | 'any';
  /** Bytes; null when the configuration gives no limit. */
  readonly memory: number | null;
  /** Milliseconds. */
  readonly start: number;
  readonly stop: number;
};

export type Course =
  | { readonly kind: 'up' }
  | {
      readonly kind: 'ended';
      readonly exitCode: number;
      readonly oomKilled: boolean;
      readonly seconds: number;
      readonly lastLines: readonly string[];
    }
  /** The engine did not start it. */
  | { readonly kind: 'refused'; readonly why: string }
  | {
      readonly kind: 'before-failed';
      readonly command: string;
      /** Null when it did not end in time. */
      readonly exitCode: number | null;
      readonly lastLines: readonly string[];
    };

export type Readiness = { readonly reached: boolean; readonly seconds: number; readonly why: string };

/** What the processes of a service tried beyond what is declared. */
export type Attempts = {
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  /** Packets to a gateway, or to nowhere, whose destination was not seen. */
  readonly outside: boolean;
};

/** One connection that was tried from the service's network namespace. */
export type EdgeFact = {
  readonly to: string;
  readonly port: number;
  readonly by: 'name' | 'address';
  readonly declared: boolean;
  readonly open: boolean;
  readonly why: string;
};

export type MemoryFact = {
  /** Bytes at most, page cache included; null when the engine does not say. */
  readonly peak: number | null;
  /** Processes that were killed for memory. */
  readonly kills: number;
  readonly why: string;
};

export type IntegrationFact = {
  readonly id: string;
  /** Null when it could not be run, or not to its end. */
  readonly exitCode: number | null;
  readonly seconds: number;
  readonly why: string;
  readonly lastLines: readonly string[];
};
