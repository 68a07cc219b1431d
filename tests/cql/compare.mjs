// SPDX-License-Identifier: GPL-3.0-or-later
// compare.mjs FOLDER ENGINE CASES SEED: CASES random cases through both engines. FOLDER holds pedicle.elm.json and
// pedicle.json of the export. Every value of every finding, score, statement and alert is compared, and of every target the rows,
// the modifiers, the limit, the options with what speaks for and against them, and what is still possible; a difference that
// differences.json does not declare is printed with its case, and the status is 1.
import fs from 'node:fs';
import { spawnSync } from 'node:child_process';
import { make } from './cases.mjs';
import { newest, SecondEngine } from './second.mjs';

const NOW = '2026-03-09T14:25';
const [folder, engine, count, seed] = process.argv.slice(2);
const index = JSON.parse(fs.readFileSync(`${folder}/pedicle.json`, 'utf8'));
index.inputs = new Set(index.inputs ?? []);
const declared = JSON.parse(fs.readFileSync(new URL('./differences.json', import.meta.url), 'utf8'));
const second = new SecondEngine(JSON.parse(fs.readFileSync(`${folder}/pedicle.elm.json`, 'utf8')), index, NOW);

const counts = {}, seen = {}, found = [];
const excused = Object.fromEntries(declared.filter((entry) => entry.left_out !== 'always').map((entry) => [entry.what.join(' '), 0]));

function plain(value) {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(plain);
  if (value.isDateTime) return value.toString().slice(0, 16);
  if (value.isDate) return value.toString();
  return value;
}

function equal(a, b) {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => equal(item, b[i]));
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-7 * Math.max(1, Math.abs(a));
  return a === b;
}

// A declared difference is one only where its circumstance is met.
function holds(when, kase) {
  const value = newest(kase).findings[when?.finding];
  return typeof value === 'number' && value < when.below;
}

function check(kind, what, ours, theirs, kase) {
  ours = plain(ours);
  theirs = plain(theirs);
  counts[kind] = (counts[kind] ?? 0) + 1;
  const told = kind === 'argument' ? String(ours.length > 0) : JSON.stringify(ours);
  if (told.length < 40) (seen[`${kind} ${what}`] ??= new Set()).add(told);
  if (equal(ours, theirs)) return;
  const reason = declared.find((entry) => entry.where === kind && entry.what.includes(what) && holds(entry.when, kase));
  if (reason !== undefined) excused[reason.what.join(' ')]++;
  else found.push({ kind, what, ours, theirs, kase });
}

// A set has no order.
const ordered = (value) => (Array.isArray(value) ? [...value].sort() : value);

async function compareScore(theirs, score, ours, at, kase) {
  const suffix = score.place === 'target' ? ' at target' : '';
  const part = async (name) => {
    const value = await theirs(`${score.id} ${name}${suffix}`);
    return suffix === '' ? value : value[at];
  };
  const state = await part('state'), figure = state === 'complete' || state === 'partial';
  const check_part = (name, a, b) => check('score', `${score.id} ${name}`, a, b, kase);
  check_part('state', ours.state, state);
  check_part('low', ours.min, figure ? await part('low') : null);
  check_part('high', ours.max, figure ? await part('high') : null);
  check_part('band', ours.band, await part('band'));
  check_part('bands', ours.bands, await part('bands'));
  if (score.sum) {
    const items = await part('items');
    for (const [n, id] of score.items.entries()) if (id in ours.items || items.length > 0) check_part(id, ours.items[id], items[n]);
  }
  if (score.of_levels) check_part('level', ours.level, await part('level'));
}

async function compareConditions(theirs, kind, list, truthOf, targets, kase) {
  for (const { id, place } of list) {
    const value = await theirs(`${kind} ${id}`);
    if (place === 'patient') check(kind, id, truthOf(id, null), value, kase);
    else for (let t = 0; t < targets; t++) check(kind, id, truthOf(id, t), value[t], kase);
  }
}

const limit = (value) => (value === null || value === undefined ? null : [value.within_h ?? null, value.latest_h ?? null]);

async function compareModifiers(theirs, target, t, kase) {
  const ours = new Map(target.modifiers.map((modifier) => [modifier.id, modifier]));
  const unknown = new Set(target.modifiers_unknown.map(({ id }) => id));
  for (const { id, mode, limited } of index.modifiers) {
    const value = (await theirs(`modifier ${id}`))[t], result = ours.get(id);
    check('modifier', id, result !== undefined ? true : unknown.has(id) ? null : false, value, kase);
    if (result === undefined) continue;
    check('mode', id, result.mode, mode, kase);
    if (limited) check('modifier limit', id, limit(result.urgency), limit((await theirs(`limit ${id}`))[t]), kase);
  }
}

async function compareOptions(theirs, target, t, kase) {
  const options = (await theirs('options'))[t], state = (holds) => (holds === true ? true : null);
  const told = (option) => [option.id, option.place, option.from ?? option.source, option.waits_for ?? option.waits ?? null];
  check('options', 'listed', target.options.map(({ id }) => id), options.map(({ id }) => id), kase);
  check('options', 'listed in detail', target.options.map(told), options.map(told), kase);
  for (const option of target.options)
    for (const side of ['for', 'against']) {
      const arguments_ = (await theirs(`${side} ${option.id}`))[t];
      for (const [key, truth] of [[side, true], [`${side}_unknown`, null]])
        check('argument', `${key} ${option.id}`, option[key] ?? [], arguments_.filter(({ holds }) => state(holds) === truth).map(({ id }) => id), kase);
    }
}

// Where the fillings of the unknown inputs are many, the other engine says nothing of them.
async function compareDecision(theirs, target, t, kase) {
  const { decision } = target, at = async (name) => (await theirs(name))[t];
  check('row', 'row_before', decision.row_before, await at('row before'), kase);
  check('row', 'row', decision.row, await at('row'), kase);
  check('row', 'row_also', decision.row_also, await at('row also'), kase);
  check('action', 'action', decision.action, await at('action'), kase);
  check('limit', 'urgency', limit(decision.urgency), limit(await at('limit')), kase);
  check('state', 'state_reasons', decision.state_reasons, await at('state reasons'), kase);
  const state = await at('state');
  if (state !== null) check('state', 'state', decision.state, state, kase);
  await compareModifiers(theirs, target, t, kase);
  await compareOptions(theirs, target, t, kase);
  const possible = await at('rows possible');
  if (possible === null) excused['could_become state']++;
  else check('possible', 'could_become', decision.could_become.map(({ row }) => row).sort(), possible.filter((row) => row !== decision.row).sort(), kase);
}

async function compare(kase, ours) {
  const theirs = await second.open(kase), evaluation = ours.evaluation, targets = evaluation.targets.length;
  const formed = await theirs('Targets'), levels = await theirs('Levels');
  check('target', 'levels', evaluation.targets.map((target) => target.levels), formed.map((target) => target.levels.map((at) => levels[at].level)), kase);
  if (formed.length !== targets) return;
  for (const { id, place } of index.facts) {
    if (second.findings.get(id).type === 'text' || second.findings.get(id).type === 'list') continue;
    const value = await theirs(place === 'patient' ? id : `${id} at ${place}`);
    if (place === 'patient') check('finding', id, ordered(ours.patient[id]), ordered(value), kase);
    else if (place === 'target') ours.targets.forEach((target, t) => check('finding', id, ordered(target[id]), ordered(value[t]), kase));
    else levels.forEach((level, l) => check('finding', id, ordered(ours.levels[level.level][id]), ordered(value[l]), kase));
  }
  for (const score of index.scores) {
    if (score.place === 'patient') await compareScore(theirs, score, evaluation.scores[score.id], 0, kase);
    else for (let t = 0; t < targets; t++) await compareScore(theirs, score, evaluation.targets[t].scores[score.id], t, kase);
  }
  for (let t = 0; t < targets; t++) await compareDecision(theirs, evaluation.targets[t], t, kase);
  const statements = new Map(evaluation.statements.map((result) => [`${result.id} ${result.target}`, result.state === 'applies' ? true : null]));
  await compareConditions(theirs, 'statement', index.statements,
    (id, target) => (statements.has(`${id} ${target}`) ? statements.get(`${id} ${target}`) : false), targets, kase);
  const alerts = new Set(evaluation.alerts.map((result) => `${result.id} ${result.target}`));
  for (const { id, place } of index.alerts) {
    const value = await theirs(`alert ${id}`);
    if (place === 'patient') check('alert', id, alerts.has(`${id} null`), value === true, kase);
    else for (let t = 0; t < targets; t++) check('alert', id, alerts.has(`${id} ${t}`), value[t] === true, kase);
  }
  const red = await theirs('emergency red'), amber = await theirs('emergency amber');
  check('emergency', 'emergency', evaluation.emergency, red === true ? 'red' : amber === true ? 'amber' : 'none', kase);
}

let refused = 0, done = 0;
const start = process.hrtime.bigint();
for (let from = 0; from < Number(count); from += 500) {
  const cases = [];
  for (let n = from; n < Math.min(Number(count), from + 500); n++) cases.push(make(index, n, Number(seed)));
  const run = spawnSync(engine, [NOW], { input: cases.map((kase) => JSON.stringify(kase)).join('\n') + '\n', maxBuffer: 1 << 30 });
  if (run.status !== 0) throw new Error(`our engine ended with ${run.status}: ${run.stderr}`);
  const lines = run.stdout.toString().trimEnd().split('\n');
  if (lines.length !== cases.length) throw new Error(`${cases.length} cases, ${lines.length} results`);
  if (run.stderr.length > 0 && refused < 5) process.stderr.write(run.stderr);
  for (const [n, kase] of cases.entries()) {
    const ours = JSON.parse(lines[n]);
    if (ours === null) {
      refused++;
      continue;
    }
    await compare(kase, ours);
    done++;
  }
  if (found.length > 2000) break;
}
const seconds = Number(process.hrtime.bigint() - start) / 1e9;

const kinds = Object.entries(counts).map(([kind, n]) => `${n} ${kind} values`).join(', ');
console.log(`${done} cases of seed ${seed} (${refused} refused by the reader), ${kinds}; ${seconds.toFixed(1)} s`);
console.log(`${found.length} differences; by design: ${JSON.stringify(excused)}`);
const grouped = new Map();
for (const one of found) {
  const key = `${one.kind} ${one.what}`;
  if (!grouped.has(key)) grouped.set(key, []);
  grouped.get(key).push(one);
}
for (const [key, list] of [...grouped].slice(0, 60)) {
  const one = list.reduce((least, each) => (JSON.stringify(each.kase).length < JSON.stringify(least.kase).length ? each : least));
  console.log(`- ${key}: ${list.length} times; ours ${JSON.stringify(one.ours)}, CQL ${JSON.stringify(one.theirs)}`);
}
if (found.length > 0) fs.writeFileSync(`${folder}/different-${seed}.json`, JSON.stringify([...grouped].map(([key, list]) => ({ key, ...list.reduce((least, each) => (JSON.stringify(each.kase).length < JSON.stringify(least.kase).length ? each : least)) })), null, 1));
fs.writeFileSync(`${folder}/seen-${seed}.json`, JSON.stringify(Object.fromEntries(Object.entries(seen).map(([what, values]) => [what, [...values]]))));
process.exit(found.length > 0 || refused * 20 > Number(count) ? 1 : 0);
