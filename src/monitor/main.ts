import './styles/monitor.css';
import { run } from './run';

run(document, window);
