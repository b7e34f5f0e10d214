/** Offers the reader a text as a file. */
export function download(text: string, name: string, type = 'application/json'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  Object.assign(document.createElement('a'), { href: url, download: name }).click();
  // Some browsers start reading it only now.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, 1000);
}
