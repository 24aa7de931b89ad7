import { scaleLinear } from 'd3-scale';
import { below, beside, drawn, useWidth } from '../plot';
import type { Bin, Spread } from '../wire';
import { useResults } from './context';

const MARGINS = { top: 58, right: 16, bottom: 44, left: 40 };
const HEIGHT = 280;
const BOX_TOP = 14;
const BOX_HEIGHT = 20;

interface HistogramProps {
  readonly bins: readonly Bin[];
  readonly percent: Spread;
  readonly passMark: number | null;
}

/** How the class did: ten bars, above them the box of the middle half, and the pass mark as a line. */
export function Histogram({ bins, percent, passMark }: HistogramProps) {
  const { texts } = useResults().staff;
  const { place, width } = useWidth();
  const most = Math.max(1, ...bins.map(({ sessions }) => sessions));
  const x = scaleLinear()
    .domain([0, 100])
    .range([MARGINS.left, width - MARGINS.right]);
  const y = scaleLinear()
    .domain([0, most])
    .nice(Math.min(most, 5))
    .range([HEIGHT - MARGINS.bottom, MARGINS.top]);
  const summary = texts.t('histogramSummary', {
    mean: texts.percent(percent.mean / 100),
    q1: texts.percent(percent.q1 / 100),
    q3: texts.percent(percent.q3 / 100),
  });
  return (
    <div class="plot" ref={place}>
      <svg viewBox={`0 0 ${width} ${HEIGHT}`} width={width} height={HEIGHT} role="img" aria-label={summary}>
        {bins.map(({ from, to, sessions }) => (
          <rect
            key={from}
            class="bin"
            x={x(from) + 1}
            y={y(sessions)}
            width={x(to) - x(from) - 2}
            height={y(0) - y(sessions)}
          />
        ))}
        <g
          class="axis"
          transform={`translate(0 ${HEIGHT - MARGINS.bottom})`}
          ref={drawn(below(x, width < 420 ? 5 : 10, (value) => texts.percent(value / 100)))}
        />
        <g
          class="axis"
          transform={`translate(${MARGINS.left} 0)`}
          ref={drawn(beside(y, Math.min(most, 5), (value) => (Number.isInteger(value) ? texts.number(value) : '')))}
        />
        <Box percent={percent} x={x} />
        {passMark !== null && <PassMark mark={passMark} at={x(passMark)} width={width} />}
        {bins
          .filter(({ sessions }) => sessions > 0)
          .map(({ from, to, sessions }) => (
            <text key={from} class="count" x={(x(from) + x(to)) / 2} y={y(sessions) - 4} text-anchor="middle">
              {texts.number(sessions)}
            </text>
          ))}
        <text class="axis-name" x={(MARGINS.left + width - MARGINS.right) / 2} y={HEIGHT - 6} text-anchor="middle">
          {texts.t('axisPercent')}
        </text>
      </svg>
    </div>
  );
}

/** The middle half as a box with the median in it, on a line from the lowest to the highest. */
function Box({ percent, x }: { readonly percent: Spread; readonly x: (value: number) => number }) {
  const middle = BOX_TOP + BOX_HEIGHT / 2;
  const ends = [percent.min, percent.max];
  return (
    <g class="box">
      <line x1={x(percent.min)} x2={x(percent.max)} y1={middle} y2={middle} />
      {ends.map((end) => (
        <line key={end} x1={x(end)} x2={x(end)} y1={middle - 5} y2={middle + 5} />
      ))}
      <rect x={x(percent.q1)} y={BOX_TOP} width={Math.max(1, x(percent.q3) - x(percent.q1))} height={BOX_HEIGHT} />
      <line class="median" x1={x(percent.median)} x2={x(percent.median)} y1={BOX_TOP} y2={BOX_TOP + BOX_HEIGHT} />
    </g>
  );
}

function PassMark({ mark, at, width }: { readonly mark: number; readonly at: number; readonly width: number }) {
  const { texts } = useResults().staff;
  const isLeft = at > width / 2;
  return (
    <g class="pass-mark">
      <line x1={at} x2={at} y1={MARGINS.top - 14} y2={HEIGHT - MARGINS.bottom} />
      <text x={isLeft ? at - 5 : at + 5} y={MARGINS.top - 6} text-anchor={isLeft ? 'end' : 'start'}>
        {texts.t('passMarkAt', { mark: texts.percent(mark / 100) })}
      </text>
    </g>
  );
}
