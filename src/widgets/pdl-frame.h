/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/*
 * PdlFrame: the container of the whole window. It reports a small minimum width whatever its content asks for, and says
 * which of the four shapes of the screen is in force, counted in window width divided by the text scale. The window listens to
 * "reshape" and shows or hides its parts; the signal comes from inside the allocation, before the content is measured.
 */
typedef enum
{
  PDL_FRAME_WIDE,   /* >= 1280: all four columns */
  PDL_FRAME_MIDDLE, /* 1000-1279: cases laid over on demand, lateral spine only */
  PDL_FRAME_NARROW, /* 640-999: spine and one page */
  PDL_FRAME_SINGLE, /* < 640: one page */
} PdlFrameShape;

#define PDL_FRAME_MIN_WIDTH 360
#define PDL_FRAME_MIN_HEIGHT 320

#define PDL_TYPE_FRAME (pdl_frame_get_type ())
G_DECLARE_FINAL_TYPE (PdlFrame, pdl_frame, PDL, FRAME, GtkWidget)

/* Pure: @width in px at 100 % text. */
PdlFrameShape pdl_frame_for_width (double width);

void pdl_frame_set_child (PdlFrame *self, GtkWidget *child);
PdlFrameShape pdl_frame_get_shape (PdlFrame *self);
/* The width last allocated, divided by the text scale. */
double pdl_frame_get_scaled_width (PdlFrame *self);
