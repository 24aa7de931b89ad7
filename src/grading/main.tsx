import './styles/grading.css';
import { bootStaff } from '../staff/boot';
import { Grading } from './grading';
import { App } from './ui/App';

bootStaff(document, window, (staff) => {
  const grading = new Grading(staff);
  void grading.begin();
  window.addEventListener('pagehide', () => grading.hide());
  window.addEventListener('beforeunload', (event) => {
    grading.hide();
    if (grading.outbox.unsent > 0 && grading.kept.isBlocked.peek()) event.preventDefault();
  });
  return <App grading={grading} />;
});
