// SPDX-License-Identifier: GPL-3.0-or-later
// Random cases from the index of the export: every finding and record may be there, unknown, or not asked; numbers stand on
// and beside what the rules compare them with, dates on and beside the usual intervals.

export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const SPINE = [...Array(7).keys()].map((n) => `C${n + 1}`).concat([...Array(12).keys()].map((n) => `T${n + 1}`),
  [...Array(5).keys()].map((n) => `L${n + 1}`), [...Array(5).keys()].map((n) => `S${n + 1}`));
const DAYS = [0, 1, 2, 6, 7, 8, 14, 20, 21, 22, 27, 28, 29, 41, 42, 43, 56, 84, 89, 90, 91, 92, 93, 120, 152, 180, 183, 184, 274, 365, 366,
  457, 487, 730, 913, 914, 1095, 1826, 1827, 2200];
const MINUTES = [0, 1, 59, 60, 61, 1439, 1440, 1441, 1500, 2879, 2880, 2881, 4319, 4320, 10079, 10080, 10081, 20160];

export function make(index, number, seed) {
  const next = random(seed * 1000003 + number);
  const chance = (share) => next() < share;
  const below = (n) => Math.floor(next() * n);
  const pick = (list) => list[below(list.length)];
  const pad = (n) => String(n).padStart(2, '0');
  const day = (offset) => {
    const date = new Date(Date.UTC(2026, 0, 5 + (number % 97)) + offset * 86400000);
    return `${date.getUTCFullYear()}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
  };
  // The last days of a month: what counts as a whole month shows there.
  const month_end = (text) => {
    const date = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0) - pick([0, 0, 1]) * 86400000);
    return date.toISOString().slice(0, 10);
  };
  const minute = (offset) => {
    const total = (number * 37) % 1440 + offset, days = Math.floor(total / 1440), left = total - days * 1440;
    return `${day(days)}T${pad(Math.floor(left / 60))}:${pad(left % 60)}`;
  };
  const levels = chance(0.08) ? [] : chance(0.45) ? [pick(SPINE)] : (() => {
    const first = below(SPINE.length - 1), chosen = new Set([SPINE[first]]);
    for (let n = 1 + below(4); n > 0; n--) chosen.add(chance(0.7) ? SPINE[Math.min(SPINE.length - 1, first + n)] : pick(SPINE));
    return SPINE.filter((level) => chosen.has(level));
  })();

  const number_of = (finding) => {
    const whole = finding.type === 'int', step = finding.step ?? (whole ? 1 : null);
    const low = finding.min ?? 0, high = finding.max ?? Math.max(low + 20, ...finding.cuts.map((cut) => cut * 2));
    let value;
    if (finding.cuts.length > 0 && chance(0.6)) value = pick(finding.cuts) + pick([0, 0, 1, -1]) * (step ?? pick([0.1, 1]));
    else if (chance(0.15)) value = pick([low, high]);
    else value = low + next() * (high - low) * pick([1, 1, 0.1]);
    if (step !== null) value = Math.round(value / step) * step;
    else value = Math.round(value * 100) / 100;
    value = Math.min(high, Math.max(low, value));
    return finding.min_exclusive && value <= low ? low + (step ?? 0.5) : value;
  };
  const date = (finding, past) => {
    if (finding.id === 'birth_date') return day(-Math.round((17 + next() * 80) * 365.25));
    const offset = (chance(0.5) ? pick(DAYS) : below(1500)) * (past || chance(0.85) ? -1 : 1);
    const text = chance(0.1) ? month_end(day(offset)) : day(offset);
    return chance(0.04) ? text.slice(0, pick([4, 7])) : text;
  };
  // Some people have nearly everything, or nearly nothing: codes run from best to worst, and what needs many of one end
  // together is not met by chance.
  const end = pick([null, null, null, null, null, 'best', 'worst']);
  const value = (finding, past) => {
    const at_end = end !== null && chance(0.7);
    switch (finding.type) {
      case 'bool': return at_end ? end === 'worst' : chance(0.5);
      case 'enum': return at_end ? finding.codes.at(end === 'best' ? 0 : -1) : pick(finding.codes);
      case 'set': return chance(0.3) ? [] : finding.codes.filter(() => chance(Math.min(0.5, 2 / finding.codes.length)));
      case 'int': case 'number': return number_of(finding);
      case 'date': return date(finding, past);
      case 'datetime': return minute((chance(0.6) ? pick(MINUTES) : below(30000)) * (chance(0.85) ? -1 : 1));
      case 'levels': return levels.length > 0 && chance(0.85) ? levels.filter(() => chance(0.7)) : [pick(SPINE)];
      case 'text': return 'x';
      case 'list':
        return finding.columns === undefined ? undefined
          : [...Array(below(4))].map(() => Object.fromEntries(finding.columns.filter(() => chance(0.9)).map((column) => [column.id, value(column, true)])));
      default: return undefined;
    }
  };
  const entry = (finding) => (chance(0.07) ? (chance(0.5) ? null : { absent: 'not-applicable' }) : value(finding, true));
  // Rows far down the list need nearly all of its inputs.
  const inputs = chance(0.4) ? 0.93 : 0.35;
  const fill = (place, scopes, share) => {
    for (const finding of index.findings) {
      if (!scopes.includes(finding.scope) || finding.kind === 'derived' || finding.type === 'list') continue;
      const wanted = index.inputs.has(finding.id) ? Math.max(share, inputs) : finding.kind === 'overridable' ? share * 0.3 : share;
      if (chance(wanted)) place[finding.id] = entry(finding);
    }
    return place;
  };

  const share = pick([0.05, 0.2, 0.4, 0.6, 0.8, 0.95]);
  const visit = { date: day(0), findings: fill({}, ['patient'], share), levels: {} };
  fill(visit.findings, ['target', 'plan'], share * 0.4);
  if (levels.length === 0 || chance(0.3)) fill(visit.findings, ['level'], share * 0.3);
  for (const level of levels) {
    visit.levels[level] = fill({}, ['level'], pick([0.3, 0.6, 0.9]));
    if (chance(0.2)) fill(visit.levels[level], ['target', 'plan'], 0.3);
    if (!chance(0.1)) visit.levels[level].involved ??= true;
  }
  if (levels.length > 2 && chance(0.15)) visit.targets = [[levels[0], levels[2]]];
  const kase = { format: 'pedicle-case', version: 1, patient: fill({}, ['identity'], 0.9), assessments: [visit] };
  if (chance(0.1)) kase.assessments.unshift({ date: day(-200), findings: fill({}, ['patient'], 0.5) });
  // Rules that need two results: some of one test within a few days, at visits and as records of their own, whose numbers,
  // times and units say more or less.
  const results = index.records.find((record) => record.results !== undefined);
  for (let n = results === undefined || chance(0.6) ? 0 : 1 + below(2); n > 0; n--) {
    const [which, what, unit, at] = results.results, id = pick(index.series), test = index.findings.find((one) => one.id === id);
    const near = pick([test.min ?? 1, ...test.cuts, number_of(test)]);
    const close = () => Math.round(Math.min(test.max ?? Infinity, Math.max((test.min ?? 0) + (test.min_exclusive ? 0.1 : 0), near + pick([-26, -25, -1, 0, 0, 1, 25, 26, 27, number_of(test)]))) * 100) / 100;
    for (let many = 1 + below(4); many > 0; many--) {
      const record = { kind: results.id, [which]: test.id };
      if (!chance(0.04)) record[what] = close();
      if (chance(0.15)) record[unit] = pick([test.unit ?? '', ...test.units, 'x']);
      if (chance(0.75)) record[at] = chance(0.1) ? `${day(-below(4))}T00:00` : minute(-pick([0, 1, 60, 1439, 1440, 1441, 2879, 2880, 2881, below(6000)]));
      if (chance(0.3)) record.date = day(-below(5)).slice(0, chance(0.1) ? 7 : 10);
      if (chance(0.1)) record.status = pick(['planned', 'cancelled', 'done']);
      (kase[results.group] ??= []).push(record);
    }
    visit.findings[test.id] = close();
    for (let many = below(3); many > 0; many--) {
      const one = { date: day(-below(4)), findings: { [test.id]: close() } };
      if (chance(0.2)) one.unconfirmed = [test.id];
      if (one.date <= visit.date) kase.assessments.unshift(one);
    }
    if (chance(0.2)) visit.unconfirmed = [test.id];
    if (chance(0.6)) (kase.treatments ??= []).push({ kind: 'surgery', start: day(-pick([1, 5, 6, 7, 8, 9, 10, 41, 42, 43, 44, 45, 50])), levels });
  }
  for (let n = chance(0.25) ? 0 : below(10); n > 0; n--) {
    const kind = chance(0.35) ? index.records.find((record) => record.id === 'radiotherapy') : pick(index.records), record = {};
    record[kind.group === 'imaging' ? 'exam' : 'kind'] = kind.id;
    for (const field of kind.fields)
      if ((field.type !== 'list' || field.columns !== undefined) && chance(['start', 'date', 'status', 'levels'].includes(field.id) ? 0.85 : 0.6)) record[field.id] = chance(0.06) ? null : value(field, false);
    if (record.start && record.end && record.end < record.start) delete record.end;
    (kase[kind.group] ??= []).push(record);
  }
  return kase;
}
