// Signs in at a provider in a real browser: chooses it at the gateway, signs in there, comes back, looks around, signs out. What it is
// told comes from the environment; it ends with status 1 and says why at the first thing that is not as it should be.
import { chromium } from 'playwright-core';

const env = (name) => process.env[name] ?? die(`the environment has no ${name}`);
const gateway = env('GATEWAY');
const shots = `${env('SHOTS')}/${env('SHOTS_PREFIX')}`;

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
context.setDefaultTimeout(20_000);
const page = await context.newPage();
const complaints = [];
page.on('console', (message) => { if (message.type() === 'error' && page.url().startsWith(gateway)) complaints.push(message.text()); });
page.on('pageerror', (error) => complaints.push(String(error)));
// A Chromium without a GPU now and then has no frame to take yet. The pictures are for people; nothing is decided by them.
async function shot(name) {
    for (let left = 3; ; left--) {
        try {
            await page.screenshot({ path: `${shots}-${name}.png`, fullPage: true });
            return;
        } catch (failure) {
            if (left === 0) throw failure;
        }
    }
}

const named = async (name) => (await context.cookies()).find((cookie) => cookie.name === name);

await page.goto(`${gateway}/signin`);
const before = (await named('__Host-gatehouse')).value;
await page.locator('#provider-account').fill(env('ACCOUNT'));
await shot('1-sign-in');
await page.getByRole('button', { name: 'Sign in with a provider' }).click();
await page.getByRole('link', { name: env('PROVIDER'), exact: true }).waitFor();
await shot('2-providers');
await page.getByRole('link', { name: env('PROVIDER'), exact: true }).click();
await page.waitForURL((url) => !url.href.startsWith(gateway));
expect(!page.url().startsWith(gateway), 'the browser is at the provider');
await shot('3-at-the-provider');
if (process.env.LOGIN) {
    await page.locator('#username').fill(process.env.LOGIN);
    await page.locator('#password').fill(env('PASSWORD'));
    await page.locator('#kc-login').click();
} else {
    await page.getByRole('button', { name: 'Continue' }).click();
}
await page.waitForURL((url) => url.href.startsWith(gateway));
if (env('PRINCIPAL') === '') {
    console.log(`refused: ${await page.getByRole('alert').textContent()}`);
    await shot('4-refused');
    await page.goto(`${gateway}/console`);
    expect(page.url() === `${gateway}/signin`, 'who is refused has no session');
    await browser.close();
    process.exit(0);
}
try {
    await page.getByRole('heading', { name: 'What you may do' }).waitFor();
} catch (failure) {
    await shot('4-not-signed-in');
    console.log(`${page.url()}: ${await page.locator('main').innerText()}`);
    throw failure;
}
await shot('4-console');
expect(page.url() === `${gateway}/console`, 'nothing that the provider gave stays in the URL');
expect((await page.locator('#principal').textContent()).endsWith(env('PRINCIPAL')), 'the page says who signed in');
expect((await page.locator('#provider').textContent()).includes(env('PROVIDER')), 'and by which provider');
expect(await page.getByText('Your provider keeps them').isVisible(), 'there is no password to change here');
expect((await page.locator('details').count()) > 0, 'the page says what one may do');
const cookie = await named('__Host-gatehouse');
expect(cookie.value !== before, 'signing in gave the cookie a new value');
expect(cookie.secure && cookie.httpOnly && cookie.sameSite === 'Lax', 'it is secure, out of reach of scripts, and stays here');
expect((await named('__Host-gatehouse-begun')) === undefined, 'what was begun is forgotten');

await page.getByRole('button', { name: 'Show keys' }).click();
console.log(await page.locator('#session-keys').textContent());
await page.goto(`${gateway}/console`);
expect((await page.locator('#session-keys').count()) === 0, 'keys are shown once');

if (process.env.SWITCH_TO) {
    await page.getByLabel('Role name').fill(process.env.SWITCH_TO);
    await page.getByRole('button', { name: 'Switch role' }).click();
    await page.getByRole('heading', { name: `You act as the role ${process.env.SWITCH_TO}` }).waitFor();
    await shot('5-switched');
    expect((await page.locator('#principal').textContent()).includes(`assumed-role/${process.env.SWITCH_TO}/`), 'the role that was switched to acts');
    await page.getByRole('button', { name: /Switch back/ }).click();
    expect((await page.locator('#principal').textContent()).endsWith(env('PRINCIPAL')), 'the own role acts again');
}

await page.getByRole('button', { name: 'Sign out' }).click();
await page.getByRole('heading', { name: 'Sign in', exact: true }).waitFor();
await page.goto(`${gateway}/console`);
expect(page.url() === `${gateway}/signin`, 'who signs out is sent to the form');
expect(complaints.length === 0, `the browser complains of nothing: ${complaints.join('; ')}`);
await browser.close();
