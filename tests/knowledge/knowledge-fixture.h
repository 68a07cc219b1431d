/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluate-private.h"

/* A small invented set: a dictionary with every type and aggregation, and whatever rules a test writes. Its words mean
 * nothing clinically. */

/* The set with @rules as its second file; NULL with @error set when it is refused. */
PdlKnowledge *fixture_load (const char *rules, GError **error);
/* A set of these texts of knowledge.ini, dictionary.ini and rules.ini; NULL with @error set when it is refused. */
PdlKnowledge *fixture_load_texts (const char *head_text, const char *dictionary_text, const char *rules, GError **error);
/* The set of @rules, which must be sound. */
PdlKnowledge *fixture_load_good (const char *rules);

/* One visit on 2026-03-02: "id = value; T8.id = value; treatments/course (start = 2026-01-01, levels = T8 T9)". */
PdlCase *fixture_case (PdlKnowledge *knowledge, const char *text);
/* The facts of its newest visit, at noon of that day. */
PdlFacts *fixture_facts (PdlKnowledge *knowledge, PdlCase *kase);

/* An expression outside any file; its key is `when` of "[rule test]" in rules.ini. */
PdlExpr *fixture_compile (PdlKnowledge *knowledge, const char *text, const PdlFinding *type_of, GError **error);

const PdlFinding *fixture_finding (PdlKnowledge *knowledge, const char *id);
