import { Html, type ResultProps, saysNothing, textsSetting } from '@examlet/player';
import { pairsOf } from './pairs';

/** What the student matched with what. */
export default function MatchingResult({ question, value, t, ids }: ResultProps) {
  const left = textsSetting(question, 'left');
  const right = textsSetting(question, 'right');
  const leftHtml = textsSetting(question, 'leftHtml');
  const rightHtml = textsSetting(question, 'rightHtml');
  if (value === null) return <p>{t('noAnswer')}</p>;
  if (saysNothing(value)) return <p>{t('nothingTogether')}</p>;
  return (
    <ul aria-labelledby={ids.heading}>
      {pairsOf(value, left, right).map((chosen, index) => (
        <li key={left[index]}>
          <Html inline html={leftHtml[index] ?? ''} />
          {': '}
          {chosen === null ? t('matchedWithNothing') : <Html inline html={rightHtml[chosen] ?? ''} />}
        </li>
      ))}
    </ul>
  );
}
