// SPDX-License-Identifier: GPL-3.0-or-later
// compare.mjs LIST.ini INPUTS.tsv OURS: the rows that json-rules-engine and GoRules ZEN give for the lines of INPUTS.tsv, held
// against ours (OURS: one row a line), and how long each takes. Every engine reads its rules once; the facts are objects made
// before. Each runs all lines ROUNDS times in turn with the others; printed is the median over rounds, for one decision.
import fs from 'node:fs';
import jre from 'json-rules-engine';
import zen from '@gorules/zen-engine';
import { readList } from './list.mjs';

const ROUNDS = 7;
const [list, inputsFile, oursFile] = process.argv.slice(2);
const { inputs, rows } = readList(list);
const lines = fs.readFileSync(inputsFile, 'utf8').trim().split('\n').map((line) => line.split('\t'));
const facts = lines.map((line) => Object.fromEntries(inputs.map((input, i) => [input, line[i]])));
const ours = fs.readFileSync(oursFile, 'utf8').trim().split('\n');

// json-rules-engine: a rule for each row, in order of priority; the first that holds stops the run.
function makeRules() {
  const engine = new jre.Engine();
  rows.forEach((row, at) => {
    engine.addRule({
      priority: rows.length - at,
      conditions: { any: row.boxes.map((box) => ({ all: Object.entries(box).map(([fact, value]) => ({ fact, operator: 'in', value })) })) },
      event: { type: row.id },
      onSuccess: () => engine.stop(),
    });
  });
  return async (fact) => (await engine.run(fact)).events[0]?.type;
}

// ZEN: one decision table, first hit; a line for each box.
function makeTable() {
  const quoted = (values) => values.map((value) => JSON.stringify(value)).join(', ');
  const content = {
    nodes: [
      { id: 'in', type: 'inputNode', name: 'in', position: { x: 0, y: 0 } },
      { id: 'table', type: 'decisionTableNode', name: 'list', position: { x: 1, y: 0 },
        content: { hitPolicy: 'first', inputs: inputs.map((input) => ({ id: input, name: input, type: 'expression', field: input })),
          outputs: [{ id: 'row', name: 'row', type: 'expression', field: 'row' }],
          rules: rows.flatMap((row) => row.boxes.map((box, n) => ({ _id: `${row.id}-${n}`, row: JSON.stringify(row.id),
            ...Object.fromEntries(inputs.map((input) => [input, input in box ? quoted(box[input]) : ''])) }))) } },
      { id: 'out', type: 'outputNode', name: 'out', position: { x: 2, y: 0 } },
    ],
    edges: [{ id: 'a', type: 'edge', sourceId: 'in', targetId: 'table' }, { id: 'b', type: 'edge', sourceId: 'table', targetId: 'out' }],
  };
  const decision = new zen.ZenEngine().createDecision(content);
  return async (fact) => (await decision.evaluate(fact)).result.row;
}

const engines = { 'json-rules-engine': makeRules(), 'GoRules ZEN': makeTable() };
const times = Object.fromEntries(Object.keys(engines).map((name) => [name, []]));
let wrong = 0;
for (let round = -1; round < ROUNDS; round++)
  for (const [name, decide] of Object.entries(engines)) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < facts.length; i++) {
      const row = await decide(facts[i]);
      if (round === -1 && row !== ours[i] && wrong++ < 5) console.log(`${name}: ${JSON.stringify(facts[i])} gives ${row}, ours ${ours[i]}`);
    }
    if (round >= 0) times[name].push(Number(process.hrtime.bigint() - start) / facts.length / 1000);
  }
const mine = Number(process.env.OURS_US);
console.log(`${facts.length} decisions of the list, ${rows.length} rows; both engines agree with ours on ${wrong === 0 ? 'all' : `all but ${wrong}`}.`);
console.log(`${'ours, list alone'.padEnd(28)} ${mine.toFixed(3).padStart(10)} us`);
for (const [name, taken] of Object.entries(times)) {
  const median = taken.sort((a, b) => a - b)[ROUNDS >> 1];
  console.log(`${name.padEnd(28)} ${median.toFixed(3).padStart(10)} us   ${(median / mine).toFixed(0)} times ours`);
}
process.exitCode = wrong === 0 ? 0 : 1;
