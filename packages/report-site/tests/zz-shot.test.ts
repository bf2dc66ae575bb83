import { it } from 'vitest';
import { launchBrowser } from './launch-browser.ts';
it('shoots', async () => {
  const b: any = await launchBrowser();
  const browser = b.browser ?? b;
  for (const [dir, name, opt, sel] of [
    ['seed', 'seed-top', { viewport: { width: 1200, height: 1400 } }, null],
    ['seed', 'seed-phone-claims', { viewport: { width: 390, height: 1400 } }, '#claims'],
    ['seed', 'seed-phone-fig', { viewport: { width: 390, height: 1600 } }, '#distribution-conv2d_6'],
    ['colour', 'colour-fig', { viewport: { width: 1200, height: 1000 } }, '#activations-conv2d_1-dummy-frog-4'],
    ['colour', 'colour-dark', { viewport: { width: 1200, height: 1000 }, colorScheme: 'dark' }, '#activations-conv2d_1-dummy-frog-4'],
  ] as any) {
    const page = await (await browser.newContext(opt)).newPage();
    await page.goto(`file:///work/homes/likeness/out2/${dir}/index.html`);
    if (sel) {
      await page.evaluate((s: string) => { document.querySelectorAll('#claims ~ * details').forEach((d: any) => (d.open = true)); document.querySelector(s)!.scrollIntoView(); }, sel);
      if (name.startsWith('colour')) await page.locator(`${sel} input[value="difference"]`).check();
    }
    await page.waitForTimeout(600);
    await page.screenshot({ path: `/work/homes/likeness/shots/${name}.png` });
    await page.context().close();
  }
  await browser.close();
}, 120000);
