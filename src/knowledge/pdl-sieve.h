/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-facts-private.h"
#include "pdl-reads.h"

/*
 * Most statements, alerts and modifiers do not concern a case, and one code says so: `primary = renal and …` is false for every other
 * primary, whatever stands behind it. For each code of a finding, and for unknown, the sieve keeps which rules have no part of
 * an `and` that is false of it; a case reads some fifty findings and is left with the rules to run. Made once at load.
 */

PdlSieve *pdl_sieve_new (PdlKnowledge *knowledge, PdlSieveKind kind);
void pdl_sieve_free (PdlSieve *self);

/* Words of a set of statements and alerts: statements first, alerts from the word pdl_sieve_alerts () on, as in pdl-reads.h. */
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

/* The rules that may hold at @target (-1 for PDL_SIEVE_ONCE), as bits; every rule left out is false there, or not
 * @wanted (nullable). Modifiers by their place. */
void pdl_sieve_run (const PdlSieve *self, PdlFacts *facts, int target, const guint64 *wanted, guint64 *ret_left);
