/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colour roles in light, dark and high contrast. Constant data; no state, any thread. */
#include "pdl-draw.h"

#define RGB(hex) { ((hex) >> 16 & 0xff) / 255.0, ((hex) >> 8 & 0xff) / 255.0, ((hex) & 0xff) / 255.0, 1 }

static const PdlPalette light = {
  .ground = RGB (0xf5f4f2), .paper = RGB (0xffffff), .hairline = RGB (0xdedbe0), .ink = RGB (0x241f31), .dim = RGB (0x66626d),
  .urgent = RGB (0xb3121f), .urgent_fill = RGB (0xfbeaea), .matters = RGB (0x8a4b00), .matters_fill = RGB (0xfcefd9),
  .here = RGB (0x1a5fb4), .here_fill = RGB (0xe3eefb), .tumour = RGB (0x8a3a7a), .tumour_fill = RGB (0xd9aed0),
  .bone = RGB (0xf1eadb), .bone_line = RGB (0x8f8672), .disc = RGB (0xd5dde2), .cord = RGB (0xe2c15a),
  .cord_line = RGB (0xa3862a), .fluid = RGB (0xdcebf5),
};

static const PdlPalette dark = {
  .ground = RGB (0x262528), .paper = RGB (0x1e1e1e), .hairline = RGB (0x3c3a3f), .ink = RGB (0xf2f0ee), .dim = RGB (0xa8a4ab),
  .urgent = RGB (0xff8a80), .urgent_fill = RGB (0x3b1f22), .matters = RGB (0xf5c26b), .matters_fill = RGB (0x3a2d18),
  .here = RGB (0x78aeed), .here_fill = RGB (0x1d2f47), .tumour = RGB (0xe0a3d2), .tumour_fill = RGB (0x6f3a63),
  .bone = RGB (0x4a463c), .bone_line = RGB (0xa79f8b), .disc = RGB (0x39424a), .cord = RGB (0xc2a344),
  .cord_line = RGB (0xe3c766), .fluid = RGB (0x233441), .dark = TRUE,
};

/* High contrast: text and outlines become ink, fills drop to paper; what is told by pattern stays. */
static const PdlPalette light_contrast = {
  .ground = RGB (0xffffff), .paper = RGB (0xffffff), .hairline = RGB (0x000000), .ink = RGB (0x000000), .dim = RGB (0x000000),
  .urgent = RGB (0x8f0010), .urgent_fill = RGB (0xffffff), .matters = RGB (0x5c3000), .matters_fill = RGB (0xffffff),
  .here = RGB (0x0a3f86), .here_fill = RGB (0xffffff), .tumour = RGB (0x000000), .tumour_fill = RGB (0xffffff),
  .bone = RGB (0xffffff), .bone_line = RGB (0x000000), .disc = RGB (0xffffff), .cord = RGB (0xd8d8d8),
  .cord_line = RGB (0x000000), .fluid = RGB (0xffffff), .high_contrast = TRUE,
};

static const PdlPalette dark_contrast = {
  .ground = RGB (0x000000), .paper = RGB (0x000000), .hairline = RGB (0xffffff), .ink = RGB (0xffffff), .dim = RGB (0xffffff),
  .urgent = RGB (0xffb4ad), .urgent_fill = RGB (0x000000), .matters = RGB (0xffd694), .matters_fill = RGB (0x000000),
  .here = RGB (0xa9cdf7), .here_fill = RGB (0x000000), .tumour = RGB (0xffffff), .tumour_fill = RGB (0x000000),
  .bone = RGB (0x000000), .bone_line = RGB (0xffffff), .disc = RGB (0x000000), .cord = RGB (0x4d4d4d),
  .cord_line = RGB (0xffffff), .fluid = RGB (0x000000), .dark = TRUE, .high_contrast = TRUE,
};

const PdlPalette *
pdl_palette_get (gboolean is_dark,
                 gboolean high_contrast)
{
  if (high_contrast)
    return is_dark ? &dark_contrast : &light_contrast;
  return is_dark ? &dark : &light;
}

void
pdl_palette_set_source (cairo_t        *cr,
                        const PdlColor *color)
{
  cairo_set_source_rgba (cr, color->r, color->g, color->b, color->a);
}
