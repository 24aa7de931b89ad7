import { type ResultProps, textOf } from '@examlet/player';
import { inWords } from './date';

/** The year, or the date in words. */
export default function DateYearResult({ question, value, locale, t }: ResultProps) {
  if (!textOf(value)) return <p>{t('noAnswer')}</p>;
  return (
    <p class="written" dir="auto">
      {question.settings['dateType'] === 'full-date' ? inWords(value, locale) : textOf(value)}
    </p>
  );
}
