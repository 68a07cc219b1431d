/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <pango/pangocairo.h>

#include "pdl-evaluation.h"

/*
 * The painters: Cairo and Pango, no GTK. The same code serves screen, PDF and SVG. What they show is
 * handed in as plain structures, so that painting reads no case and decides nothing.
 */

/* Colour roles (ui specification, section 5). Light, dark and high contrast; paper = light without tints. */
typedef struct { double r, g, b, a; } PdlColor;
typedef struct
{
  PdlColor ground, paper, hairline, ink, dim;
  PdlColor urgent, urgent_fill, matters, matters_fill, here, here_fill, tumour, tumour_fill;
  PdlColor bone, bone_line, disc, cord, cord_line, fluid;
  gboolean dark, high_contrast;
} PdlPalette;
const PdlPalette *pdl_palette_get (gboolean dark, gboolean high_contrast);
void pdl_palette_set_source (cairo_t *cr, const PdlColor *color);

/* Family of every text the painters make themselves, as Pango reads it. */
const char *pdl_draw_get_font (void);

typedef enum { PDL_GLYPH_DETERMINED, PDL_GLYPH_PROVISIONAL, PDL_GLYPH_CANNOT, PDL_GLYPH_TRUE, PDL_GLYPH_FALSE, PDL_GLYPH_UNKNOWN, PDL_GLYPH_MATTERS,
               PDL_GLYPH_CLOCK, PDL_GLYPH_OCTAGON, PDL_GLYPH_PLUS, PDL_GLYPH_MINUS, PDL_GLYPH_RING, PDL_N_GLYPHS } PdlGlyph;
/* Centred in a square of @size at x, y (top left). */
void pdl_glyph_paint (cairo_t *cr, PdlGlyph glyph, double x, double y, double size, const PdlColor *color);

/* What one vertebra shows. Codes are the dictionary's; NULL = not recorded. */
typedef struct
{
  gboolean involved;
  const char *lesion;      /* blastic mixed lytic, "?" unknown */
  const char *collapse;    /* none involved_gt50 lt50 gt50 */
  double collapse_pct;     /* NaN */
  const char *escc;        /* 0 1a 1b 1c 2 3, "?" */
  const char *alignment;   /* normal deformity subluxation */
  guint32 sectors;         /* bits in dictionary order: vb ped_l lam_l sp lam_r ped_r; S1-S5: body ala_l ala_r posterior */
  gboolean sectors_known;  /* FALSE: the lesion is drawn in the body */
  gboolean bone_compression;
  gboolean selected, focused, hovered, ghost;
  int target;              /* -1 */
} PdlVertebraState;

/* Brackets beside the column. */
typedef enum { PDL_BRACKET_EARLIER_RT, PDL_BRACKET_IMPLANT, PDL_BRACKET_PLANNED, PDL_BRACKET_TARGET } PdlBracketKind;
typedef struct { PdlBracketKind kind; PdlLevel first, last; char *label; } PdlBracket;

typedef enum { PDL_VIEW_LATERAL = 1, PDL_VIEW_FRONT = 2 } PdlView;

/* The geometry of anatomy/geometry.json. Loaded once; immutable. */
#define PDL_ANATOMY_ERROR (pdl_anatomy_error_quark ())
GQuark pdl_anatomy_error_quark (void);
typedef enum { PDL_ANATOMY_ERROR_DATA } PdlAnatomyError;

typedef struct _PdlAnatomy PdlAnatomy;
PdlAnatomy *pdl_anatomy_load (GError **error); /* from the built-in resource */
void pdl_anatomy_free (PdlAnatomy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlAnatomy, pdl_anatomy_free)

/* Where everything stands for a given size: pure, no Cairo. @views: lateral, or lateral and front side by side. */
typedef struct _PdlSpineLayout PdlSpineLayout;
PdlSpineLayout *pdl_spine_layout_new (PdlAnatomy *anatomy, int views, double width, double height);
void pdl_spine_layout_free (PdlSpineLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlSpineLayout, pdl_spine_layout_free)
/* For pages: lines and textures as fine as ink allows instead of as a screen's pixels do. */
void pdl_spine_layout_set_paper (PdlSpineLayout *self, gboolean paper);
double pdl_spine_layout_get_scale (PdlSpineLayout *self); /* px per mm */
/* Level under a point, in any view; PDL_LEVEL_NONE. @ret_part (nullable): "body", "ped_l", "ped_r", "posterior"… */
PdlLevel pdl_spine_layout_hit (PdlSpineLayout *self, double x, double y, const char **ret_part);
/* Does the region of @level, in any view, hold this point? Regions never overlap. */
gboolean pdl_spine_layout_contains (PdlSpineLayout *self, PdlLevel level, double x, double y);
/* The level nearest in height: for a drag that leaves the column. */
PdlLevel pdl_spine_layout_nearest (PdlSpineLayout *self, double y);
/* Bounding box of one level over all views, labels and margins excluded: the child widget's place. */
void pdl_spine_layout_get_level_rect (PdlSpineLayout *self, PdlLevel level, cairo_rectangle_t *ret_rect);

/* The row of a level across all views: the place of its selection band and focus ring. Neighbouring rows touch. */
void pdl_spine_layout_get_row (PdlSpineLayout *self, PdlLevel level, cairo_rectangle_t *ret_rect);
/* Everything pdl_spine_paint_level () may touch for this level: what to redraw. */
void pdl_spine_layout_get_ink_rect (PdlSpineLayout *self, PdlLevel level, cairo_rectangle_t *ret_rect);

/* The anatomy alone: cached by the caller; depends on collapse and on posterior parts only. @states: PDL_N_LEVELS. */
void pdl_spine_paint_anatomy (PdlSpineLayout *self, cairo_t *cr, const PdlPalette *palette, const PdlVertebraState *states);
/* What lies over one level: lesion, ESCC, selection, focus, label. */
void pdl_spine_paint_level (PdlSpineLayout *self, cairo_t *cr, const PdlPalette *palette, PdlLevel level, const PdlVertebraState *state);
void pdl_spine_paint_brackets (PdlSpineLayout *self, cairo_t *cr, const PdlPalette *palette, const PdlBracket *brackets, guint n_brackets);
/* Everything, for pages. */
void pdl_spine_paint (PdlSpineLayout *self, cairo_t *cr, const PdlPalette *palette, const PdlVertebraState *states, const PdlBracket *brackets, guint n_brackets);

/* Axial view of one level: six sectors (sacrum: four zones), canal, cord, tumour for the grade. */
typedef struct _PdlAxialLayout PdlAxialLayout;
PdlAxialLayout *pdl_axial_layout_new (PdlAnatomy *anatomy, PdlLevel level, double width, double height);
void pdl_axial_layout_free (PdlAxialLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PdlAxialLayout, pdl_axial_layout_free)
guint pdl_axial_layout_get_n_parts (PdlAxialLayout *self);             /* 6, or 4 for the sacrum */
const char *pdl_axial_layout_get_part (PdlAxialLayout *self, guint index); /* code: "vb" …, in ring order */
#define PDL_AXIAL_NOTHING (-1)
#define PDL_AXIAL_CANAL (-2)
int pdl_axial_layout_hit (PdlAxialLayout *self, double x, double y);   /* part index, PDL_AXIAL_NOTHING or PDL_AXIAL_CANAL */
void pdl_axial_layout_get_part_rect (PdlAxialLayout *self, guint index, cairo_rectangle_t *ret_rect);
void pdl_axial_layout_get_canal_rect (PdlAxialLayout *self, cairo_rectangle_t *ret_rect);
/* @parts_set: bit per part INDEX of this layout (ring order; map by pdl_axial_layout_get_part ()). @escc: grade or NULL.
 * @focus: part index, PDL_AXIAL_CANAL or PDL_AXIAL_NOTHING. */
void pdl_axial_paint (PdlAxialLayout *self, cairo_t *cr, const PdlPalette *palette, guint32 parts_set, const char *escc, const char *lesion, int focus);
/* The outline of a volume over the parts of @parts_set, upon the picture of pdl_axial_paint (). */
void pdl_axial_paint_volume (PdlAxialLayout *self, cairo_t *cr, const PdlPalette *palette, guint32 parts_set);
/* One small picture of a grade for this region (NULL grade = normal); grades possible here: pdl_axial_grade_exists. */
void pdl_axial_paint_grade (PdlAnatomy *anatomy, cairo_t *cr, const PdlPalette *palette, PdlLevel level, const char *grade,
                            double x, double y, double width, double height);
gboolean pdl_axial_grade_exists (PdlAnatomy *anatomy, PdlLevel level, const char *grade);

/* A hundred people: @low of them filled, up to @high half filled, in a square of @size. 0 to 100 each. */
void pdl_icon_array_paint (cairo_t *cr, const PdlPalette *palette, double low, double high, double x, double y, double size);

/* A score as a bar with its interval, bands drawn as ticks. */
void pdl_score_bar_paint (cairo_t *cr, const PdlPalette *palette, const PdlScoreResult *result, double x, double y, double width, double height);

/* One value of a finding, as far as the reading goes. */
typedef enum { PDL_MARGIN_SAME, PDL_MARGIN_LESS, PDL_MARGIN_ROW } PdlMargin;
/* The values of a finding in order; @now: the one that stands there. */
void pdl_margin_strip_paint (cairo_t *cr, const PdlPalette *palette, const PdlMargin *margins, guint n_margins, int now, double x, double y,
                             double width, double height);
