/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts-private.h"
#include "pdl-reads.h"

/*
 * Most statements and alerts do not concern a case, and one code says so: `primary = renal and …` is false for every other
 * primary, whatever stands behind it. For each code of a finding, and for unknown, the sieve keeps which rules have no part of
 * an `and` that is false of it; a case reads some fifty findings and is left with the rules to run. Made once at load.
 */

/* The statements and alerts that are run for each target, or those that are run once. */
PdlSieve *pdl_sieve_new (PdlKnowledge *knowledge, gboolean per_target);
void pdl_sieve_free (PdlSieve *self);

/* Words of a set of rules: statements first, alerts from the word pdl_sieve_alerts () on, as in pdl-reads.h. */
static inline guint
pdl_sieve_n_words (const PdlKnowledge *knowledge)
{
  return knowledge->reads->scores - knowledge->reads->statements;
}

static inline guint
pdl_sieve_alerts (const PdlKnowledge *knowledge)
{
  return knowledge->reads->alerts - knowledge->reads->statements;
}

/* The rules that may hold at @target (-1: those that are run once), as bits; every rule left out is false there. */
void pdl_sieve_run (const PdlSieve *self, PdlFacts *facts, int target, guint64 *ret_left);
