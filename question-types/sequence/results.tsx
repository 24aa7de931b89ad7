import { Html, type ResultProps, textsSetting } from '@examlet/player';
import { orderOf } from './order';

/** The student's order as a numbered list. */
export default function SequenceResult({ question, value, t, ids }: ResultProps) {
  const options = textsSetting(question, 'options');
  const html = textsSetting(question, 'optionsHtml');
  if (value === null) return <p>{t('noAnswer')}</p>;
  return (
    <ol aria-labelledby={ids.heading}>
      {orderOf(value, options).map((option) => (
        <li key={option}>
          <Html inline html={html[options.indexOf(option)] ?? ''} />
        </li>
      ))}
    </ol>
  );
}
