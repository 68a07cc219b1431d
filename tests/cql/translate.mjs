// SPDX-License-Identifier: GPL-3.0-or-later
// translate.mjs LIBRARY.cql LIBRARY.json: CQL → ELM by the reference translator. Any error of the translator fails.
import fs from 'node:fs';
import { CqlCompilerOptions, CqlTranslator, LibraryManager, ModelManager } from '@cqframework/cql/cql-to-elm';
import { SystemModelInfoProvider } from '@cqframework/cql/cql';

const [source, target] = process.argv.slice(2);
const models = new ModelManager();
models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
const translator = CqlTranslator.fromText(fs.readFileSync(source, 'utf8'), new LibraryManager(models, new CqlCompilerOptions()));
const elm = JSON.parse(translator.toJson());
const errors = (elm.library.annotation ?? []).filter((note) => note.errorSeverity === 'error');
for (const error of errors.slice(0, 20)) console.error(`${source}:${error.startLine}:${error.startChar}: ${error.message}`);
if (errors.length > 0) process.exit(1);
fs.writeFileSync(target, JSON.stringify(elm));
