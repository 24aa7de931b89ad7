import './styles/monitor.css';
import { boot } from './boot';

boot(document, window);
