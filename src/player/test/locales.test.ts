import { describe, expect, test } from 'vitest';
import { createTexts, localeOf } from '../page/texts';
import { pageData } from './doubles';

const files = import.meta.glob<Record<string, string>>(
  ['../locales/*.json', '../../{monitor,staff,grading,results,rubric}/locales/*.json'],
  {
    eager: true,
    import: 'default',
  },
);
const english = files['../locales/en.json'] ?? {};
const PLURAL = /_(zero|one|two|few|many|other)$/;
const baseOf = (key: string) => key.replace(PLURAL, '');
const keysOf = (texts: Record<string, string>) => [...new Set(Object.keys(texts).map(baseOf))].sort();
const placeholdersOf = (text: string) => [...new Set(text.match(/\{\{\w+/g) ?? [])].filter((p) => p !== '{{count');

describe.each(Object.entries(files))('%s', (path, texts) => {
  const locale = path.replace(/^.*\/|\.json$/g, '');
  const english = files[path.replace(/[^/]+$/, 'en.json')] ?? {};

  test('says everything that English says, and nothing else', () => {
    expect(keysOf(texts)).toEqual(keysOf(english));
  });

  test('has every plural form of its language', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
    for (const base of new Set(
      Object.keys(texts)
        .filter((key) => PLURAL.test(key))
        .map(baseOf),
    )) {
      for (const form of forms) expect(Object.keys(texts)).toContain(`${base}_${form}`);
    }
  });

  test('fills in the same values as English', () => {
    for (const [key, text] of Object.entries(texts)) {
      const reference = english[key] ?? english[`${baseOf(key)}_other`] ?? '';
      expect([key, placeholdersOf(text).sort()]).toEqual([key, placeholdersOf(reference).sort()]);
      expect(text).not.toBe('');
    }
  });
});

test('the labels that people and tests look for', () => {
  const { t } = createTexts('en', { player: english });
  const keys = ['start', 'previous', 'next', 'flag', 'review', 'handIn', 'handInNow', 'keepWorking'];
  expect(keys.map((key) => t(key))).toEqual([
    'Start',
    'Previous',
    'Next',
    'Flag',
    'Review answers',
    'Hand in',
    'Hand in now',
    'Keep working',
  ]);
});

test('the hour of a save has no leading zero where a clock of twelve hours has none', () => {
  const texts = createTexts('en', { player: english });
  expect(texts.hour('2026-01-05T00:05:00.000Z')).toMatch(/^[1-9]\d?:\d\d.[AP]M$/);
});

test('lengths of time and countdowns are said in words and digits', () => {
  const texts = createTexts('en', { player: english });
  expect(texts.minutes(90)).toBe('1 hour 30 minutes');
  expect(texts.minutes(0.5)).toBe('30 seconds');
  expect(texts.countdown(5_399_001)).toBe('1:30:00');
  expect(texts.countdown(61_000)).toBe('1:01');
  expect(createTexts('nl', { player: files['../locales/nl.json'] ?? {} }).t('introQuestions', { count: 1 })).toBe(
    '1 vraag',
  );
});

test.each([
  ['en', 'en-GB', ['en-US'], 'en-GB'],
  ['en', null, ['nl-NL', 'en-AU', 'en'], 'en-AU'],
  ['nl', null, ['en-GB'], 'nl'],
  ['en', 'en-', ['en-US'], 'en'],
  ['en', null, [], 'en'],
])('a page in %s for %s in a browser of %j writes dates as %s does', (locale, region, languages, expected) =>
  expect(localeOf(pageData({ locale, region }), languages)).toBe(expected),
);

test('a British page has the day first and one kind of clock', () => {
  const texts = createTexts('en', { player: english }, 'player', 'en-GB');
  expect(texts.moment('2026-01-05T10:32:05.000Z')).toMatch(/^5 January 2026 at \d\d:\d\d .+$/);
  expect(texts.second('2026-01-05T10:32:05.000Z')).toMatch(/^5 January 2026 at \d\d:\d\d:05$/);
});

test('no sentence is about how the machine works', () => {
  for (const text of Object.values(english))
    expect(text).not.toMatch(/made (?:up|out)|shut in|On the server|are taken|says the browser/);
});

test.each(['en', 'nl', 'ar'])(
  'what tells students of %s to wait for a word has the word that they will see',
  (language) => {
    const { saved = '', storageBlocked = '' } = files[`../locales/${language}.json`] ?? {};
    const word = /[“‘«](.+)[”’»]/.exec(storageBlocked)?.[1] ?? 'none';
    expect(saved.split(' ')[0]).toBe(word);
  },
);
