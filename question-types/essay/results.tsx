import { Html, type ResultProps, textOf } from '@examlet/player';
import { countWords, textOfHtml } from './words';
import './results.css';

/**
 * The text with its headings and lists, and how many words it has. Of a text too large to be shown as HTML the server
 * sends none: then its words alone.
 */
export default function EssayResult({ value, valueHtml, t, locale }: ResultProps) {
  const text = textOfHtml(valueHtml || textOf(value));
  return (
    <>
      {valueHtml ? (
        <Html class="prose essay-result" html={valueHtml} />
      ) : (
        <p class="written" dir="auto">
          {text}
        </p>
      )}
      <p class="hint">{t('words', { count: countWords(text, locale) })}</p>
    </>
  );
}
