/** Opens what folds away the element that the address points to, and brings it into view. */
export function openTarget(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === '' ? null : document.getElementById(id);
  const closed: HTMLDetailsElement[] = [];
  for (let fold = target?.closest('details'); fold; fold = fold.parentElement?.closest('details')) {
    if (!fold.open) closed.push(fold);
  }
  if (closed.length === 0) return;
  for (const fold of closed) fold.open = true;
  target?.scrollIntoView();
}
