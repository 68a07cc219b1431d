/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/*
 * The knowledge in HL7 CQL (Clinical Quality Language 1.5), for engines that are not ours.
 *
 * The library computes from the raw findings: it forms the targets, aggregates, derives, scores, runs the
 * list of rows with its modifiers, lists the options with their arguments and time limits, and tests every
 * statement and alert. It is fed nothing that we computed. Its parameters hold one assessment as recorded:
 *
 *   "Now", "Visit"      the day and minute read as now; the day of the assessment
 *   "Person",           one element a finding: null = not asked, {} = asked and unknown or not applicable
 *   "Recorded"
 *   "Recorded levels"   the same for each vertebra, from the head down
 *   "Target groups"     the groups the user made
 *   "Records"           the dated records, in order of their groups and of entry
 *
 * Unknown is null. Where CQL reads a null in another way than the guideline language (`if`, `contains`, `in`,
 * the bounds of `between`), the text says our meaning in words of CQL.
 */

/* Writes pedicle.cql and pedicle.json (what the parameters may hold and which definition says what) into
 * @directory, which is made when missing. FALSE with G_FILE_ERROR, or with PDL_EXCHANGE_ERROR_FORMAT for a
 * rule that has no form in CQL. */
gboolean pdl_cql_export (PdlKnowledge *knowledge, const char *directory, GError **error);
