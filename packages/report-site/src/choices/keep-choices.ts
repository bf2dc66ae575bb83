/** What a reader chooses with radio buttons, by the name that it has in the address and in `data-choice`. */
const CHOICES = ['specimen', 'scale', 'order'] as const;
type Choice = (typeof CHOICES)[number];

/**
 * Keeps what a reader chooses in the address, so that it is there after a reload, on the next page, on the
 * way back, and for whoever is sent the link: `?specimen=cat-0&scale=models`. An address that points to
 * something of one specimen chooses that specimen, and the order in which it is shown. What a page begins with is not written.
 *
 * Without the script the page works the same, and forgets.
 */
export function keepChoices(): void {
  addEventListener('change', ({ target }) => {
    const button = target as HTMLInputElement;
    if (!isChoice(button.dataset['choice'])) return;
    choose(button.dataset['choice'], button.value);
    writeAddress();
  });
  // On the way back, a browser may put buttons where it remembers them, after the page has loaded.
  for (const event of ['hashchange', 'popstate', 'pageshow']) addEventListener(event, readAddress);
  readAddress();
}

function readAddress(): void {
  const query = new URLSearchParams(location.search);
  const target = findTarget();
  const wasHidden = target !== null && !target.checkVisibility();
  for (const choice of CHOICES) choose(choice, query.get(choice));
  const specimen = target?.closest<HTMLElement>('[data-of-specimen]')?.dataset['ofSpecimen'];
  if (specimen !== undefined) choose('specimen', specimen);
  const order = target?.closest<HTMLElement>('[data-order]')?.dataset['order'];
  if (order !== undefined) choose('order', order);
  writeAddress();
  if (wasHidden) target.scrollIntoView();
}

/** Checks the buttons of a value, in every group that has one; where it has none, what it began with. */
function choose(choice: Choice, value: string | null): void {
  for (const group of listGroups(choice)) {
    const chosen =
      group.find((button) => button.value === value) ??
      group.find((button) => button.defaultChecked);
    if (chosen) chosen.checked = true;
  }
}

/** Writes what is chosen into the address of this page and of those that it leads to. */
function writeAddress(): void {
  const address = new URL(location.href);
  const query = address.searchParams;
  for (const choice of CHOICES) {
    const chosen = listGroups(choice)[0]?.find((button) => button.checked);
    // A page without such buttons hands on what was chosen on another.
    if (chosen?.defaultChecked) query.delete(choice);
    else if (chosen) query.set(choice, chosen.value);
  }
  if (findTarget()?.checkVisibility() === false) address.hash = '';
  if (address.href !== location.href) history.replaceState(history.state, '', address);
  handOn(query);
}

/** Gives the links to other pages of this site what is chosen. */
function handOn(query: URLSearchParams): void {
  const chosen = new URLSearchParams();
  for (const choice of CHOICES) {
    const value = query.get(choice);
    if (value !== null) chosen.set(choice, value);
  }
  const search = chosen.size === 0 ? '' : `?${chosen}`;
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[href*=".html"]')) {
    const isOurs = link.host === location.host && link.protocol === location.protocol;
    if (isOurs && link.search !== search) link.search = search;
  }
}

/** The buttons of a choice, group by group: a page may have several that choose the same. */
function listGroups(choice: Choice): HTMLInputElement[][] {
  const buttons = document.querySelectorAll<HTMLInputElement>(`input[data-choice="${choice}"]`);
  return [...Map.groupBy(buttons, ({ name }) => name).values()];
}

/** What the address points to. Ids here are slugs, which an address does not encode. */
function findTarget(): HTMLElement | null {
  return document.getElementById(location.hash.slice(1));
}

function isChoice(name: string | undefined): name is Choice {
  return CHOICES.some((choice) => choice === name);
}
