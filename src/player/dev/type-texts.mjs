import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../../question-types/', import.meta.url));

/** The translations of every question type, as far as this simple reading of YAML goes: one text a line, or `{ en: …, nl: … }`. */
export function typeTexts(locale) {
  const types = readdirSync(folder).filter((type) => existsSync(`${folder}${type}/question-type.yml`));
  return Object.fromEntries(
    types.map((type) => {
      const yml = readFileSync(`${folder}${type}/question-type.yml`, 'utf8');
      const block = /\ntranslations:\n((?: .*\n?)*)/.exec(yml)?.[1] ?? '';
      const texts = [...block.matchAll(/^ {2}"?(\w+)"?:(.*(?:\n {4}.*)*)/gm)].map(([, key, given]) => {
        const inLanguages = Object.fromEntries(
          [...given.matchAll(/\b([a-z]{2}): *("(?:[^"\\]|\\.)*"|[^\n{}]*?(?=, [a-z]{2}: | *\}|\n|$))/g)].map(
            ([, language, text]) => [language, text.startsWith('"') ? JSON.parse(text) : text.trim()],
          ),
        );
        return [key, inLanguages[locale] ?? inLanguages.en];
      });
      return [type, Object.fromEntries(texts.filter(([, text]) => text !== undefined))];
    }),
  );
}
