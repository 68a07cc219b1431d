/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"

/* PdlGlyphIcon: one of the painted state glyphs as a widget, as large as the text beside it. Decoration: the words next to
 * it say the same, so that it has no accessible name of its own. */
typedef enum { PDL_ROLE_INK, PDL_ROLE_DIM, PDL_ROLE_URGENT, PDL_ROLE_MATTERS, PDL_ROLE_HERE, PDL_ROLE_TUMOUR } PdlColorRole;

#define PDL_TYPE_GLYPH_ICON (pdl_glyph_icon_get_type ())
G_DECLARE_FINAL_TYPE (PdlGlyphIcon, pdl_glyph_icon, PDL, GLYPH_ICON, GtkWidget)

GtkWidget *pdl_glyph_icon_new (PdlGlyph glyph, PdlColorRole role);
void pdl_glyph_icon_set_glyph (PdlGlyphIcon *self, PdlGlyph glyph, PdlColorRole role);
/* In em of the interface font; 1.0 unless set. */
void pdl_glyph_icon_set_size (PdlGlyphIcon *self, double em);
