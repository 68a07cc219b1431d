/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-glyph-icon.h"
#include "pdl-session.h"

/* Small parts that the recommendation pane, the comparison and the basis are made of. Labels, lines, and words for times
 * and sources; nothing here reads a case. */

/* A wrapping label, left, with a style class. */
GtkWidget *pdl_part_label (const char *text, const char *css_class);
/* The same with a glyph in front, aligned to its first line. */
GtkWidget *pdl_part_glyph_line (PdlGlyph glyph, PdlColorRole role, GtkWidget *content);
GtkWidget *pdl_part_hairline (void);
/* A flat text button; @name is its accessible name (NULL: the label). */
GtkWidget *pdl_part_link (const char *label, const char *name);
GtkWidget *pdl_part_tag (const char *text);

/* "Patchell 2005, NICE NG234": the first sources of a basis in a few words. */
char *pdl_words_sources (const PdlBasis *basis, guint most);
/* NULL when the tag says nothing that matters, else "unverified", "expert default"…, as shown in amber. */
char *pdl_words_tag (const PdlBasis *basis);
/* How a value was checked, the codes of a tag in words. @tag (nullable): "none given". */
char *pdl_words_verification (const char *tag);
/* "After conventional radiotherapy · grace: 7, shipped: 14" */
char *pdl_words_local (const PdlLocalValue *value);
/* "within 24 h, 48 h at the latest"; "no time limit". */
char *pdl_words_urgency (const PdlUrgency *urgency);
/* "T8", "L2–L3", or words for a case without levels. */
char *pdl_words_levels (PdlLevelSet levels);
/* "today 21:40", "3 Mar 21:40"; a time of 00:00 is a date without a time: "3 Mar 2026" */
char *pdl_words_minute (PdlMinute minute, PdlMinute now);
/* "14", "8–11", "?" */
char *pdl_words_score (const PdlScoreResult *result);
char *pdl_words_band (const PdlScoreResult *result);
const char *pdl_words_state (PdlDecisionState state);
PdlGlyph pdl_words_state_glyph (PdlDecisionState state);
