// SPDX-License-Identifier: GPL-3.0-or-later
// The decision list of local-treatment.ini as boxes: for each row the combinations of input values for which it is true, an
// input that is unknown being a value of its own. Reads the part of the language that rows use, and refuses the rest.
import fs from 'node:fs';

export const UNKNOWN = 'unknown';

function groups(text) {
  const found = [];
  for (const line of text.split('\n')) {
    const head = line.match(/^\[(.*)\]$/), key = line.match(/^([a-z-]+) = (.*)$/);
    if (head) found.push({ name: head[1], keys: {} });
    else if (key) found.at(-1).keys[key[1]] = key[2];
  }
  return found;
}

function tokens(text) {
  const parts = text.match(/'[^']*'|[A-Za-z_][\w-]*|!=|[={}(),]/g);
  if (parts.join('') !== text.replace(/\s/g, '')) throw new Error(`not read: ${text}`);
  return parts;
}

// A box: input → set of values. Missing: any value.
const meet = (a, b) => {
  const box = { ...a };
  for (const [input, values] of Object.entries(b)) {
    box[input] = input in box ? box[input].filter((value) => values.includes(value)) : values;
    if (box[input].length === 0) return null;
  }
  return box;
};

class Parser {
  constructor(text, defines) { this.tokens = tokens(text); this.at = 0; this.defines = defines; }
  peek() { return this.tokens[this.at]; }
  take(wanted) {
    const token = this.tokens[this.at++];
    if (wanted !== undefined && token !== wanted) throw new Error(`“${wanted}” expected at ${token}`);
    return token;
  }
  any() {
    const boxes = this.all();
    while (this.peek() === 'or') { this.take(); boxes.push(...this.all()); }
    return boxes;
  }
  all() {
    let boxes = this.one();
    while (this.peek() === 'and') {
      this.take();
      const more = this.one();
      boxes = boxes.flatMap((a) => more.map((b) => meet(a, b))).filter((box) => box !== null);
    }
    return boxes;
  }
  one() {
    if (this.peek() === '(') { this.take(); const boxes = this.any(); this.take(')'); return boxes; }
    const name = this.take();
    if (name in this.defines) return new Parser(this.defines[name], this.defines).any();
    const operator = this.take();
    if (operator === 'is') { this.take('null'); return [{ [name]: [UNKNOWN] }]; }
    if (operator === '=') return [{ [name]: [this.take().slice(1, -1)] }];
    if (operator !== 'in') throw new Error(`“${operator}” is not an operator of rows`);
    const values = [];
    for (this.take('{'); this.peek() !== '}';) { values.push(this.take().slice(1, -1)); if (this.peek() === ',') this.take(); }
    this.take('}');
    return [{ [name]: values }];
  }
}

export function readList(path) {
  const all = groups(fs.readFileSync(path, 'utf8')), defines = {};
  for (const { name, keys } of all) if (name.startsWith('define ')) defines[name.slice(7)] = keys.when;
  const decision = all.find(({ name }) => name === 'decision local-treatment').keys;
  const inputs = decision.inputs.split('; ');
  const rows = decision.rows.split('; ').map((id) => {
    const parser = new Parser(all.find(({ name }) => name === `row ${id}`).keys.when, defines);
    return { id, boxes: parser.any() };
  });
  return { inputs, rows };
}
