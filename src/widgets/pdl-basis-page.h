/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-conflict.h"
#include "pdl-reasoning.h"

/*
 * A page of the basis while it is written: each part goes into the box and, as words, into the text that can be copied.
 * Lines that lead on are buttons with the actions "basis.open" (s) a reference and "basis.go-to" (s) a finding.
 */
typedef struct
{
  GtkWidget *box;            /* (unowned) */
  GString *text;             /* (unowned) */
  PdlKnowledge *knowledge;   /* (unowned) */
  PdlEvaluation *evaluation; /* (unowned) (nullable): without a case a page says what the knowledge says */
  int target;                /* index in the evaluation, when there is one */
  PdlSignatureBook *book;    /* (unowned) (nullable): the local signatures */
  PdlDay today;
  const PdlNational *national; /* (unowned) (nullable): the guideline whose position stands first */
  const PdlReasoned *reasoned; /* (unowned) (nullable): not worked out yet, or not asked for */
  char *title, *subtitle;    /* (owned) set by the page */
} PdlBasisPage;

/* @subtitle: (nullable) */
void pdl_basis_page_set_titles (PdlBasisPage *self, const char *title, const char *subtitle);
void pdl_basis_page_add (PdlBasisPage *self, GtkWidget *widget, const char *text);
void pdl_basis_page_add_heading (PdlBasisPage *self, const char *text);
void pdl_basis_page_add_words (PdlBasisPage *self, const char *text);
/* Nothing when @text is NULL or empty. */
void pdl_basis_page_add_text (PdlBasisPage *self, const char *heading, const char *text);
void pdl_basis_page_add_link (PdlBasisPage *self, GtkWidget *content, const char *reference, const char *text);
/* @clause: (transfer full) (nullable) */
void pdl_basis_page_add_clauses (PdlBasisPage *self, PdlClause *clause);
void pdl_basis_page_add_source (PdlBasisPage *self, const PdlSource *source);
void pdl_basis_page_add_basis (PdlBasisPage *self, const PdlBasis *basis, const char *strength);

/* Writes what @reference names: "row/PLT-25", "modifier/M9", "statement/ID", "alert/ID", "score/ID", "option/ID", "source/ID",
 * "finding/ID", "framework/ID", "conflict/ID", "asking/", "card/REFERENCE" for the model card of a rule. FALSE when there is no such thing. */
gboolean pdl_basis_write (PdlBasisPage *self, const char *reference);
/* Whether the page of @reference says what is worked out by pdl_reasoning_get (). */
gboolean pdl_basis_reasons (PdlBasisPage *self, const char *reference);

/* Parts of pages, for the target in hand. */
void pdl_basis_write_what_if (PdlBasisPage *self);
void pdl_basis_write_asking (PdlBasisPage *self);
/* Where the sources disagree about @reference, one line each that leads on; @under_heading: a heading stands above already. */
void pdl_basis_add_conflicts (PdlBasisPage *self, const char *reference, gboolean under_heading);
/* What the knowledge shows with a rule: @ids (nullable) of statements, alerts and, when asked for, modifiers. Nothing without any. */
void pdl_basis_add_notes (PdlBasisPage *page, const char *heading, const char *const *ids, gboolean with_modifiers);
gboolean pdl_basis_write_conflict (PdlBasisPage *self, const char *id);
