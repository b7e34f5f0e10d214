/** The package brings no types of its own; this is what is used of it. */
declare module 'subset-font' {
  export default function subsetFont(font: Buffer, text: string, options: { readonly targetFormat: 'sfnt' }): Promise<Buffer>;
}
