// One calendar in the browser: events in memory, made and painted, then the next and the previous period.
// The address after "#" says: library, view, whether to turn, and where to tell what was measured.
const [library, view, turn, told] = location.hash.slice(1).split(',');
const box = document.getElementById('cal');
const TODAY = '2026-06-17';

// The end of the frame in which something was drawn.
const frame = () => new Promise((done) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => done(performance.now());
  channel.port2.postMessage(0);
}));

const day = (text) => text.slice(0, 10);
const events = PAGE.events.map((one, number) => (library === 'fc'
  ? { title: one.title, allDay: one.allDay, start: one.allDay ? day(one.start) : one.start, end: one.allDay ? day(one.end) : one.end }
  : {
    id: String(number), calendarId: '1', title: one.title, isAllday: one.allDay, category: one.allDay ? 'allday' : 'time',
    start: one.allDay ? `${day(one.start)}T00:00:00` : one.start,
    end: one.allDay ? new Date(new Date(`${day(one.end)}T00:00:00`) - 1000) : one.end,
  }));

function make() {
  if (library === 'fc') {
    const calendar = new FullCalendar.Calendar(box, {
      initialView: view === 'month' ? 'dayGridMonth' : 'timeGridWeek', initialDate: TODAY, firstDay: 1,
      fixedWeekCount: false, height: 780, dayMaxEvents: true, eventMaxStack: 10, events,
    });
    calendar.render();
    return calendar;
  }
  const calendar = new tui.Calendar(box, {
    defaultView: view, isReadOnly: true, usageStatistics: false, calendars: [{ id: '1', name: 'x' }],
    month: { startDayOfWeek: 1, isAlways6Weeks: false }, week: { startDayOfWeek: 1, taskView: false },
  });
  calendar.setDate(TODAY);
  calendar.createEvents(events);
  return calendar;
}

const DRAWN = '.fc-event,.toastui-calendar-weekday-event,.toastui-calendar-event-time';

async function timed(change, shows = () => true) {
  const begun = performance.now();
  const made = change();
  let ended = await frame();
  while (!shows() && ended - begun < 60000) ended = await frame();
  return [ended - begun, made];
}

(async () => {
  await frame();
  const [paint_ms, calendar] = await timed(make, () => document.querySelector(DRAWN));
  const said = { paint_ms };
  if (turn === '1') {
    await frame();
    [said.next_ms] = await timed(() => { calendar.next(); });
    await frame();
    [said.prev_ms] = await timed(() => { calendar.prev(); });
  }
  new Image().src = `${told}/?${new URLSearchParams(said)}`;
})();
