/**
 * The roles of a grid, written out: the style sheet lays the table out by itself, and browsers then take the roles from
 * its elements.
 */
export const GRID = { role: 'grid', 'aria-multiselectable': true } as const;
export const GROUP = { role: 'rowgroup' } as const;
export const ROW = { role: 'row' } as const;
export const HEADING = { role: 'columnheader' } as const;
export const CELL = { role: 'gridcell' } as const;
