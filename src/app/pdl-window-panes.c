/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the window that show what the evaluation says. Main thread; the window owns them. */
#include "pdl-window-panes.h"

void
pdl_window_panes_fill (PdlMainWindow *window)
{
}

void
pdl_window_panes_basis (PdlMainWindow *window)
{
}

void
pdl_window_panes_compare (PdlMainWindow *window)
{
}

void
pdl_window_panes_decision (PdlMainWindow *window)
{
}

char *
pdl_window_panes_copy_text (PdlMainWindow *window)
{
  return NULL;
}
