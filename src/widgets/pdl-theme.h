/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"

/* What every painted widget needs to know of the screen: colours in force, text scale, the geometry. Main thread. */

/* The palette of the colour scheme in force (light, dark, high contrast). */
const PdlPalette *pdl_theme_get_palette (void);
/* Calls @callback (@object) whenever the palette changes, as long as @object lives. */
void pdl_theme_watch (GObject *object, GCallback callback);
/* 1.0 at 100 % text, 2.0 at 200 %. */
double pdl_theme_get_text_scale (void);
/* @width and @height are px at 100 % text: a larger text gets a larger window, as far as the screen goes. */
void pdl_theme_set_default_size (GtkWindow *window, int width, int height);
/* The geometry of the spine, loaded once; (nullable) when it is damaged, which is told once in the log. */
PdlAnatomy *pdl_theme_get_anatomy (void);
/* Begins to read it in a thread; pdl_theme_get_anatomy () waits for that. */
void pdl_theme_preload_anatomy (void);
/* Ensures the resources (templates, style, icons) are in the program. */
void pdl_theme_init (void);
