import type { Artifacts } from '../shared/adapters/artifacts/port.ts';
import type { Files } from '../shared/adapters/files.ts';
import { type StoredRecord, storeRecord } from '../shared/adapters/records.ts';
import type { DecisionRecord } from '../shared/domain/record.ts';

/** The one thing that the gate changes: its record is stored, whatever it says. Without it there is no yes. */
export const applyDecision = (
  ports: { readonly artifacts: Artifacts; readonly files: Files },
  record: DecisionRecord,
  name?: string,
): Promise<StoredRecord> => storeRecord(ports, record, name);
