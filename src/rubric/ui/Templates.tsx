import { useStaff } from '../../staff/ui/context';
import { TEMPLATES, type Template, templateOf } from '../templates';
import { useEditing } from './context';

const NAMES: Readonly<Record<Template, string>> = {
  analytic: 'templateAnalytic',
  holistic: 'templateHolistic',
  correct: 'templateCorrect',
  partial: 'templatePartial',
};

/** Rubrics to start from. One takes the place of what stands there, and that can be taken back. */
export function Templates() {
  const staff = useStaff();
  const editing = useEditing();
  const { t } = staff.texts;
  const take = (template: Template) => {
    const before = editing.draft.peek();
    editing.change({ ...templateOf(template, t), modelAnswer: before.modelAnswer, rest: before.rest });
    editing.showsFaults.value = false;
    staff.toast.value = {
      text: t('templateTaken', { name: t(NAMES[template]) }),
      undo: before.criteria.length > 0 ? () => editing.change(before) : undefined,
    };
  };
  const isEmpty = editing.draft.value.criteria.length === 0;
  return (
    <details class="templates" open={isEmpty}>
      <summary>{t('templates')}</summary>
      <div class="template-list">
        {TEMPLATES.map((template) => (
          <button key={template} type="button" class="button" onClick={() => take(template)}>
            {t(NAMES[template])}
          </button>
        ))}
      </div>
    </details>
  );
}
