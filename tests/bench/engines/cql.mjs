// SPDX-License-Identifier: GPL-3.0-or-later
// cql.mjs FOLDER OURS_US CASE.json…: how long cql-execution takes for the exported library on the case files: the row, its
// inputs, every score, statement and alert, as our evaluation gives them. Median over ROUNDS after one unmeasured.
import fs from 'node:fs';
import { SecondEngine } from './second.mjs';

const ROUNDS = 5;
const [folder, ours, ...files] = process.argv.slice(2);
const index = JSON.parse(fs.readFileSync(`${folder}/pedicle.json`, 'utf8'));
const engine = new SecondEngine(JSON.parse(fs.readFileSync(`${folder}/pedicle.elm.json`, 'utf8')), index, '2026-03-09T14:25');
const cases = files.map((file) => JSON.parse(fs.readFileSync(file, 'utf8')));
for (const kase of cases) for (const visit of kase.assessments) visit.levels ??= {};
const names = Object.keys(engine.library.expressions).filter((name) => /^(row|statement|alert|.* state)( |$)/.test(name) || name === 'Row before');
const times = [];

for (let round = -1; round < ROUNDS; round++)
  for (const kase of cases) {
    const start = process.hrtime.bigint();
    const value = await engine.open(kase);
    for (const name of names) await value(name);
    if (round >= 0) times.push(Number(process.hrtime.bigint() - start) / 1000);
  }
times.sort((a, b) => a - b);
const median = times[times.length >> 1];
console.log(`${'cql-execution, whole library'.padEnd(28)} ${median.toFixed(0).padStart(10)} us for a case (${names.length} definitions asked for, ${cases.length} cases)`);
console.log(`${'ours, whole evaluation'.padEnd(28)} ${Number(ours).toFixed(1).padStart(10)} us   ${(median / ours).toFixed(0)} times slower (aim: 300)`);
