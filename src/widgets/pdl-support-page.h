/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-bone-gate.h"
#include "pdl-opioid.h"
#include "pdl-page-writer.h"

/*
 * Writes the supportive care of a case: the gate and dose of the bone agent with its arithmetic, the calcium, and the topics with
 * the lines that apply. Figures and words come from src/dose and supportive.ini. Main thread.
 */
typedef struct
{
  PdlPageWriter writer;
  const PdlSupportTables *tables;
  const PdlDoseTables *dose_tables;
  PdlFacts *facts;                              /* (unowned) */
  void (*go_to) (const char *id, gpointer user_data); /* called when the user wants to record a finding */
  gpointer user_data;
} PdlSupportPage;

void pdl_support_page_write_bone_agent (PdlSupportPage *self);
void pdl_support_page_write_calcium (PdlSupportPage *self);
/* Every topic: lines that apply, then what is there to look up, folded. */
void pdl_support_page_write_topics (PdlSupportPage *self);
