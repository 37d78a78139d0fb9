// Moves the time: by itself, by keys, by the mouse; and tells of what is pointed at.

const shown = value => Number.isNaN(value) ? '–' : `${value.toFixed(2)}x`;

function update() {
  now.textContent = clock(state.time);
  slider.value = state.time;
  slider.setAttribute('aria-valuetext', clock(state.time));
  play.textContent = state.playing ? '❚❚ Pause' : '▶ Play';
  shownSpeed.textContent = `${duration(state.speed)}/s`;
  for (const run of runs) {
    const at = countersAt(run, state.time);
    const texts = [`${at.done} / ${run.jobs}`, at.service, at.queued, shown(at.speedup)];
    if (hasLosses) texts.splice(3, 0, at.lost);
    texts.forEach((text, i) => { run.cells[i + 1].textContent = text; });
  }
  draw();
}

// Told to those who do not see the lanes; not while they move.
function tell() {
  const told = runs.slice(0, 4).map(run => {
    const at = countersAt(run, state.time);
    return `${runs.length > 1 ? `${run.label}: ` : ''}${at.done} of ${run.jobs} done, ${at.service} in `
      + `service, speedup so far ${shown(at.speedup)}`;
  });
  live.textContent = `${clock(state.time)}. ${told.join('. ')}.`;
}

function go(time) {
  state.time = Math.min(end, Math.max(0, time));
  hideTip();
  update();
  if (!state.playing) tell();
  if (state.lane >= 0) showLane();
}

let before = 0;
function frame(at) {
  if (!state.playing) return;
  const passed = at - before;
  // Whoever asked for less motion gets two pictures a second.
  if (!still.matches || passed >= 500) {
    before = at;
    state.time = Math.min(end, state.time + state.speed * passed / 1000);
    if (state.time >= end) setPlaying(false);
    update();
    if (state.lane >= 0) showLane();
  }
  requestAnimationFrame(frame);
}

function setPlaying(playing) {
  if (playing && state.time >= end) state.time = 0;
  state.playing = playing && end > 0;
  hideTip();
  update();
  if (!state.playing) return tell();
  before = performance.now();
  requestAnimationFrame(frame);
}

function step(isLater) {
  const times = runs.map(run => {
    if (isLater) {
      const i = countUpTo(run.time, state.time);
      return i < run.time.length ? run.time[i] : state.time < run.end ? run.end : Infinity;
    }
    if (state.time > run.end) return run.end;
    let i = countUpTo(run.time, state.time) - 1;
    if (i >= 0 && run.time[i] === state.time) i--;
    return i >= 0 ? run.time[i] : -Infinity;
  });
  const time = isLater ? Math.min(...times) : Math.max(...times);
  setPlaying(false);
  if (Number.isFinite(time)) go(time);
}

function setSpeed(factor) {
  state.speed = Math.min(axisEnd * 4, Math.max(axisEnd / 1e6, state.speed * factor));
  update();
}

function hideTip() {
  tip.hidden = true;
  state.pointed = null;
}

function showTip(row, time, x, y) {
  const span = spanAt(row.lane, time);
  state.pointed = span >= 0 ? { row, span } : null;
  const [title, ...lines] = describe(row.lane, time);
  tip.replaceChildren(element('b', { textContent: title }),
    ...lines.map(line => element('div', { textContent: line })));
  tip.hidden = false;
  const right = window.innerWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(8, Math.min(right, x + 14))}px`;
  const below = y + 18 + tip.offsetHeight < window.innerHeight;
  tip.style.top = `${below ? y + 18 : Math.max(8, y - 10 - tip.offsetHeight)}px`;
  draw();
  return [title, ...lines].join(', ');
}

function showLane() {
  const row = laneRows[state.lane], place = canvas.getBoundingClientRect();
  const text = showTip(row, state.time, place.left + xOf(state.time),
    place.top + row.top - view.top + row.height / 2);
  if (!state.playing) live.textContent = `${clock(state.time)}. ${text}.`;
}

function chooseLane(change) {
  const lane = state.lane < 0 && change > 0 ? 0 : state.lane + change;
  state.lane = Math.min(laneRows.length - 1, Math.max(0, lane));
  const row = laneRows[state.lane];
  if (row.top - AXIS < box.scrollTop) box.scrollTop = row.top - AXIS;
  const low = row.top + row.height - box.clientHeight;
  if (low > box.scrollTop) box.scrollTop = low;
  scrolled();
  showLane();
}

function leave() {
  state.lane = -1;
  hideTip();
  draw();
}

function scrolled() {
  if (view.top === box.scrollTop) return;
  view.top = box.scrollTop;
  drawPicture();
  draw();
}

function pointed(event) {
  const place = canvas.getBoundingClientRect();
  const x = event.clientX - place.left;
  if (event.buttons === 1 && canvas.hasPointerCapture(event.pointerId)) return go(timeAt(x));
  point(event);
}

function point(event) {
  const place = canvas.getBoundingClientRect();
  const x = event.clientX - place.left, y = event.clientY - place.top;
  const row = y > AXIS ? rowAt(y + view.top) : null;
  if (!row || !row.lane || x < view.left) return leave();
  showTip(row, timeAt(x), event.clientX, event.clientY);
}

const keys = {
  ' ': () => setPlaying(!state.playing), '.': () => step(true), ',': () => step(false),
  ArrowLeft: () => go(state.time - end / 20), ArrowRight: () => go(state.time + end / 20),
  Home: () => go(0), End: () => go(end), '+': () => setSpeed(2), '=': () => setSpeed(2),
  '-': () => setSpeed(0.5), '?': () => help.showModal(), ArrowUp: () => chooseLane(-1),
  ArrowDown: () => chooseLane(1), k: () => chooseLane(-1), j: () => chooseLane(1), Escape: leave,
};
for (let digit = 0; digit < 10; digit++) keys[digit] = () => go(end * digit / 10);

// Keys belong to the replay while it has the focus, or while nothing has and it is in sight: they must
// not take the page's own keys from somebody who reads further below.
function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || help.open) return;
  const target = event.target, isInside = root.contains(target);
  if (!isInside && target !== document.body) return;
  const place = root.getBoundingClientRect();
  if (!isInside && (place.bottom < 80 || place.top > window.innerHeight - 80)) return;
  if (target.tagName === 'BUTTON' && event.key === ' ') return;
  // Only the lanes themselves take the keys that scroll a page.
  if (event.key.startsWith('Arrow') && !isInside && !/Left|Right/.test(event.key)) return;
  const action = Object.hasOwn(keys, event.key) ? keys[event.key] : null;
  if (!action) return;
  event.preventDefault();
  action();
}

build();
box.style.height = `${total}px`;
resize();
update();
play.addEventListener('click', () => setPlaying(!state.playing));
back.addEventListener('click', () => step(false));
next.addEventListener('click', () => step(true));
slower.addEventListener('click', () => setSpeed(0.5));
faster.addEventListener('click', () => setSpeed(2));
asks.addEventListener('click', () => help.showModal());
slider.addEventListener('input', () => go(Number(slider.value)));
canvas.addEventListener('pointerdown', event => {
  canvas.setPointerCapture(event.pointerId);
  go(timeAt(event.clientX - canvas.getBoundingClientRect().left));
  // A finger cannot point without pressing.
  if (event.pointerType === 'touch') point(event);
});
canvas.addEventListener('pointermove', pointed);
canvas.addEventListener('pointerleave', event => { if (event.pointerType !== 'touch') leave(); });
canvas.addEventListener('blur', leave);
box.addEventListener('scroll', scrolled, { passive: true });
document.addEventListener('keydown', pressed);
new ResizeObserver(resize).observe(box);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', resize);
