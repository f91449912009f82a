// Lighthouse (desktop) on the sign-in page, the search and a person's sheet of a portal that runs with the demo's office:
//   npm i --no-save lighthouse@12.2.3 && node Portal.Bench/lighthouse.mjs http://localhost:5080 [chromium]
// Prints performance and accessibility of each, and what cost points; exits with 1 below 0.95 / 1.00.
import lighthouse, { desktopConfig } from 'lighthouse';
import puppeteer from 'puppeteer-core';

const [portal, executablePath = '/usr/bin/chromium'] = process.argv.slice(2);
const browser = await puppeteer.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'], headless: true });
const port = Number(new URL(browser.wsEndpoint()).port);
let missed = false;

async function audit(name, address) {
  const { lhr } = await lighthouse(address, { port, output: 'json', logLevel: 'error', disableStorageReset: true, onlyCategories: ['performance', 'accessibility'] }, desktopConfig);
  const [speed, access] = [lhr.categories.performance.score, lhr.categories.accessibility.score];
  missed ||= speed < 0.95 || access < 1;
  const figures = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'total-byte-weight'].map(id => `${id} ${lhr.audits[id].displayValue}`);
  console.log(`${name}: performance ${speed.toFixed(2)}, accessibility ${access.toFixed(2)}; ${figures.join(', ')}`);
  for (const { id } of Object.values(lhr.categories).flatMap(category => category.auditRefs.filter(ref => ref.weight > 0))) {
    if (lhr.audits[id].score !== null && lhr.audits[id].score < 0.9) {
      console.log(`  ${id} ${lhr.audits[id].score}: ${lhr.audits[id].displayValue ?? lhr.audits[id].details?.items?.map(item => item.node?.snippet).join(' | ')}`);
    }
  }
}

await audit('sign-in', `${portal}/sign-in`);

const page = await browser.newPage();
await page.goto(`${portal}/sign-in?back=%2Fledger`);
await Promise.all([page.waitForNavigation(), page.click('button[value=takahashi]')]);
await page.waitForSelector('search-box input');
await page.type('search-box input', 'サトウ');
await page.keyboard.press('Enter');
await page.waitForSelector('main tbody tr[tabindex]');
await page.waitForFunction(() => location.search.includes('s='));
const search = page.url();
await page.click('main tbody tr[tabindex]');
await page.waitForFunction(() => location.pathname.startsWith('/ledger/people/'));
const sheet = page.url();
await page.close();

await audit('search', search);
await audit('sheet', sheet);
await browser.close();
process.exit(missed ? 1 : 0);
