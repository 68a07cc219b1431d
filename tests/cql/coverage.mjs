// SPDX-License-Identifier: GPL-3.0-or-later
// coverage.mjs FOLDER: of all that was compared, what was seen to come out how, over all jobs of a campaign.
import fs from 'node:fs';

const folder = process.argv[2], index = JSON.parse(fs.readFileSync(`${folder}/pedicle.json`, 'utf8')), seen = {};
for (const file of fs.readdirSync(folder).filter((name) => name.startsWith('seen-')))
  for (const [what, values] of Object.entries(JSON.parse(fs.readFileSync(`${folder}/${file}`, 'utf8'))))
    values.forEach((value) => (seen[what] ??= new Set()).add(value));
const saw = (what, value) => seen[what]?.has(value) ?? false;
const never = (list, kind, value) => list.filter(({ id }) => !saw(`${kind} ${id}`, value)).map(({ id }) => id);
const tell = (what, all, missing) => console.log(`${what}: ${all - missing.length} of ${all}${missing.length > 0 ? `; never: ${missing.join(' ')}` : ''}`);

tell('rows reached', index.rows.length, index.rows.filter((id) => !saw('row row_before', JSON.stringify(id))));
tell('modifiers that fired', index.modifiers.length, never(index.modifiers, 'modifier', 'true'));
tell('modifiers that could not tell', index.modifiers.length, never(index.modifiers, 'modifier', 'null'));
tell('rows read with settings', index.rows.length, index.rows.filter((id) => !saw('row row', JSON.stringify(id))));
tell('rows of a second run', index.rows.length, index.rows.filter((id) => !saw('row row_also', JSON.stringify(id))));
tell('options with something for them', index.options.length, index.options.filter((id) => !saw(`argument for ${id}`, 'true')));
tell('options with something against them', index.options.length, index.options.filter((id) => !saw(`argument against ${id}`, 'true')));
tell('statements that applied', index.statements.length, never(index.statements, 'statement', 'true'));
tell('statements that did not apply', index.statements.length, never(index.statements, 'statement', 'false'));
tell('statements that could not tell', index.statements.length, never(index.statements, 'statement', 'null'));
tell('alerts that fired', index.alerts.length, never(index.alerts, 'alert', 'true'));
tell('scores with a band', index.scores.length,
  index.scores.map(({ id }) => id).filter((id) => ![...(seen[`score ${id} band`] ?? [])].some((band) => band !== 'null')));
