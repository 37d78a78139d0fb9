// Reads the runs that are replayed, and puts into words what is known of any instant.

const WORK = 0, WAIT = 1, BLOCKED = 2, FAILED = 6;
const STATES = ['in work', 'waiting', 'queueing', 'starting', 'being handed out', 'being moved',
  'in an attempt that fails'];
const COLORS = 6;
const ENDS = { over: 'the run is over', cut: 'the run was cut here',
  stuck: 'the run is stuck: nobody can go on' };

const data = JSON.parse(document.getElementById('toast-replay').textContent);
// Very many spans come as the use of stretches, each as long as the others.
const isMerged = data.stretches > 0;
const end = Math.max(...data.runs.map(run => run.end), 0);
const runs = data.runs.map(readRun);
const axisEnd = Math.max(end, 1);
const hasLosses = runs.some(run => run.lost.some(count => count > 0));

function readRun(run) {
  for (const lane of run.lanes) readLane(lane, run);
  const count = run.moments.length / 6;
  const columns = ['time', 'done', 'service', 'queued', 'lost', 'work'];
  for (const name of columns) run[name] = new Float64Array(count);
  run.rate = new Float64Array(count);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < 5; k++) {
      run[columns[k]][i] = run.moments[6 * i + k] + (i > 0 ? run[columns[k]][i - 1] : 0);
    }
    run.rate[i] = run.moments[6 * i + 5];
    if (i > 0) run.work[i] = run.work[i - 1] + run.rate[i - 1] * (run.time[i] - run.time[i - 1]);
  }
  delete run.moments;
  return run;
}

function readLane(lane, run) {
  const list = lane.spans, count = list.length / 4;
  Object.assign(lane, { run, count, start: new Float64Array(count), stop: new Float64Array(count),
    code: new Int32Array(count), fourth: new Int32Array(count), below: new Float32Array(count) });
  const scale = isMerged ? end / data.stretches : 1;
  let last = 0;
  for (let i = 0; i < count; i++) {
    const first = last + list[4 * i];
    last = first + list[4 * i + 1];
    lane.start[i] = first * scale;
    lane.stop[i] = Math.min(run.end, last * scale);
    lane.code[i] = list[4 * i + 2];
    lane.fourth[i] = list[4 * i + 3];
    // States that share a stretch are stacked.
    if (isMerged && i > 0 && lane.start[i] === lane.start[i - 1]) {
      lane.below[i] = lane.below[i - 1] + lane.fourth[i - 1] / 1000;
    }
  }
  const asked = lane.asked || [];
  lane.asked = new Map();
  for (let i = 0; i < asked.length; i += 2) lane.asked.set(asked[i], asked[i + 1]);
  delete lane.spans;
}

const stateOf = code => (code % 16) >> 1;
const taskOf = code => Math.floor(code / 16) - 1;

function styleOf(code) {
  const state = stateOf(code), color = Math.max(0, taskOf(code)) % COLORS;
  if (state === WORK) return color;
  if (state === WAIT) return COLORS + color;
  return state === BLOCKED ? 2 * COLORS : state === FAILED ? 2 * COLORS + 2 : 2 * COLORS + 1;
}

// How many numbers of a sorted list are at most `limit`.
function countUpTo(list, limit) {
  let low = 0, high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle] > limit) high = middle; else low = middle + 1;
  }
  return low;
}

// The span that a lane is in; what the end cut off is there to be seen at the end.
function spanAt(lane, time) {
  const i = countUpTo(lane.stop, time);
  if (i === lane.count) {
    const last = i - 1;
    return last >= 0 && lane.code[last] % 2 === 1 && lane.stop[last] === time ? last : -1;
  }
  return lane.start[i] <= time ? i : -1;
}

// The counters of a run; each run stands still after its own end.
function countersAt(run, time) {
  time = Math.min(time, run.end);
  const i = Math.max(0, countUpTo(run.time, time) - 1);
  const work = run.work[i] + run.rate[i] * (time - run.time[i]);
  return { done: run.done[i], service: run.service[i], queued: run.queued[i], lost: run.lost[i],
    speedup: time > 0 ? work / time : NaN };
}

const two = value => String(value).padStart(2, '0');
const three = value => `${Math.floor(value / 1000)}.${String(value % 1000).padStart(3, '0')}`;

function clock(time) {
  const ns = time * data.unit, seconds = Math.floor(ns / 1e9);
  const minutes = `${Math.floor(seconds / 60)}:${two(seconds % 60)}`;
  switch (data.clock) {
    case 'hours':
      return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
    case 'minutes': return minutes;
    case 'tenths': return `${minutes}.${Math.floor(ns / 1e8) % 10}`;
    case 'milliseconds': return `${three(Math.floor(ns / 1e6))} s`;
    case 'microseconds': return `${three(Math.floor(ns / 1e3))} ms`;
    default: return `${three(Math.floor(ns))} us`;
  }
}

function duration(time) {
  const ns = time * data.unit;
  if (ns < 6e10) {
    const [length, name] = [[1e9, 's'], [1e6, 'ms'], [1e3, 'us']].find(u => ns >= u[0]) || [1, 'ns'];
    return ns === 0 ? '0 s' : `${Number((ns / length).toPrecision(4))} ${name}`;
  }
  const step = ns >= 3.6e12 ? 1e9 : 1e8;
  const seconds = Math.round(ns / step) * step / 1e9;
  const minutes = Math.floor(seconds / 60), rest = Math.round((seconds - 60 * minutes) * 10) / 10;
  const parts = [];
  if (data.hours && minutes >= 60) parts.push(`${Math.floor(minutes / 60)} h`);
  const left = parts.length ? minutes % 60 : minutes;
  if (left > 0) parts.push(`${left} min`);
  if (rest > 0) parts.push(`${rest} s`);
  return parts.join(' ');
}

const jobName = (run, task, number) => `${run.tasks[task].name} ${number + 1}`;

function holders(run, resource, time) {
  const names = new Set();
  for (const lane of run.lanes) {
    if (lane.kind !== 'resource' || lane.group !== run.resources[resource]) continue;
    const i = spanAt(lane, time);
    if (i >= 0 && taskOf(lane.code[i]) >= 0) names.add(jobName(run, taskOf(lane.code[i]), lane.fourth[i]));
  }
  return [...names].slice(0, 3).join(', ');
}

function readyTime(run, task, number) {
  const list = run.ready[task] || [];
  for (let i = 0, first = 0; i < list.length; i += 2) {
    first += list[i];
    if (number < first) return list[i + 1];
  }
  return -1;
}

// What is known of a lane at a time, a line each, the first a title.
function describe(lane, time) {
  const { run } = lane, i = spanAt(lane, time);
  if (i < 0) {
    const what = { worker: 'idle', resource: 'not held', waits: 'no wait' }[lane.kind] || 'idle';
    return [lane.name, time >= run.end ? ENDS[run.ended] : `${what} at ${clock(time)}`];
  }
  const code = lane.code[i], state = stateOf(code), task = taskOf(code);
  const range = `${clock(lane.start[i])} to ${clock(lane.stop[i])}`;
  const took = duration(lane.stop[i] - lane.start[i]);
  if (isMerged) {
    const kind = task >= 0 ? `, mostly ${run.tasks[task].name}` : '';
    return [lane.name, `${lane.fourth[i] / 10} % ${STATES[state]}${kind}`, range];
  }
  if (task < 0) return [lane.name, STATES[state], `${range} (${took})`];
  const number = lane.fourth[i];
  const lines = [`${jobName(run, task, number)} on ${lane.name}`,
    `${state === WAIT && lane.kind === 'resource' ? 'held' : STATES[state]}, ${range} (${took})`
      + (code % 2 === 1 ? ', cut by the end of the run' : '')];
  return lines.concat(waited(run, lane, i, task, number, time));
}

// What a job queues for now, and what it waited for before.
function waited(run, lane, i, task, number, time) {
  const lines = [];
  if (lane.asked.has(i)) {
    const resource = lane.asked.get(i), by = holders(run, resource, time);
    lines.push(`waits for ${run.resources[resource]}${by ? `, held by ${by}` : ''}`);
  }
  const ready = readyTime(run, task, number);
  if (ready >= 0) {
    const queued = lane.start[i] - ready;
    lines.push(`ready since ${clock(ready)}${queued > 0 ? `, ${duration(queued)} before this` : ''}`);
  }
  const { after, each } = run.tasks[task];
  const needs = after.map(other => `all of ${run.tasks[other].name}`)
    .concat(each.map(other => jobName(run, other, number)));
  if (needs.length) lines.push(`comes after ${needs.join(', ')}`);
  return lines;
}
