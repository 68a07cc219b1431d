/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "pdl-session.h"

/*
 * One thing the program knows, as a line of the knowledge browser: a row, modifier, statement, alert, score, option, conflict or source.
 * Whether it holds is read from the evaluation; the item decides nothing. Main thread.
 */
typedef enum
{
  PDL_ITEM_HOLDS,       /* applies, listed, computed */
  PDL_ITEM_HOLDS_NOT,
  PDL_ITEM_CANNOT_TELL, /* an open finding decides */
  PDL_ITEM_NO_CASE,     /* nothing to tell it by, or a source */
} PdlItemState;

#define PDL_TYPE_KNOWLEDGE_ITEM (pdl_knowledge_item_get_type ())
G_DECLARE_FINAL_TYPE (PdlKnowledgeItem, pdl_knowledge_item, PDL, KNOWLEDGE_ITEM, GObject)

/* Everything, in the order in which a case is read. (transfer full) of PdlKnowledgeItem */
GListStore *pdl_knowledge_items_new (PdlKnowledge *knowledge);

const char *pdl_knowledge_item_get_reference (PdlKnowledgeItem *self); /* "row/PLT-25" */
const char *pdl_knowledge_item_get_kind (PdlKnowledgeItem *self);      /* in the reader's language: "Row" */
const char *pdl_knowledge_item_get_id (PdlKnowledgeItem *self);
const char *pdl_knowledge_item_get_text (PdlKnowledgeItem *self);
/* Whether every word of @words, case folded, is found in its id, texts or sources. */
gboolean pdl_knowledge_item_matches (PdlKnowledgeItem *self, const char *const *words);
/* @evaluation (nullable): no case. @target: index. */
PdlItemState pdl_knowledge_item_judge (PdlKnowledgeItem *self, PdlEvaluation *evaluation, int target);
