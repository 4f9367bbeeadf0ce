/** What lanewatch uses of asciichart, which comes without types. */
declare module 'asciichart' {
  interface PlotOptions {
    offset?: number;
    height?: number;
    min?: number;
    max?: number;
    /** Ten characters: `┼┤╶╴─╰╭╮╯│`. */
    symbols?: readonly string[];
    format?(value: number, index: number): string;
  }

  const asciichart: {plot(series: readonly number[], options?: PlotOptions): string};
  export default asciichart;
}
