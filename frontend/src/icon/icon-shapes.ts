/**
 * The icons, drawn on a grid of 16 with a line of 1.5. Each value is the content of a path's `d`; `filled` shapes have
 * no line.
 */
export type IconShape = Readonly<{ path: string; filled?: boolean }>;

export const ICON_SHAPES = {
  run: { path: 'M4.5 2.8v10.4L13 8z', filled: true },
  stop: { path: 'M4 4h8v8H4z', filled: true },
  finished: { path: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM5.5 8.2l1.8 1.8 3.4-3.8' },
  failed: { path: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM6 6l4 4M10 6l-4 4' },
  running: { path: 'M14 8A6 6 0 1 1 8 2' },
  waiting: { path: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.8V8l2.2 1.6' },
  dead: { path: 'M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.500v-5zM8 5v3.500M8 10.800v.1' },
  warning: { path: 'M8 2.500l6 10.500H2zM8 6.500v3M8 11.200v.1' },
  code: { path: 'M5.5 4.500L2 8l3.5 3.500M10.5 4.500L14 8l-3.5 3.5' },
  files: { path: 'M2 4.500a1 1 0 0 1 1-1h3l1.5 1.500H13a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1z' },
  terminal: { path: 'M2.5 3h11v10h-11zM5 6l2 2-2 2M8.5 10.500H11' },
  copy: { path: 'M6 6h7v7.500H6zM10 6V2.500H3V10h3' },
  clear: { path: 'M3 4.500h10M6.5 4.500V3h3v1.500M4.5 4.500l.6 8.500h5.800l.6-8.5' },
  down: { path: 'M8 3v9.500M4 8.500l4 4 4-4' },
  menu: { path: 'M2.5 4.5h11M2.5 8h11M2.5 11.5h11' },
  user: { path: 'M10.5 5a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0zM3 13.500c.6-2.7 2.6-4 5-4s4.4 1.3 5 4' },
  key: { path: 'M8.5 6a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM7.7 8.100L13 13.500M11 11.500l1.5-1.5' },
  leave: { path: 'M9.5 3h-6v10h6M6.5 8H14M11.5 5.500L14 8l-2.5 2.5' },
  light: {
    path: 'M10.8 8a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0zM8 1.500v1.500M8 13v1.500M1.5 8H3M13 8h1.500M3.4 3.400l1.1 1.100M11.5 11.500l1.1 1.100M3.4 12.600l1.1-1.100M11.5 4.500l1.1-1.1',
  },
  dark: { path: 'M13.5 9.500A6 6 0 0 1 6.5 2.500a6 6 0 1 0 7 7z' },
  system: { path: 'M2 3h12v8H2zM6 13.500h4M8 11v2.5' },
  saved: { path: 'M3 8.500l3.2 3.200L13 4.8' },
  connected: { path: 'M2 6.500a8.5 8.5 0 0 1 12 0M4.3 9a5.3 5.3 0 0 1 7.4 0M8 12v.1' },
  disconnected: {
    path: 'M2 6.500a8.5 8.5 0 0 1 3-1.900M9 4.200a8.5 8.5 0 0 1 5 2.300M4.3 9a5 5 0 0 1 2.2-1.300M8 12v.1M2.5 2l11 12',
  },
  reset: { path: 'M3 3v3.500h3.500M3.3 6.500A5.3 5.3 0 1 1 2.7 9' },
} as const satisfies Record<string, IconShape>;

export type IconName = keyof typeof ICON_SHAPES;

export function isIconName(name: string): name is IconName {
  return Object.hasOwn(ICON_SHAPES, name);
}
