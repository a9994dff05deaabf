// A file in parts straight to the store: what is lost on the way is brought again, and where no way leads another is taken.
import assert from "node:assert/strict";
import { test } from "node:test";
import { DirectUpload } from "../../src/minhdinh/assets/js/lib/direct.js";

const PART = 300;
const SIZE = 1000;
const BYTES = new Uint8Array(SIZE).map((_, index) => index % 251);
const fileOf = () => Object.assign(new Blob([BYTES]), { name: "Kế hoạch.pdf", lastModified: 5 });
const STATE = { ready: { state: "ready", answer: { id: 1, code: "MC.1.3.01" } }, refused: { state: "refused", refused: "vì sao" } };

/** Our server and the store as a file meets them; fates says what happens to each PUT, asked what was asked of whom. */
class World {
  constructor({ fates = [], states = ["ready"], server = [] } = {}) {
    Object.assign(this, { fates, states, server, asked: [], held: new Map(), known: false, signed: 0 });
  }

  send = async (method, url, { body = null, headers = {} } = {}) => {
    this.asked.push(`${method} ${url}`);
    const fate = this.server.shift() ?? "ok";
    if (fate !== "ok") return this.answer(fate, { message: `số ${fate}` });
    if (method === "POST" && url === "/thang/") {
      this.form = Object.fromEntries(body);
      this.known = true;
      return this.answer(201, { key: "k", parts: this.missing() });
    }
    if (method === "DELETE") this.known = false;
    if (!this.known) return this.answer(404);
    if (url.endsWith("/tiep/")) return this.sent ? this.answer(409) : this.answer(200, { parts: this.missing() });
    if (url.endsWith("/xong/")) {
      if (this.missing().length) return this.answer(422, { message: "chưa gửi xong" });
      this.sent = true;
      return this.answer(202, { state: "checking" });
    }
    const state = this.states.length > 1 ? this.states.shift() : this.states[0];
    return typeof state === "number" ? this.answer(state) : this.answer(200, STATE[state] ?? { state });
  };

  bring = async (method, url, { body, progress }) => {
    this.asked.push(method);
    const fate = this.fates.shift() ?? "ok";
    if (typeof fate === "function") await fate();
    if (typeof fate === "number") return this.answer(fate);
    if (fate === "closed") return this.answer(0);
    progress?.(body.size / 2);
    if (fate === "cut") return this.answer(0);
    const start = Number(url.split("/").at(-1));
    this.held.set(start, new Uint8Array(await body.arrayBuffer()));
    progress?.(body.size);
    return this.answer(fate === "unheard" ? 0 : 200);
  };

  missing() {
    this.signed += 1;
    const parts = [];
    for (let start = 0; start < SIZE; start += PART) {
      const size = Math.min(PART, SIZE - start);
      if (this.held.get(start)?.length !== size) parts.push({ address: `/store/${this.signed}/${start}`, start, size });
    }
    return parts;
  }

  answer(status, body = null) {
    return { status, header: () => null, body };
  }

  puts() {
    return this.asked.filter((one) => one === "PUT").length;
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

function uploadTo(world, { kept = keeper(), told = {}, about = { criterion: "1.3" } } = {}) {
  const waits = [];
  const sleep = async (milliseconds) => void waits.push(milliseconds);
  const given = { url: "/thang/", about, send: world.send, bring: world.bring, kept, told, sleep, online: () => true };
  return Object.assign(new DirectUpload(fileOf(), given), { waits, keeps: kept });
}

function arrived(world) {
  const all = [...world.held].sort(([a], [b]) => a - b).flatMap(([, bytes]) => [...bytes]);
  assert.deepEqual(Uint8Array.from(all), BYTES);
}

test("a file is brought in parts, said to be there, and followed until it is taken in", async () => {
  const world = new World({ states: ["checking", "checking", 503, "ready"] });
  const seen = [];
  const upload = uploadTo(world, { told: { progress: (loaded) => seen.push(loaded) } });
  assert.deepEqual(await upload.run(), { outcome: "checking" });
  assert.deepEqual(world.form, { name: "Kế hoạch.pdf", size: "1000", criterion: "1.3" });
  assert.deepEqual(world.asked, ["POST /thang/", "PUT", "PUT", "PUT", "PUT", "POST /thang/k/xong/"]);
  assert.equal(seen.at(-1), SIZE);
  assert.deepEqual(seen, [...seen].sort((a, b) => a - b));
  assert.equal(upload.keeps.held.size, 0);
  arrived(world);
  assert.deepEqual(await upload.follow(), { outcome: "done", answer: STATE.ready.answer });
  assert.deepEqual(upload.waits, [1000, 1500, 2250, 3375]);
});

test("a refusal is told with its reason, an answer that is gone too", async () => {
  for (const [states, words] of [[["refused"], /vì sao/], [[404], /không giữ/], [[403], /tải lại trang/]]) {
    const upload = uploadTo(new World({ states }));
    await upload.run();
    const { outcome, message, again } = await upload.follow();
    assert.deepEqual([outcome, again], ["refused", false]);
    assert.match(message, words);
  }
});

for (const fate of ["cut", "unheard", 500, 503, 429]) {
  test(`one part that ends with ${fate} is brought again alone, by a new address`, async () => {
    const world = new World({ fates: ["ok", fate] });
    const upload = uploadTo(world);
    assert.equal((await upload.run()).outcome, "checking");
    assert.equal(world.puts(), fate === "unheard" ? 4 : 5);
    assert.deepEqual(upload.waits, [1000]);
    arrived(world);
  });
}

test("addresses that have ended are asked for anew", async () => {
  const world = new World({ fates: ["ok", 403] });
  assert.equal((await uploadTo(world).run()).outcome, "checking");
  assert.deepEqual([world.puts(), world.signed], [5, 3]);
  arrived(world);
});

for (const fate of ["closed", 403, 400]) {
  test(`a store that answers ${fate} to this browser is left alone, quietly`, async () => {
    const world = new World({ fates: Array(9).fill(fate) });
    const told = [];
    const upload = uploadTo(world, { told: { waiting: (...words) => told.push(words) } });
    assert.equal((await upload.run()).outcome, "elsewhere");
    assert.deepEqual([world.puts(), told], [2, []]);
    await upload.forget();
    assert.deepEqual([world.known, upload.keeps.held.size], [false, 0]);
  });
}

test("a server that keeps files otherwise by now is left for the other way", async () => {
  const world = new World();
  world.send = async () => ({ status: 422, body: { field: "direct", message: "…" } });
  assert.equal((await uploadTo(world).run()).outcome, "elsewhere");
});

test("a line that breaks for good ends with a way to try again, and goes on where it was", async () => {
  const world = new World({ fates: ["ok", "ok", ...Array(11).fill("cut")] });
  const upload = uploadTo(world);
  const ended = await upload.run();
  assert.deepEqual([ended.outcome, ended.again], ["refused", true]);
  assert.equal(upload.keeps.get(fileOf()).offset, 600);
  world.asked = [];
  assert.equal((await uploadTo(world, { kept: upload.keeps }).run()).outcome, "checking");
  assert.deepEqual(world.asked, ["POST /thang/k/tiep/", "PUT", "PUT", "POST /thang/k/xong/"]);
  arrived(world);
});

test("paused and gone on", async () => {
  const world = new World();
  const upload = uploadTo(world);
  world.fates = ["ok", () => upload.pause()];
  assert.equal((await upload.run()).outcome, "paused");
  assert.equal((await upload.run()).outcome, "checking");
  arrived(world);
});

test("given up, nothing is left", async () => {
  const world = new World();
  const upload = uploadTo(world);
  world.fates = ["ok", () => upload.cancel()];
  assert.equal((await upload.run()).outcome, "cancelled");
  assert.deepEqual([world.known, upload.keeps.held.size], [false, 0]);
});

test("what the server has forgotten begins anew", async () => {
  const kept = keeper();
  kept.put(fileOf(), "/thang/old/", 600);
  const world = new World();
  assert.equal((await uploadTo(world, { kept }).run()).outcome, "checking");
  assert.deepEqual(world.asked.slice(0, 2), ["POST /thang/old/tiep/", "POST /thang/"]);
  arrived(world);
});

test("what was said to be there before a reload is followed on", async () => {
  const world = new World();
  const first = uploadTo(world);
  await first.run();
  first.keeps.put(fileOf(), "/thang/k/", SIZE);
  world.asked = [];
  const again = uploadTo(world, { kept: first.keeps });
  assert.equal((await again.run()).outcome, "checking");
  assert.deepEqual(world.asked, ["POST /thang/k/tiep/", "POST /thang/k/xong/"]);
});

test("a server that asks for the sign-in says so", async () => {
  const ended = await uploadTo(new World({ server: [403] })).run();
  assert.deepEqual(ended, { outcome: "refused", message: "số 403", again: true });
});
