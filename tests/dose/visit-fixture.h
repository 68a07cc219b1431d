/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-change.h"
#include "pdl-facts.h"

/* A case of one visit on 2 March 2026, written down value by value, and its facts on that day. */

extern PdlKnowledge *knowledge; /* loaded by main () */

#define VISIT pdl_day_from_ymd (2026, 3, 2)

typedef struct
{
  PdlCase *kase;
  PdlChange *change;
  char *visit;     /* its uid */
  PdlFacts *facts; /* NULL before fixture_finish () */
} Fixture;

void fixture_begin (Fixture *fixture);
/* @uid: the visit or a record, NULL = the patient; @level PDL_LEVEL_NONE unless a level's finding. */
void fixture_set (Fixture *fixture, const char *uid, PdlLevel level, const char *key, const char *text);
/* A record with "drug = oxycodone; start = 2026-02-20", where @separator is ";". */
void fixture_add_record (Fixture *fixture, PdlGroup group, const char *kind, const char *words, const char *separator);
void fixture_finish (Fixture *fixture);
void fixture_clear (Fixture *fixture);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, fixture_clear)
