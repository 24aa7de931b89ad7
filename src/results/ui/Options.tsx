import { scaleLinear } from 'd3-scale';
import { letterOf } from '../letters';
import type { OptionShare, QuestionStatistics } from '../wire';
import { useResults } from './context';
import { Wide } from './Wide';

const BAR = { width: 160, height: 18 };

/** Who chose which option: a bar and its figures in each row, so that the plot is the table. */
export function Options({ question }: { readonly question: QuestionStatistics }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  const hasGroups = question.upperGroup !== null && question.lowerGroup !== null;
  const x = scaleLinear().domain([0, question.n]).range([0, BAR.width]);
  return (
    <Wide name={t('optionsTitle')}>
      <table class="options">
        <caption>{t('optionsTitle')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('option')}</th>
            <td class="for-bar" />
            <th scope="col">{t('chosenBy')}</th>
            {hasGroups && <th scope="col">{t('strong')}</th>}
            {hasGroups && <th scope="col">{t('weak')}</th>}
          </tr>
        </thead>
        <tbody>
          {question.options?.map((option) => (
            <tr key={option.number} class={option.correct ? 'right' : ''}>
              <th scope="row">
                <Name option={option} type={question.type} />
              </th>
              <td class="for-bar">
                <svg
                  viewBox={`0 0 ${BAR.width} ${BAR.height}`}
                  width={BAR.width}
                  height={BAR.height}
                  aria-hidden="true"
                >
                  <rect class="ground" width={BAR.width} height={BAR.height} />
                  <rect class="share" width={x(option.sessions)} height={BAR.height} />
                </svg>
              </td>
              <td>
                {texts.number(option.sessions)} ({texts.percent(question.n > 0 ? option.sessions / question.n : 0)})
              </td>
              {hasGroups && <td>{of(option.upper, question.upperGroup)}</td>}
              {hasGroups && <td>{of(option.lower, question.lowerGroup)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );

  function of(part: number | null, whole: number | null): string {
    return t('ofAll', { part: texts.number(part ?? 0), whole: texts.number(whole ?? 0) });
  }
}

function Name({ option, type }: { readonly option: OptionShare; readonly type: string }) {
  const { t } = useResults().staff.texts;
  return (
    <>
      <span class="letter">{letterOf(option.number)}</span> <span dir="auto">{wordsOf(option, type, t)}</span>
      {option.correct && <span class="mark"> ✓ {t('rightOption')}</span>}
    </>
  );
}

/** An option in words: the type's own where the author wrote none. */
function wordsOf({ text, number }: OptionShare, type: string, t: (key: string) => string): string {
  return type === 'true-false' ? t(number === 1 ? 'true' : 'false') : text;
}
