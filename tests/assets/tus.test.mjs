// A file in pieces over a line that breaks: the same bytes arrive, whatever is lost on the way.
import assert from "node:assert/strict";
import { test } from "node:test";
import { metadata, PieceUpload } from "../../src/minhdinh/assets/js/lib/tus.js";

const SIZE = 900_000;
const BYTES = new Uint8Array(SIZE).map((_, index) => (index * 31 + (index >> 8)) % 256);
const fileOf = (bytes = BYTES) => Object.assign(new Blob([bytes]), { name: "Kế hoạch.pdf", lastModified: 5 });

/** A server that keeps one upload as ours does; fates names what happens to each request, "ok" when it has ended. */
class Server {
  constructor(fates = []) {
    this.fates = fates;
    this.asked = [];
    this.held = null;
    this.length = null;
    this.taken = 0;
  }

  send = async (method, url, { headers = {}, body = null, progress } = {}) => {
    this.asked.push(method);
    const fate = this.fates.shift() ?? "ok";
    if (typeof fate === "function") await fate();
    if (fate === "lost") return this.answer(0);
    if (typeof fate === "number") return this.answer(fate, {}, { message: `số ${fate}` });
    const piece = body ? new Uint8Array(await body.arrayBuffer()) : null;
    if (fate === "cut" && method === "PATCH") {
      this.take(headers, piece.slice(0, piece.length / 3));
      return this.answer(0);
    }
    const answer = this.do(method, headers, piece);
    progress?.(piece?.length ?? 0, piece?.length ?? 0);
    return fate === "unheard" ? this.answer(0) : answer;
  };

  do(method, headers, piece) {
    if (method === "POST" && headers["Upload-Length"]) {
      Object.assign(this, { held: new Uint8Array(0), length: Number(headers["Upload-Length"]) });
      return this.answer(201, { Location: "/phan/k/" });
    }
    if (method === "DELETE") this.held = null;
    if (this.held === null) return this.answer(404);
    const here = { "Upload-Offset": String(this.held.length) };
    if (method === "HEAD") return this.answer(200, here);
    if (method === "PATCH") return this.take(headers, piece);
    this.taken += 1;
    return this.answer(this.held.length === this.length ? 200 : 409, here, { id: 1, code: "MC.1.3.01" });
  }

  take(headers, piece) {
    const right = Number(headers["Upload-Offset"]) === this.held.length;
    if (right) this.held = Uint8Array.from([...this.held, ...piece]);
    return this.answer(right ? 204 : 409, { "Upload-Offset": String(this.held.length) });
  }

  answer(status, headers = {}, body = null) {
    return { status, header: (name) => headers[name] ?? null, body };
  }
}

function keeper() {
  const held = new Map();
  return {
    held,
    get: (file) => held.get(file.name) ?? null,
    put: (file, place, offset) => held.set(file.name, { place, offset }),
    drop: (file) => held.delete(file.name),
  };
}

function uploadTo(server, { kept = keeper(), told = {}, online = () => true, file = fileOf() } = {}) {
  const waits = [];
  const sleep = async (milliseconds) => void waits.push(milliseconds);
  const upload = new PieceUpload(file, { url: "/phan/", send: server.send, kept, told, sleep, now: () => 0, online });
  upload.piece = 256 * 1024;
  return Object.assign(upload, { waits });
}

function arrived(server) {
  assert.equal(server.held.length, SIZE);
  assert.deepEqual(server.held, BYTES);
}

test("a file goes up in pieces that grow on a good line", async () => {
  const server = new Server();
  const seen = [];
  const ended = await uploadTo(server, { told: { progress: (loaded) => seen.push(loaded) } }).run();
  assert.deepEqual(ended, { outcome: "done", answer: { id: 1, code: "MC.1.3.01" } });
  assert.deepEqual(server.asked, ["POST", "PATCH", "PATCH", "PATCH", "POST"]);
  assert.equal(seen.at(-1), SIZE);
  arrived(server);
});

for (const fate of ["lost", "cut", "unheard", 423, 500, 502, 503, 504, 429, 408]) {
  test(`a piece that ends with ${fate} is asked after and sent on`, async () => {
    const server = new Server(["ok", "ok", fate]);
    const upload = uploadTo(server);
    assert.equal((await upload.run()).outcome, "done");
    assert.deepEqual(server.asked.slice(0, 4), ["POST", "PATCH", "PATCH", "HEAD"]);
    assert.equal(upload.waits.length, 1);
    arrived(server);
  });
}

test("any sequence of breaks gives the same bytes", async () => {
  const fates = ["ok", "lost", "cut", "unheard", 503, 423];
  let seed = 7;
  const next = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 40; round += 1) {
    const server = new Server(Array.from({ length: 14 }, () => fates[Math.floor(next() * fates.length)]));
    const upload = uploadTo(server);
    let ended = await upload.run();
    while (ended.again) ended = await upload.run();
    assert.equal(ended.outcome, "done", `round ${round}: ${ended.message}`);
    arrived(server);
  }
});

test("waits grow, and pieces shrink on a bad line", async () => {
  const server = new Server(["ok", "lost", "lost", "lost"]);
  const upload = uploadTo(server);
  upload.piece = 1024 * 1024;
  await upload.run();
  assert.deepEqual(upload.waits, [1000, 2000, 4000]);
  arrived(server);
});

test("a line that never comes back ends with a way to try again, what was sent stays", async () => {
  const kept = keeper();
  const server = new Server(["ok", "ok", ...Array(30).fill("lost")]);
  const ended = await uploadTo(server, { kept }).run();
  assert.deepEqual([ended.outcome, ended.again], ["refused", true]);
  assert.equal(kept.get(fileOf()).offset, 256 * 1024);
  const again = new Server();
  Object.assign(again, { held: server.held, length: SIZE });
  assert.equal((await uploadTo(again, { kept }).run()).outcome, "done");
  assert.deepEqual(again.asked.slice(0, 2), ["HEAD", "PATCH"]);
  arrived(again);
});

test("without any line it waits as long as it takes", async () => {
  const server = new Server(["ok", ...Array(25).fill("lost")]);
  const told = [];
  const waiting = (lost, wait) => told.push([lost, wait]);
  let asked = 0;
  const upload = uploadTo(server, { told: { waiting }, online: () => ++asked > 25 });
  assert.equal((await upload.run()).outcome, "done");
  assert.deepEqual(told[0], [true, 0]);
  assert.equal(told.length, 25);
});

test("an upload that the server has forgotten begins anew, once more from the first byte", async () => {
  const kept = keeper();
  kept.put(fileOf(), "/phan/alt/", 500);
  const server = new Server();
  assert.equal((await uploadTo(server, { kept }).run()).outcome, "done");
  assert.deepEqual(server.asked.slice(0, 3), ["HEAD", "POST", "PATCH"]);
  arrived(server);
  assert.equal(kept.held.size, 0);
  const expired = new Server(["ok", "ok", 410]);
  assert.equal((await uploadTo(expired).run()).outcome, "done");
  arrived(expired);
});

test("a server that always forgets is not asked for ever", async () => {
  const server = new Server(["ok", 404, "ok", 404, "ok", 404]);
  const ended = await uploadTo(server).run();
  assert.deepEqual([ended.outcome, ended.again], ["refused", true]);
});

test("paused in the middle, gone on with later", async () => {
  const server = new Server(["ok", "ok", () => upload.pause()]);
  const upload = uploadTo(server);
  assert.equal((await upload.run()).outcome, "paused");
  assert.ok(server.held.length < SIZE);
  assert.equal((await upload.run()).outcome, "done");
  assert.equal(server.asked.filter((method) => method === "POST").length, 2);
  arrived(server);
});

test("cancelled: nothing is left here or there", async () => {
  const kept = keeper();
  const server = new Server(["ok", "ok", () => upload.cancel()]);
  const upload = uploadTo(server, { kept });
  assert.equal((await upload.run()).outcome, "cancelled");
  await new Promise((resolve) => setTimeout(resolve, 0));
  assert.equal(server.held, null);
  assert.equal(kept.held.size, 0);
  assert.ok(server.asked.includes("DELETE"));
});

test("refusals are told in the server's words", async () => {
  for (const [status, again] of [[413, false], [422, false], [401, true], [403, true]]) {
    const ended = await uploadTo(new Server([status])).run();
    assert.deepEqual(ended, { outcome: "refused", message: `số ${status}`, again });
  }
});

test("a session that ended forgets no address: after signing in it goes on where it was", async () => {
  const server = new Server(["ok", "ok", 401, 401]);
  const kept = keeper();
  assert.equal((await uploadTo(server, { kept }).run()).again, true);
  assert.equal((await uploadTo(server, { kept }).run()).again, true, "HEAD is refused too");
  assert.equal(kept.held.size, 1);
  assert.equal((await uploadTo(server, { kept }).run()).outcome, "done");
  assert.deepEqual(server.asked.slice(0, 6), ["POST", "PATCH", "PATCH", "HEAD", "HEAD", "PATCH"]);
  arrived(server);
});

test("asked to finish twice because the answer was not heard", async () => {
  const server = new Server(["ok", "ok", "ok", "ok", "unheard"]);
  assert.equal((await uploadTo(server).run()).outcome, "done");
  assert.equal(server.taken, 2);
});

test("names travel as UTF-8", () => {
  const told = metadata({ filename: "Kế hoạch.pdf", item: "", criterion: "1.3" });
  const [name, criterion] = told.split(",").map((pair) => Buffer.from(pair.split(" ")[1], "base64").toString());
  assert.deepEqual([name, criterion], ["Kế hoạch.pdf", "1.3"]);
});
