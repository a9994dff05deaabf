// A large file of a form: it waits on the server, whole, and the form names it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { HeldUpload, keyOf } from "../../src/minhdinh/assets/js/lib/held_upload.js";

const file = Object.assign(new Blob([new Uint8Array(700_000)]), { name: "a.pdf", lastModified: 1 });
const answer = (status, offset = 0) => ({
  status,
  body: null,
  header: (name) => ({ Location: "/x/phan/0a1b/", "Upload-Offset": String(offset) })[name] ?? null,
});

function server() {
  const asked = [];
  const held = { at: null };
  const send = async (method, url, { headers = {}, body = null } = {}) => {
    asked.push(`${method} ${url}`);
    if (headers["Upload-Length"]) held.at = 0;
    if (held.at === null) return answer(404);
    if (method === "PATCH") held.at += body.size;
    return answer({ POST: 201, PATCH: 204, HEAD: 200 }[method], held.at);
  };
  return { asked, held, send };
}

function keptHere() {
  const places = new Map();
  return { get: (one) => places.get(one.name), put: (one, place) => places.set(one.name, { place }), drop: (one) => places.delete(one.name) };
}

test("nothing is taken in: the answer is the key", async () => {
  const { asked, send } = server();
  const ended = await new HeldUpload(file, { url: "/x/phan/", send, kept: keptHere(), online: () => true }).run();
  assert.deepEqual(ended, { outcome: "done", answer: { key: "0a1b" } });
  assert.ok(asked.every((one) => !one.includes("xong")));
});

test("chosen again it is there at once, and sent anew where the server has forgotten it", async () => {
  const { asked, held, send } = server();
  const kept = keptHere();
  const given = { url: "/x/phan/", send, kept, online: () => true };
  await new HeldUpload(file, given).run();
  asked.length = 0;
  await new HeldUpload(file, given).run();
  assert.deepEqual(asked, ["HEAD /x/phan/0a1b/"]);
  held.at = null;
  await new HeldUpload(file, given).run();
  assert.equal(held.at, file.size);
});

test("the key is the last part of an address", () => assert.equal(keyOf("/truong/a/tai-len/phan/ff00/"), "ff00"));
