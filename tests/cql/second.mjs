// SPDX-License-Identifier: GPL-3.0-or-later
// The CQL library over one case. It is fed what was recorded, and nothing that was computed from it.
import cql from 'cql-execution';

const { Date: Day, DateTime } = cql;
const SPINE = [...Array(7).keys()].map((n) => `C${n + 1}`).concat([...Array(12).keys()].map((n) => `T${n + 1}`),
  [...Array(5).keys()].map((n) => `L${n + 1}`), [...Array(5).keys()].map((n) => `S${n + 1}`));
// The engine wraps each step once more, only to say of an error where in the library it arose. No error is expected: one that
// arises is told all the same, and a fifth of the time is saved.
cql.Expression.prototype.execute = function execute(context) {
  return this.exec(context);
};
const GROUPS = ['treatments', 'imaging', 'events', 'decisions', 'documents'];

const day = (text) => new Day(...text.split('-').map(Number));
const minute = (text) => {
  const [, year, month, date, hour, min] = text.match(/^(\d+)-(\d+)-(\d+)T(\d+):(\d+)/).map(Number);
  return new DateTime(year, month, date, hour, min, 0, 0, 0);
};

export const newest = (kase) => kase.assessments.reduce((last, one) => (one.date >= last.date ? one : last));

// undefined: unknown or not applicable.
function known(finding, value) {
  if (finding.columns !== undefined && Array.isArray(value)) {
    const columns = new Map(finding.columns.map((column) => [column.id, column]));
    return value.map((row) => Object.fromEntries(Object.entries(row).filter(([id]) => columns.has(id)).map(([id, cell]) => [id, known(columns.get(id), cell)])));
  }
  if (value === null || (typeof value === 'object' && !Array.isArray(value))) return undefined;
  return finding.type === 'date' ? day(value) : finding.type === 'datetime' ? minute(value) : finding.type === 'list' ? undefined : value;
}

export class SecondEngine {
  constructor(elm, index, now) {
    this.library = new cql.Library(elm);
    this.index = index;
    this.now = minute(now);
    this.findings = new Map(index.findings.map((finding) => [finding.id, finding]));
    this.measured = new Set(index.findings.filter((one) => one.scope === 'patient' && one.kind !== 'derived' && ['int', 'number'].includes(one.type)).map((one) => one.id));
    this.kinds = new Map(index.records.map((kind) => [`${kind.group}/${kind.id}`, new Map(kind.fields.map((field) => [field.id, field]))]));
  }

  entries(recorded, place) {
    for (const [id, value] of Object.entries(recorded ?? {})) {
      const finding = this.findings.get(id);
      if (finding === undefined || finding.kind === 'derived') continue;
      place[id] = { value: known(finding, value) };
    }
    return place;
  }

  parameters(kase) {
    const visit = newest(kase);
    const records = [];
    for (const group of GROUPS)
      for (const record of kase[group] ?? []) {
        const kind = record.exam ?? record.kind, fields = this.kinds.get(`${group}/${kind}`);
        const fed = { number: records.length, group, kind };
        for (const [id, value] of Object.entries(record)) if (fields.has(id)) fed[id] = known(fields.get(id), value);
        records.push(fed);
      }
    // What was measured at the visits up to the one read: a value carried forward was not.
    const until = kase.assessments.indexOf(visit), dated = kase.assessments.map((one, place) => ({ one, place })).filter(({ one, place }) => one.date < visit.date || (one.date === visit.date && place <= until));
    const visits = dated.sort((a, b) => (a.one.date < b.one.date ? -1 : a.one.date > b.one.date ? 1 : a.place - b.place)).map(({ one }, number) => {
      const carried = new Set(one.unconfirmed ?? []);
      const measured = Object.entries(one.findings ?? {}).filter(([id]) => !carried.has(id) && this.measured.has(id)).map(([id, value]) => [id, known(this.findings.get(id), value)]);
      return { number, date: day(one.date), ...Object.fromEntries(measured) };
    });
    const grouped = (visit.targets ?? []).flat();
    return {
      Now: this.now,
      Visit: day(visit.date),
      Person: this.entries(kase.patient, {}),
      Recorded: this.entries(visit.findings, {}),
      'Recorded levels': SPINE.filter((level) => level in visit.levels || grouped.includes(level))
        .map((level) => this.entries(visit.levels[level], { level })),
      Visits: visits,
      'Target groups': visit.targets ?? [],
      Records: records,
    };
  }

  // A function that gives the value of a definition; each is worked out once.
  async open(kase) {
    const context = new cql.PatientContext(this.library, null, null, this.parameters(kase), this.now);
    return async (name) => {
      const definition = this.library.expressions[name];
      if (definition === undefined) throw new Error(`the library has no “${name}”`);
      const value = context.context_values[name];
      return value !== undefined ? value : definition.execute(context);
    };
  }
}
