/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-evaluation.h"

/*
 * What is counted, for the conversation with the patient (guideline E1, E2): read from figures.ini. A figure belongs to a
 * statement and is shown when that holds; its numbers stand in that statement's text, and loading refuses one that does not.
 */

/* People of a hundred. Equal ends: one number. Counted: of how many; 0: a share only. */
typedef struct
{
  double low, high;         /* 0 to 100 */
  guint count, of;
} PdlAmount;

typedef struct
{
  const char *id, *label;
  const PdlStatement *statement;
  char **options;           /* ids */
  gboolean harm;
  const PdlExpr *when;      /* (nullable) a further condition */
  gboolean counted;         /* FALSE: it is known to happen, no number is given */
  PdlAmount amount, than;
  const char *than_label;   /* (nullable): nothing to compare with */
  const char *certainty;    /* in words, untranslated */
  gboolean unverified;      /* the number is from memory: a patient is told that it happens, not how often */
} PdlFigure;

typedef struct _PdlFigures PdlFigures;

/* NULL with an error that names file, line, group and key. The set keeps @knowledge alive. */
PdlFigures *pdl_figures_new (PdlKnowledge *knowledge, GError **error);
/* The same from @ini, for tests. */
PdlFigures *pdl_figures_new_from_ini (PdlKnowledge *knowledge, PdlIni *ini, GError **error);
void pdl_figures_free (PdlFigures *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlFigures, pdl_figures_free)

guint pdl_figures_get_n (PdlFigures *self);
const PdlFigure *pdl_figures_get (PdlFigures *self, guint index);
/* Whether the figure is shown with @option for this target. */
gboolean pdl_figure_holds (const PdlFigure *figure, const PdlOption *option, PdlEvaluation *evaluation, int target);
/* An option in plain words, untranslated; its own label when there are none. */
const char *pdl_figures_get_plain_option (PdlFigures *self, const PdlOption *option);
/* A line of the page, untranslated; "" when there is none. */
const char *pdl_figures_get_line (PdlFigures *self, const char *id);
/* Signs to call for, untranslated, in the order of the file. */
guint pdl_figures_get_n_signs (PdlFigures *self);
const char *pdl_figures_get_sign (PdlFigures *self, guint index);
