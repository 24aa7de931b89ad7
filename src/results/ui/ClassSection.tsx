import type { Statistics } from '../wire';
import { useResults } from './context';
import { Histogram } from './Histogram';
import { Figure } from './QuestionDetail';

/** How the class did. */
export function ClassSection({ statistics }: { readonly statistics: Statistics }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  const { histogram, percent } = statistics;
  return (
    <section class="sheet" aria-labelledby="class-title" id="class">
      <h2 id="class-title">{t('classTitle')}</h2>
      <Counted statistics={statistics} />
      {histogram && percent ? (
        <>
          <div class="class-parts">
            <dl class="figures">
              <Share name={t('mean')} value={percent.mean} />
              <Share name={t('median')} value={percent.median} />
              <Share name={t('spread')} value={percent.sd ?? 0} />
              {statistics.passed !== null && (
                <Figure name={t('passed')} value={statistics.passed} digits={0} of={statistics.n} />
              )}
              <Figure name={t('alpha')} value={statistics.alpha} digits={2} />
              {statistics.sem !== null && <Figure name={t('sem')} value={statistics.sem} digits={2} />}
            </dl>
            <figure>
              <Histogram bins={histogram} percent={percent} passMark={statistics.passMark} />
              <figcaption>{t('histogramCaption')}</figcaption>
            </figure>
          </div>
          {statistics.alphaReason !== null && (
            <p class="hint">{t(statistics.alphaReason === 'no-variance' ? 'alphaNoVariance' : 'alphaFewQuestions')}</p>
          )}
          <HistogramTable statistics={statistics} />
        </>
      ) : (
        <p>{t('tooFew')}</p>
      )}
    </section>
  );
}

/** Whom the figures are about, said first: nobody has to guess who is left out. */
function Counted({ statistics: { sessions } }: { readonly statistics: Statistics }) {
  const { texts } = useResults().staff;
  return (
    <p>
      {texts.t('counted', { complete: texts.number(sessions.complete), final: texts.number(sessions.final) })}{' '}
      {sessions.partial > 0 && texts.t('waiting', { partial: texts.number(sessions.partial) })}
    </p>
  );
}

function Share({ name, value }: { readonly name: string; readonly value: number }) {
  const { texts } = useResults().staff;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{texts.percent(value / 100)}</dd>
    </div>
  );
}

/** The histogram in figures, with the box. */
function HistogramTable({ statistics: { histogram, percent } }: { readonly statistics: Statistics }) {
  const { texts } = useResults().staff;
  const { t } = texts;
  const box = percent
    ? ([
        ['lowest', percent.min],
        ['lowerQuartile', percent.q1],
        ['median', percent.median],
      ] as const)
    : [];
  const ends = percent
    ? ([
        ['upperQuartile', percent.q3],
        ['highest', percent.max],
      ] as const)
    : [];
  return (
    <details class="same-figures">
      <summary>{t('sameFigures')}</summary>
      <div class="tables">
        <table>
          <caption>{t('histogramCaption')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('axisPercent')}</th>
              <th scope="col">{t('students')}</th>
            </tr>
          </thead>
          <tbody>
            {histogram?.map(({ from, to, sessions }) => (
              <tr key={from}>
                <th scope="row">{t('fromTo', { from: texts.number(from), to: texts.percent(to / 100) })}</th>
                <td>{texts.number(sessions)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <table>
          <caption>{t('boxCaption')}</caption>
          <tbody>
            {[...box, ...ends].map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{t(name)}</th>
                <td>{texts.percent(value / 100)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
