import { type Axis, type AxisDomain, type AxisScale, axisBottom, axisLeft } from 'd3-axis';
import { select } from 'd3-selection';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';

/** Wider than a printed page no plot is: it is read on paper as on the screen. */
const WIDEST = 680;
const NARROWEST = 260;

export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The width that a plot has where it stands, followed as the page changes. */
export function useWidth() {
  const place = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(WIDEST);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = () => {
      if (element.clientWidth > 0) setWidth(Math.max(NARROWEST, Math.min(WIDEST, element.clientWidth)));
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { place, width } as const;
}

/** An axis as D3 draws it: a function for the `ref` of its group. */
export function drawn<Domain extends AxisDomain>(axis: Axis<Domain>) {
  return (group: SVGGElement | null) => {
    if (group) select(group).call(axis);
  };
}

export function below(scale: AxisScale<number>, ticks: number, format: (value: number) => string): Axis<number> {
  return axisBottom<number>(scale).ticks(ticks).tickFormat(format).tickSizeOuter(0);
}

export function beside(scale: AxisScale<number>, ticks: number, format: (value: number) => string): Axis<number> {
  return axisLeft<number>(scale).ticks(ticks).tickFormat(format).tickSizeOuter(0);
}
