import { type AnswerValue, listOf, type Question } from '@examlet/player';

/** Neighbouring words, by their numbers from 0, both ends included. */
export interface Run {
  readonly start: number;
  readonly end: number;
}

/** A part of the sentence and what the student calls it. */
export interface Segment extends Run {
  readonly label: string;
}

export interface Analysis {
  readonly segments: readonly Segment[];
  /** The finite verb, when it is marked. */
  readonly verb: Run | null;
}

/** True when the finite verb has to be marked too. */
export function asksVerb(question: Question): boolean {
  return question.settings['requirePersoonsvorm'] === true;
}

/** The words between two, whichever comes first. */
export function runOf(one: number, other: number): Run {
  return { start: Math.min(one, other), end: Math.max(one, other) };
}

/** True for the same words. */
export function isSame(one: Run | null, other: Run | null): boolean {
  return one !== null && other !== null && one.start === other.start && one.end === other.end;
}

/** True when the word belongs to the run. */
export function holds(run: Run | null, word: number): boolean {
  return run !== null && run.start <= word && word <= run.end;
}

const overlap = (one: Run, other: Run) => one.start <= other.end && other.start <= one.end;

/**
 * Reads an answer. What is no part of a sentence with so many words, or overlaps one that was read before, is left out.
 */
export function analysisOf(value: AnswerValue, words: number): Analysis {
  const segments: Segment[] = [];
  let verb: Run | null = null;
  for (const entry of listOf(value)) {
    const [, pv, from, to, label] = /^(PV:)?(\d+)-(\d+)(?::([\s\S]+))?$/.exec(entry) ?? [];
    const run = { start: Number(from), end: Number(to) };
    if (!(run.start <= run.end && run.end < words)) continue;
    if (pv) verb = label ? verb : run;
    else if (label && !segments.some((each) => overlap(each, run))) segments.push({ ...run, label });
  }
  return { segments: segments.sort((a, b) => a.start - b.start), verb };
}

/** The analysis as it is stored; null when nothing is marked. */
export function toValue({ segments, verb }: Analysis): AnswerValue {
  const entries = segments.map(({ start, end, label }) => `${start}-${end}:${label}`);
  if (verb) entries.push(`PV:${verb.start}-${verb.end}`);
  return entries.length > 0 ? entries : null;
}

/** Calls a run by a label, in the place of everything it overlaps; with null it becomes no part at all. */
export function labelled(analysis: Analysis, run: Run, label: string | null): Analysis {
  const others = analysis.segments.filter((each) => !overlap(each, run));
  const own = label === null ? [] : [{ start: run.start, end: run.end, label }];
  return { ...analysis, segments: [...others, ...own].sort((a, b) => a.start - b.start) };
}

/** The words as they are shown: with the marks that stand beside them in the sentence. */
export function shownWords(sentence: string, words: readonly string[]): readonly string[] {
  const shown: string[] = [];
  let from = 0;
  for (const word of words) {
    const at = sentence.indexOf(word, from);
    if (at < 0) return words;
    const gap = sentence.slice(from, at);
    const before = shown.length === 0 ? gap.trimStart() : (/\s(\S*)$/.exec(gap)?.[1] ?? '');
    if (shown.length > 0) shown.push(shown.pop() + gap.slice(0, gap.length - before.length).trimEnd());
    shown.push(before + word);
    from = at + word.length;
  }
  if (shown.length > 0) shown.push(shown.pop() + sentence.slice(from).trimEnd());
  return shown;
}

/** What Dutch grammar's abbreviations stand for. */
export const FULL_NAMES: Readonly<Record<string, string>> = {
  OND: 'onderwerp',
  PV: 'persoonsvorm',
  WG: 'werkwoordelijk gezegde',
  NG: 'naamwoordelijk gezegde',
  LV: 'lijdend voorwerp',
  MV: 'meewerkend voorwerp',
  VV: 'voorzetselvoorwerp',
  BWB: 'bijwoordelijke bepaling',
  BVB: 'bijvoeglijke bepaling',
  BIJST: 'bijstelling',
};
