/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pdl-session.h"

/* The four axes and the wishes, each as a headline and a line beneath: which findings they show stands in pdl-axes.c alone. */
typedef struct
{
  const char *title;  /* translated */
  char *headline;
  char *under;
  const char *finding;/* where a click goes */
  gboolean known;
} PdlAxis;

#define PDL_N_AXES 5
void pdl_axes_read (PdlEvaluation *evaluation, int target, PdlAxis axes[PDL_N_AXES]);
void pdl_axes_clear (PdlAxis axes[PDL_N_AXES]);
