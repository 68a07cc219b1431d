/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "pdl-draw.h"

/*
 * PdlLevelChild: one vertebra of the spine view: focusable, named, a list item to assistive technology. It paints what lies
 * over the anatomy at its level and takes input only inside the bone.
 */
#define PDL_TYPE_LEVEL_CHILD (pdl_level_child_get_type ())
G_DECLARE_FINAL_TYPE (PdlLevelChild, pdl_level_child, PDL, LEVEL_CHILD, GtkWidget)

GtkWidget *pdl_level_child_new (PdlLevel level);
/* @layout: not owned, valid until the next call; NULL: nothing to draw. @place: of the child in its parent. */
void pdl_level_child_set_layout (PdlLevelChild *self, PdlSpineLayout *layout, const cairo_rectangle_t *place);
void pdl_level_child_set_state (PdlLevelChild *self, const PdlVertebraState *state, const char *name);
