import { nameOf } from './arrange';
import type { MonitorTexts } from './texts';
import { isUrgent, type Trouble, troubleOf } from './trouble';
import type { Row } from './wire';

/** At most this often something is said, so that nobody is talked over. */
export const SAID_EVERY_MS = 10_000;
const NAMES = 3;

/** Who is in urgent trouble, by student. */
export type UrgentTroubles = ReadonlyMap<string, { readonly trouble: Trouble; readonly name: string }>;

export function urgentOf(rows: Iterable<Row>, now: number): UrgentTroubles {
  const urgent = new Map<string, { trouble: Trouble; name: string }>();
  for (const row of rows) {
    const trouble = troubleOf(row, now);
    if (trouble !== null && isUrgent(trouble)) urgent.set(row.user.id, { trouble, name: nameOf(row) });
  }
  return urgent;
}

/** What is new in few words; empty when nothing got worse. */
export function newsOf(before: UrgentTroubles, after: UrgentTroubles, texts: MonitorTexts): string {
  const sentences: string[] = [];
  for (const [trouble, key] of SAID) {
    const names = [...after]
      .filter(([student, is]) => is.trouble === trouble && before.get(student)?.trouble !== trouble)
      .map(([, { name }]) => name);
    if (names.length === 0) continue;
    const few = names.slice(0, NAMES);
    const who =
      names.length > NAMES
        ? texts.t('sayMore', { names: few.join(', '), count: names.length - NAMES })
        : texts.list(few);
    sentences.push(texts.t(key, { who, count: names.length }));
  }
  return sentences.join(' ');
}

const SAID = [
  ['cut-off', 'sayCutOff'],
  ['disconnected', 'sayDisconnected'],
  ['short', 'sayShort'],
] as const satisfies readonly (readonly [Trouble, string])[];
