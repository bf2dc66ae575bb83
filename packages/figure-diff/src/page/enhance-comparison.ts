/**
 * Adds to a comparison the views that lay one picture over the other. Which view is on and how far the
 * slider is are attributes and a custom property; the style sheet does the rest.
 *
 * @param comparison A `.compare`; one without a difference stays as it is.
 */
export function enhanceComparison(comparison: HTMLElement): void {
  const views = comparison.querySelector<HTMLFieldSetElement>('.views');
  const amount = comparison.querySelector<HTMLInputElement>('.amount');
  const flip = comparison.querySelector<HTMLButtonElement>('.flip');
  if (!views || !amount || !flip) return;

  const showView = (view: string) => {
    comparison.dataset['view'] = view;
    amount.hidden = view !== 'slider' && view !== 'blend';
    flip.hidden = view !== 'toggle';
  };
  const showAmount = () => {
    comparison.style.setProperty('--amount', `${amount.value}%`);
    amount.setAttribute('aria-valuetext', `${amount.value}% head`);
  };
  const showSide = (side: 'base' | 'head') => {
    comparison.dataset['shown'] = side;
    flip.textContent = side === 'base' ? 'Show the head' : 'Show the base';
  };

  scalePictures(comparison);
  views.hidden = false;
  views.addEventListener('change', (event) => showView((event.target as HTMLInputElement).value));
  amount.addEventListener('input', showAmount);
  flip.addEventListener('click', () =>
    showSide(comparison.dataset['shown'] === 'base' ? 'head' : 'base'),
  );
  // A browser that goes back to a page keeps what was chosen in it.
  showView(views.querySelector<HTMLInputElement>(':checked')?.value ?? 'side');
  showAmount();
  showSide('base');
}

/** Tells each picture how wide it is beside the widest, so that pixels lie on their like where sizes differ. */
function scalePictures(comparison: HTMLElement): void {
  const pictures = [...comparison.querySelectorAll('img')];
  const widthOf = (picture: HTMLImageElement) => Number(picture.getAttribute('width'));
  const widest = Math.max(...pictures.map(widthOf));
  for (const picture of pictures) {
    picture.style.setProperty('--share-of-widest', String(widthOf(picture) / widest));
  }
}
