/** What a device shows of the installed workbook. */
import { language } from '#language/language.ts';
import { description, shortTitle, title } from '#shell/words/site.ts';

const icon = (src: string, sizes: string, purpose = 'any') => ({
  src,
  sizes,
  type: src.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
  purpose,
});

export const GET = (): Response =>
  Response.json({
    name: title,
    short_name: shortTitle,
    description,
    id: './',
    start_url: './',
    scope: './',
    display: 'standalone',
    lang: language,
    dir: 'auto',
    categories: ['education', 'books'],
    background_color: '#fdfcf8',
    theme_color: '#fdfcf8',
    icons: [
      icon('icons/192.png', '192x192'),
      icon('icons/512.png', '512x512'),
      icon('icons/maskable.png', '512x512', 'maskable'),
      icon('favicon.svg', 'any'),
    ],
  });
