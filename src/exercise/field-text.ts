/** The text typed into a field, or the option picked. */
export function textOf(field: HTMLElement): string {
  const picked = field.querySelector<HTMLInputElement>('input:checked');
  return (picked ?? field.querySelector<HTMLInputElement | HTMLTextAreaElement>('input[type="text"], textarea'))?.value ?? '';
}

/** Restores a saved text to a field that the reader has not touched yet. */
export function fill(field: HTMLElement, text: string): void {
  if (textOf(field) !== '') return;
  for (const input of field.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>('input,textarea'))
    if (input instanceof HTMLInputElement && input.type === 'radio') input.checked = input.value === text;
    else input.value = text;
}
