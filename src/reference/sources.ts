/** With its DOI, arXiv number or address as a link. */
import { escaped } from '@scaling-workbook/exercises/escaped';

/** Without the punctuation that closes the sentence around it. */
const identifier = /\b(?:https?:\/\/|doi:\s?|arXiv:\s?)[^\s,;]*[^\s,;.)\]]/gi;

function addressOf(found: string): string {
  const arxiv = /^arXiv:\s?(.*)$/i.exec(found);
  if (arxiv) return `https://arxiv.org/abs/${arxiv[1] ?? ''}`;
  const doi = /^doi:\s?(.*)$/i.exec(found);
  return doi ? `https://doi.org/${doi[1] ?? ''}` : found;
}

export function toLinks(source: string): string {
  let html = '';
  let at = 0;
  for (const match of source.matchAll(identifier)) {
    const [found] = match;
    html += `${escaped(source.slice(at, match.index))}<a href="${escaped(addressOf(found))}">${escaped(found)}</a>`;
    at = match.index + found.length;
  }
  return html + escaped(source.slice(at));
}
