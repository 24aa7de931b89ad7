import './styles/rubric.css';
import { bootStaff } from '../staff/boot';
import { Editing } from './editing';
import { readRubric } from './rubric';
import { App } from './ui/App';

bootStaff(document, window, (staff) => {
  const editing = new Editing(readRubric(staff.page.presets['rubric']));
  void staff.open();
  window.addEventListener('beforeunload', (event) => {
    if (editing.isChanged.peek() && staff.page.presets['showDoneButton'] !== false) event.preventDefault();
  });
  return <App staff={staff} editing={editing} />;
});
