/**
 * Copies what an element shows. Where the page has no secure origin the browser offers no clipboard, and the old way by a
 * selection is taken; then the answer is whether that worked.
 */
export async function copyText(element: HTMLElement): Promise<boolean> {
  const text = shownText(element);
  if (navigator.clipboard !== undefined) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // Refused by the person or by policy: the old way may still be allowed.
    }
  }
  return copyBySelection(text);
}

/** The text without the labels of its segments. */
export function shownText(element: HTMLElement): string {
  const segments = [...element.querySelectorAll('.segment')].map((segment) =>
    [...segment.querySelectorAll('.block')].map((block) => block.textContent).join(''),
  );
  return segments.map((text, index) => endedUnlessLast(text, index === segments.length - 1)).join('');
}

function endedUnlessLast(text: string, last: boolean): string {
  return last || text.endsWith('\n') ? text : `${text}\n`;
}

function copyBySelection(text: string): boolean {
  const field = document.createElement('textarea');
  field.value = text;
  field.style.position = 'fixed';
  field.style.opacity = '0';
  document.body.append(field);
  field.select();
  try {
    return document.execCommand('copy');
  } finally {
    field.remove();
  }
}
