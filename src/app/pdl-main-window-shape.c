/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the window shows in which shape (ui specification, section 2). Only visibility and the places of the handles change:
 * the tree of widgets stays. Called from inside the allocation of the frame too, so nothing here may run a main loop.
 */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "pdl-main-window-private.h"
#include "pdl-theme.h"

static gboolean
is_one_of (const char *text, const char *const *list)
{
  return g_strv_contains (list, text);
}

/* The nearest page the shape in force has. */
static const char *
get_page (PdlMainWindow *self, PdlFrameShape shape)
{
  static const char *const wide[] = { "case", "compare", "follow-up", NULL };
  static const char *const narrow[] = { "editor", "options", "compare", "follow-up", NULL };
  static const char *const single[] = { "spine", "editor", "options", "compare", "follow-up", NULL };

  switch (shape)
    {
    case PDL_FRAME_WIDE:
    case PDL_FRAME_MIDDLE:
      return is_one_of (self->view, wide) ? self->view : "case";
    case PDL_FRAME_NARROW:
      return is_one_of (self->view, narrow) ? self->view : "editor";
    case PDL_FRAME_SINGLE:
    default:
      return is_one_of (self->view, single) ? self->view : "spine";
    }
}

static void
update_page_buttons (PdlMainWindow *self, PdlFrameShape shape, gboolean has_case)
{
  gboolean wide = shape == PDL_FRAME_WIDE || shape == PDL_FRAME_MIDDLE;
  const gboolean shown[] = { wide, shape == PDL_FRAME_SINGLE, !wide, !wide, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (shown); i++)
    gtk_widget_set_visible (self->page_buttons[i], shown[i]);
  gtk_widget_set_visible (self->pages, has_case);
}

/* Default widths grow with the window up to what each part can use (table of section 2). */
static void
place_columns (PdlMainWindow *self, PdlFrameShape shape)
{
  double scale = pdl_theme_get_text_scale ();
  double width = pdl_frame_get_scaled_width (PDL_FRAME (self->frame));
  double extra = CLAMP (width - 1440, 0, 480);
  int cases = self->columns[0] > 0 ? self->columns[0] : 236;
  int spine = self->columns[1] > 0 ? self->columns[1] : (int) (312 + extra * 0.22);
  int editor = self->columns[2] > 0 ? self->columns[2] : (int) (372 + extra * 0.18);

  if (width == self->set_width)
    return;
  self->set_width = width;
  if (shape == PDL_FRAME_WIDE && width < 1440 && self->columns[1] == 0)
    spine = (int) MAX (236, 312 - (1440 - width) * 0.45);
  if (shape == PDL_FRAME_MIDDLE)
    {
      spine = 206;
      editor = (int) MAX (340, 372 - (1280 - width) * 0.1);
    }
  else if (shape == PDL_FRAME_NARROW)
    spine = (int) MIN (206, width * 0.3);
  self->placing = TRUE;
  gtk_paned_set_position (GTK_PANED (self->cases_paned), (int) (cases * scale));
  gtk_paned_set_position (GTK_PANED (self->work_paned), (int) (spine * scale));
  gtk_paned_set_position (GTK_PANED (self->case_paned), (int) ((spine + editor) * scale));
  self->placing = FALSE;
}

void
pdl_main_window_apply_shape (PdlMainWindow *self)
{
  PdlFrameShape shape = pdl_frame_get_shape (PDL_FRAME (self->frame));
  const char *page = get_page (self, shape);
  gboolean has_case = pdl_session_get_case (self->session) != NULL;
  gboolean wide = shape == PDL_FRAME_WIDE || shape == PDL_FRAME_MIDDLE;
  gboolean on_case = !g_str_equal (page, "compare") && !g_str_equal (page, "follow-up");
  gboolean cases = shape == PDL_FRAME_WIDE && self->cases_shown;
  gboolean spine = shape != PDL_FRAME_SINGLE || g_str_equal (page, "spine");
  /* Where there is one page, what lies over spine and editor has all of it. */
  gboolean over = has_case && g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->left_stack)), "basis") == 0;
  gboolean pane = has_case && on_case && (wide || (g_str_equal (page, "options") && !over));
  gboolean one_line = shape != PDL_FRAME_WIDE;
  gboolean centre = wide || g_str_equal (page, "editor") || !has_case;

  gtk_widget_set_visible (self->cases, cases);
  gtk_widget_set_visible (self->cases_over, !cases && self->over_shown);
  gtk_widget_set_visible (self->cases_button, shape != PDL_FRAME_WIDE || !self->cases_shown);
  gtk_widget_set_visible (self->menu_button, !cases);
  gtk_widget_set_visible (self->page_button, has_case && shape != PDL_FRAME_SINGLE);
  gtk_widget_set_visible (self->undo_button, has_case && shape != PDL_FRAME_SINGLE);
  gtk_widget_set_visible (self->save_label, has_case && wide);
  gtk_widget_set_visible (self->titles, has_case && shape != PDL_FRAME_SINGLE);
  update_page_buttons (self, shape, has_case);
  {
    GAction *view = g_action_map_lookup_action (G_ACTION_MAP (self), "view");

    if (view != NULL)
      g_simple_action_set_state (G_SIMPLE_ACTION (view), g_variant_new_string (page)); /* what is shown, not what was asked for */
  }
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (self->header), has_case ? self->pages : NULL);

  gtk_stack_set_visible_child_name (GTK_STACK (self->page_stack), on_case ? "case" : page);
  gtk_widget_set_visible (self->spine_column, spine);
  gtk_widget_set_visible (self->centre_stack, centre);
  gtk_widget_set_visible (self->left_stack, spine || centre || over);
  gtk_widget_set_visible (self->pane_column, pane);
  /* Narrow: with the options in hand the spine stays and the rest is the pane's. */
  gtk_paned_set_resize_start_child (GTK_PANED (self->case_paned), !pane);
  gtk_widget_set_visible (self->strip_slot, has_case && self->strip != NULL && !one_line);
  gtk_widget_set_visible (self->next_line, has_case && one_line && shape != PDL_FRAME_SINGLE);
  pdl_spine_view_set_lateral_only (PDL_SPINE_VIEW (self->spine), shape == PDL_FRAME_MIDDLE || shape == PDL_FRAME_NARROW);
  pdl_emergency_strip_set_show_sources (PDL_EMERGENCY_STRIP (self->pane_strip), shape != PDL_FRAME_MIDDLE && shape != PDL_FRAME_SINGLE);
  pdl_emergency_strip_set_show_sources (PDL_EMERGENCY_STRIP (self->top_strip), wide);
  /* One list on the screen: in the pane where there is one, else above every page. */
  pdl_emergency_strip_set_allowed (PDL_EMERGENCY_STRIP (self->top_strip), !pane);
  if (shape == PDL_FRAME_NARROW && pane)
    {
      self->set_width = 0;
      self->placing = TRUE;
      gtk_paned_set_position (GTK_PANED (self->case_paned),
                              (int) (MIN (206, pdl_frame_get_scaled_width (PDL_FRAME (self->frame)) * 0.3) * pdl_theme_get_text_scale ()));
      self->placing = FALSE;
    }
  else
    place_columns (self, shape);
}

static void
position_cb (PdlMainWindow *self, GParamSpec *pspec, GtkPaned *paned)
{
  double scale = pdl_theme_get_text_scale ();
  int position = (int) (gtk_paned_get_position (paned) / scale);
  int spine = (int) (gtk_paned_get_position (GTK_PANED (self->work_paned)) / scale);

  /* Only what a pointer moved counts: GtkPaned also moves its handle when it clamps. */
  if (self->placing || pdl_frame_get_shape (PDL_FRAME (self->frame)) != PDL_FRAME_WIDE
      || (gtk_widget_get_state_flags (GTK_WIDGET (paned)) & GTK_STATE_FLAG_ACTIVE) == 0)
    return;
  if (paned == GTK_PANED (self->cases_paned))
    self->columns[0] = position;
  else if (paned == GTK_PANED (self->work_paned))
    self->columns[1] = position;
  else
    self->columns[2] = MAX (0, position - spine);
}

void
pdl_main_window_watch_columns (PdlMainWindow *self)
{
  GtkWidget *paneds[] = { self->cases_paned, self->work_paned, self->case_paned };

  for (guint i = 0; i < G_N_ELEMENTS (paneds); i++)
    g_signal_connect_swapped (paneds[i], "notify::position", G_CALLBACK (position_cb), self);
}
