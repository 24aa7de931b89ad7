import { type ResultProps, textsSetting } from '@examlet/player';
import { Label } from './Label';
import { analysisOf, type Run } from './segments';

/** The parts of the sentence as the student named them, and the finite verb. */
export default function SentenceAnalysisResult({ question, value, t, ids }: ResultProps) {
  const words = textsSetting(question, 'tokens');
  const { segments, verb } = analysisOf(value, words.length);
  const textOf = ({ start, end }: Run) => <span dir="auto">{words.slice(start, end + 1).join(' ')}</span>;
  if (segments.length === 0 && !verb) return <p>{t('noAnswer')}</p>;
  return (
    <ul aria-labelledby={ids.heading}>
      {segments.map((segment) => (
        <li key={segment.start}>
          {textOf(segment)}: <Label of={segment.label} />
        </li>
      ))}
      {verb && (
        <li>
          {textOf(verb)}: {t('finiteVerb')}
        </li>
      )}
    </ul>
  );
}
