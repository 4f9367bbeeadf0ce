/** How the monitor can look. In a file of its own: the configuration knows the names without what draws them. */
export const themeNames = ['dark', 'light', 'colour-blind', 'mono'] as const;
export type ThemeName = (typeof themeNames)[number];
