// SPDX-License-Identifier: MIT
// The server's JSON interface (docs/serve.md). Reports go in and out as text: their digits are theirs.

import { parse } from "./json.js";
import { language } from "./text.js";

// status 0: the server was not reached.
export class Failed extends Error {
  constructor(status, body = {}) {
    super(body.error?.message ?? "");
    this.status = status;
    this.code = body.error?.code ?? "";
    this.etag = body.error?.etag ?? null;
    this.body = body;
  }
}

function address(path, parameters = {}) {
  const url = new URL(`/api/${path}`, location.origin);
  for (const [name, value] of Object.entries({ ...parameters, lang: language }))
    if (value !== undefined && value !== null) url.searchParams.set(name, value);
  return url;
}

async function send(path, { parameters, method = "GET", body, headers } = {}) {
  let answer;
  try {
    answer = await fetch(address(path, parameters), { method, body, headers, credentials: "same-origin" });
  } catch {
    throw new Failed(0);
  }
  if (answer.ok || answer.status === 304) return answer;
  const body_ = await answer.json().catch(() => ({}));
  const failed = new Failed(answer.status, body_);
  failed.etag ??= answer.headers.get("ETag");
  throw failed;
}

const json = async (path, more) => (await send(path, more)).json();
// An answer with a report in it.
const lossless = async (path, more) => parse(await (await send(path, more)).text());
const named = (name) => `reports/${encodeURIComponent(name)}`;
const JSON_TYPE = { "Content-Type": "application/json" };

export const session = () => json("session");
export const reports = () => json("reports");
export const form = (layout) => json(`layouts/${encodeURIComponent(layout)}/form`);
export const blank = async (layout, parameters) =>
  (await send(`layouts/${encodeURIComponent(layout)}/blank`, { parameters })).text();

// {text, etag}; null if it still has the ETag given.
export async function read(name, etag) {
  const answer = await send(named(name), { headers: etag ? { "If-None-Match": etag } : {} });
  if (answer.status === 304) return null;
  return { text: await answer.text(), etag: answer.headers.get("ETag") };
}

// Without an ETag a new one. Returns the new ETag.
export async function write(name, text, etag) {
  const headers = { ...JSON_TYPE, ...(etag ? { "If-Match": etag } : { "If-None-Match": "*" }) };
  const answer = await send(named(name), { method: "PUT", body: text, headers });
  return answer.headers.get("ETag") ?? (await answer.json()).etag;
}

export const check = (text, parameters) =>
  json("check", { method: "POST", body: text, parameters, headers: JSON_TYPE });
export const previous = (name, other) => json(`${named(name)}/previous`, { parameters: { previous: other } });
export const next = async (name, prose) =>
  (await send(`${named(name)}/next`, { parameters: { prose: prose ? undefined : "0" } })).text();
export const diff = (text, parameters) =>
  json("diff", { method: "POST", body: text, parameters, headers: JSON_TYPE });

// The bytes and the name of a file.
async function file(answer) {
  const found = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  const plain = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "");
  return {
    blob: await answer.blob(),
    name: found ? decodeURIComponent(found[1]) : (plain?.[1] ?? "document"),
  };
}

export const made = async (text, parameters) =>
  file(await send("document", { method: "POST", body: text, parameters, headers: JSON_TYPE }));
export const zip = async (name, parameters) => file(await send(`${named(name)}/zip`, { parameters }));

// The client gives no name: what a file is, is told by its bytes.
export const imported = (bytes, layout) =>
  lossless("import", {
    method: "POST",
    body: bytes,
    parameters: { layout },
    headers: { "Content-Type": "application/octet-stream" },
  });
export const merged = (request) =>
  lossless("merge", { method: "POST", body: JSON.stringify(request), headers: JSON_TYPE });

// Pictures of the folder; the bytes of one are at an address, for <img>.
export const pictures = () => json("pictures");
export const addPicture = (bytes) => json("pictures", { method: "POST", body: bytes });
export const pictureAddress = (file) => address("picture", { file }).href;

// Plain values of a part of a lossless answer.
export function simple(value) {
  if (Array.isArray(value)) return value.map(simple);
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, v]) => [key, simple(v)]));
  return value !== null && typeof value === "object" ? Number(value.raw) : value;
}
