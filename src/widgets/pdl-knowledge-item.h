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

/* How near an item is to what is searched; the nearest first. Its names are its id, its number in a register, its kind before
 * either, and its label. */
typedef enum
{
  PDL_RANK_NAME,        /* is one of its names: "PLT-25", "conflict 20" */
  PDL_RANK_NAME_START,  /* begins one: "M6" of M6.1 */
  PDL_RANK_NAME_WORDS,  /* every word is in its names */
  PDL_RANK_TEXT,        /* every word is in its names, texts or sources */
  PDL_RANK_NOT_FOUND,
} PdlItemRank;

#define PDL_TYPE_KNOWLEDGE_ITEM (pdl_knowledge_item_get_type ())
G_DECLARE_FINAL_TYPE (PdlKnowledgeItem, pdl_knowledge_item, PDL, KNOWLEDGE_ITEM, GObject)

/* Everything, in the order in which a case is read. (transfer full) of PdlKnowledgeItem */
GListStore *pdl_knowledge_items_new (PdlKnowledge *knowledge);

const char *pdl_knowledge_item_get_reference (PdlKnowledgeItem *self); /* "row/PLT-25" */
const char *pdl_knowledge_item_get_kind (PdlKnowledgeItem *self);      /* in the reader's language: "Row" */
const char *pdl_knowledge_item_get_designation (PdlKnowledgeItem *self); /* behind its kind: its number in a register, else its id */
const char *pdl_knowledge_item_get_text (PdlKnowledgeItem *self);
/* The words of what was typed, case folded; "row/PLT-25" is two. Empty: everything is found. (transfer full) */
GStrv pdl_knowledge_item_split (const char *typed);
PdlItemRank pdl_knowledge_item_rank (PdlKnowledgeItem *self, GStrv words); /* @words of the above */
/* @evaluation (nullable): no case. @target: index. */
PdlItemState pdl_knowledge_item_judge (PdlKnowledgeItem *self, PdlEvaluation *evaluation, int target);
