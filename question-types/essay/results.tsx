import { Html, type ResultProps } from '@examlet/player';
import { countWords, textOfHtml } from './words';
import './results.css';

/** The text with its headings and lists, and how many words it has. */
export default function EssayResult({ valueHtml = '', t, locale }: ResultProps) {
  return (
    <>
      <Html class="prose essay-result" html={valueHtml} />
      <p class="hint">{t('words', { count: countWords(textOfHtml(valueHtml), locale) })}</p>
    </>
  );
}
