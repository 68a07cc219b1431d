/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-knowledge.h"

/*
 * PdlModelCard: what stands behind one rule, for who has to answer for its use: the thirteen source attributes of ONC HTI-1
 * (§ 170.315(b)(11)), purpose, use and misuse, and the text that can be signed. What a rule uses of a person is worked out from
 * what it reads, all the way down; nobody types it. NULL = not known, which is said as such.
 */

/* One of attributes 5 to 13: a kind of datum about the person. */
typedef struct
{
  int number;
  const char *id, *label;
  const PdlFinding **findings; /* NULL-terminated: all of this kind that the program can record; empty: none */
} PdlCardAttribute;

typedef struct
{
  const PdlCardAttribute *attribute;
  GPtrArray *findings; /* of PdlFinding const: those the rule reads; empty: not used */
} PdlCardUse;

typedef struct
{
  PdlKnowledge *knowledge;   /* (owned) */
  char *reference;           /* (owned) "score/sins" */
  const char *kind, *id;     /* "score", "sins" */
  const char *label;         /* what it is called, or its short text */
  const PdlBasis *basis;
  const char *purpose, *use, *misuse, *misuse_here; /* of its kind; what this one must not be used for */
  const char *developer, *funding, *released;
  const char *reviewed;      /* ISO, by a clinician */
  const char *warning;       /* shown beside the figures of a score */
  const char *signed_off;    /* who signed the shipped text */
  GArray *uses;              /* (owned) of PdlCardUse, in the order of the attributes */
  GPtrArray *reads;          /* (owned) of PdlFinding const: every recorded finding it reads */
  gboolean reads_records;    /* treatments, imaging, events … */
  char *hash;                /* (owned) SHA-256 of its own text and of the definitions it names */
} PdlModelCard;

/* @reference: "row/PLT-25", "modifier/M9", "option/ID", "score/ID", "statement/ID", "alert/ID", "conflict/ID". NULL when there is no such rule. */
PdlModelCard *pdl_model_card_new (PdlKnowledge *knowledge, const char *reference);
void pdl_model_card_free (PdlModelCard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlModelCard, pdl_model_card_free)

/* The first rule of this name among scores, rows, modifiers, options, statements, alerts, conflicts, as a reference; a reference is handed
 * back as it is. (transfer full), NULL when there is none. */
char *pdl_model_card_find (PdlKnowledge *knowledge, const char *id);

guint pdl_knowledge_get_n_attributes (PdlKnowledge *self);
const PdlCardAttribute *pdl_knowledge_get_attribute (PdlKnowledge *self, guint index);

/* Whether no later edition of @source is known although editions are: another source names it as its latest. */
gboolean pdl_knowledge_is_latest (PdlKnowledge *self, const PdlSource *source);
