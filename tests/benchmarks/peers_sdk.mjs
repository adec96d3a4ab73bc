// The official SDK in Node over the same pages: processor milliseconds a page, for each of so many passes.
//   node peers_sdk.mjs BASE_URL TIMES FOLDER
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const [base, times, folder] = process.argv.slice(2);
const near = createRequire(`${folder}/package.json`);
const { createClient } = await import(pathToFileURL(`${folder}/node_modules/@wix/sdk/build/index.js`));
const found = near.resolve('@wix/auto_sdk_bookings_external-calendars');
const externalCalendars = await import(pathToFileURL(found.replace('/cjs/index.js', '/es/index.mjs')));

const client = createClient({
  auth: { getAuthHeaders: async () => ({ headers: { Authorization: 'bench' } }) },
  modules: { externalCalendars },
  fetch: (address, options) => {
    const { pathname, search } = new URL(address);
    return fetch(`${base}/bookings${pathname.slice(pathname.indexOf('/v2/'))}${search}`, options);
  },
});

async function pass() {
  const before = process.cpuUsage();
  let cursor, pages = 0, held = 0;
  do {
    const answer = await client.externalCalendars.listEvents({ cursorPaging: { limit: 100, ...(cursor ? { cursor } : {}) } });
    held += answer.events.length;
    cursor = answer.pagingMetadata?.cursors?.next;
    pages += 1;
  } while (cursor);
  if (held < 9900) throw new Error(`only ${held} events came`);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000 / pages;
}

const figures = [];
for (let number = 0; number <= Number(times); number += 1) figures.push(await pass());
console.log(JSON.stringify(figures.slice(1)));
