/** How many decimals tell scores apart that lie within `span` of each other: platforms score to 1, 10 or 100. */
export function digitsOver(span: number): number {
  if (span <= 2) return 3;
  return span <= 20 ? 2 : 1;
}
