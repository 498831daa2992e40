// Signs in at the gateway in a real browser, the way a person does. What it is told comes from the environment; it ends with status 1
// and says why at the first thing that is not as it should be. Run by SignInTest.
import { chromium } from 'playwright-core';

const env = (name) => process.env[name] ?? die(`the environment has no ${name}`);
const gateway = env('GATEWAY');
const shots = env('SHOTS');

function die(why) {
    console.error(`not ok: ${why}`);
    process.exit(1);
}

function expect(holds, what) {
    if (!holds) die(what);
    console.log(`ok: ${what}`);
}

const browser = await chromium.launch({ executablePath: env('CHROMIUM'), args: ['--no-sandbox', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 1100, height: 900 } });
context.setDefaultTimeout(15_000);
const page = await context.newPage();
const complaints = [];
page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
page.on('pageerror', (error) => complaints.push(String(error)));
// A Chromium without a GPU now and then has no frame to take yet. The pictures are for people; nothing is decided by them.
async function shot(name, of = page) {
    for (let left = 3; ; left--) {
        try {
            await of.screenshot({ path: `${shots}/${name}.png`, fullPage: true });
            return;
        } catch (failure) {
            if (left === 0) throw failure;
        }
    }
}


async function signIn(password) {
    await page.goto(`${gateway}/signin`);
    await page.getByLabel('Account id or alias').fill(env('ACCOUNT'));
    await page.getByLabel('User name').fill(env('USER_NAME'));
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.keyboard.press('Enter');
}

await signIn('not-the-password-1');
await shot('1-wrong-password');
expect((await page.getByRole('alert').textContent()).includes('is not right'), 'a wrong password is told in an alert');

const before = (await context.cookies())[0].value;
await signIn(env('PASSWORD'));
await page.getByRole('heading', { name: 'Choose a new password' }).waitFor();
await shot('2-new-password');
expect(await page.getByRole('heading', { name: 'Choose a new password' }).isVisible(), 'a reset is asked for on the way');
await page.getByLabel('New password', { exact: true }).fill('short');
await page.getByLabel('New password, again').fill('short');
await page.getByRole('button', { name: 'Change and go on' }).click();
expect((await page.getByRole('alert').textContent()).includes('minimum length'), 'what the policy complains of is told');
await page.getByLabel('New password', { exact: true }).fill(env('NEW_PASSWORD'));
await page.getByLabel('New password, again').fill(env('NEW_PASSWORD'));
await page.getByRole('button', { name: 'Change and go on' }).click();
await page.getByRole('heading', { name: 'What you may do' }).waitFor();
await shot('3-console');
expect((await page.locator('#principal').textContent()).endsWith(`user/${env('USER_NAME')}`), 'the page says who signed in');
expect(await page.getByText('You have none.').count() >= 1, 'the page says what one has');
expect((await page.locator('details').count()) > 0, 'the page says what one may do');

const cookies = await context.cookies();
expect(cookies.length === 1 && cookies[0].name === '__Host-gatehouse', 'there is one cookie, bound to the host');
expect(cookies[0].secure && cookies[0].httpOnly && cookies[0].sameSite === 'Lax', 'it is secure, out of reach of scripts, and stays here');
expect(cookies[0].value !== before, 'signing in gave it a new value');

await page.getByLabel('Role name').fill(env('ROLE'));
await page.getByRole('button', { name: 'Switch role' }).click();
await page.getByRole('heading', { name: `You act as the role ${env('ROLE')}` }).waitFor();
await shot('4-role');
expect((await page.locator('#principal').textContent()).includes(`assumed-role/${env('ROLE')}/`), 'the role acts');
await page.getByRole('button', { name: /Switch back/ }).click();
expect((await page.locator('#principal').textContent()).endsWith(`user/${env('USER_NAME')}`), 'the user acts again');
await page.getByLabel('Role name').fill('no-such-role');
await page.getByRole('button', { name: 'Switch role' }).click();
expect((await page.getByRole('alert').textContent()).includes('not authorized'), 'a role that does not trust one is refused');

await page.getByLabel('Present password').fill(env('NEW_PASSWORD'));
await page.getByLabel('New password', { exact: true }).fill(env('LAST_PASSWORD'));
await page.getByLabel('New password, again').fill(env('LAST_PASSWORD'));
await page.getByRole('button', { name: 'Change password' }).click();
expect((await page.getByRole('status').textContent()).includes('changed'), 'the password is changed');

const unlabelled = await page.locator('input:not([type=hidden])').evaluateAll((all) => all.filter((one) => one.labels.length === 0).length);
expect(unlabelled === 0, 'every field has its label');
const narrow = await context.newPage();
await narrow.setViewportSize({ width: 360, height: 740 });
await narrow.goto(`${gateway}/console`);
await shot('5-narrow', narrow);
expect(await narrow.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'nothing is cut off on a telephone');

await narrow.goto('about:blank');
await narrow.setContent(`<iframe src="${gateway}/console"></iframe>`);
await narrow.waitForTimeout(500);
const framed = narrow.frames().find((frame) => frame !== narrow.mainFrame());
expect(!framed || !/What you may do|Sign in/.test(await framed.content()), 'no frame shows the page');
await narrow.close();

await page.getByRole('button', { name: 'Sign out' }).click();
await page.getByRole('heading', { name: 'Sign in' }).waitFor();
expect(await page.getByRole('heading', { name: 'Sign in' }).isVisible(), 'who signs out sees the form');
await page.goto(`${gateway}/console`);
expect(page.url() === `${gateway}/signin`, 'and is sent to it again');
const unexpected = complaints.filter((text) => !text.includes('403') && !text.includes('400'));
expect(unexpected.length === 0, `the browser complains of nothing: ${unexpected.join('; ')}`);
await browser.close();
