import { useStaff } from '../../staff/ui/context';
import { Html } from '../../staff/ui/Html';
import type { Grade, Item } from '../wire';
import { graderOf, pointsWords } from '../words';
import { useGrading } from './context';

/** Two grades of one answer, side by side; the grader chooses. */
export function Conflict({ item }: { readonly item: Item }) {
  const grading = useGrading();
  const { t } = useStaff().texts;
  return (
    <div class="two-grades">
      <div role="alert">
        <p>
          <strong>{t('conflictTitle')}</strong> {t('conflictText')}
        </p>
      </div>
      <div class="two-grades-sides">
        {item.grade && (
          <Side item={item} grade={item.grade} title={t('stands')}>
            {t('keepStanding')}
          </Side>
        )}
        {item.refused.map((refused, index) => (
          <Side
            key={index}
            item={item}
            grade={refused}
            title={t('doesNotStand')}
            onTake={() => grading.choose(item, refused)}
          >
            {t('takeThis')}
          </Side>
        ))}
      </div>
    </div>
  );
}

interface SideProps {
  readonly item: Item;
  readonly grade: Grade;
  readonly title: string;
  readonly onTake?: () => void;
  readonly children: string;
}

function Side({ item, grade, title, onTake, children }: SideProps) {
  const grading = useGrading();
  const { texts } = useStaff();
  const { t } = texts;
  const isMine = onTake !== undefined && !grade.byName && !grade.by;
  return (
    <article class="two-grades-side">
      <h3>{title}</h3>
      <p>
        <bdi>{isMine ? t('you') : graderOf(grade, texts)}</bdi>
        {grade.at && <span class="hint"> · {texts.at(grade.at)}</span>}
      </p>
      <p class="two-grades-points">
        {grade.points === null ? t('noPoints') : pointsWords(grade.points, item.maxPoints, texts)}
      </p>
      {grade.comment ? <Html class="prose small" html={grade.comment} /> : <p class="hint">{t('noComment')}</p>}
      <button type="button" class="button" onClick={onTake ?? (() => grading.choose(item, null))}>
        {children}
      </button>
    </article>
  );
}
