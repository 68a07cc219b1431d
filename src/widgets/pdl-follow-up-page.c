/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The Follow-up page: the timeline above, below it every due item in words, with its window, its rule and its source. Main thread.
 */

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"
#include "pdl-refresh.h"
#include "pdl-timeline-items.h"
#include "pdl-timeline-view.h"

typedef struct
{
  PdlSession *session; /* (not owned) outlives the page */
  GtkWidget *list;
} Page;

static const char *
state_words (PdlDueState state)
{
  switch (state)
    {
    case PDL_DUE_NOT_DUE: return _ ("later");
    case PDL_DUE_DUE_SOON: return _ ("due soon, book now");
    case PDL_DUE_DUE: return _ ("due");
    case PDL_DUE_OVERDUE: return _ ("overdue");
    case PDL_DUE_CRITICAL: return _ ("overdue, critical");
    case PDL_DUE_SATISFIED: return _ ("done");
    case PDL_DUE_MISSED: return _ ("missed");
    case PDL_DUE_SUSPENDED: return _ ("suspended");
    default: return _ ("cannot be computed");
    }
}

static GtkWidget *
make_when (PdlDay earliest, PdlDay due, PdlDay latest)
{
  GtkWidget *when = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (when, 190, -1);
  if (due != PDL_DAY_NONE)
    {
      g_autofree char *day = pdl_timeline_day_words (due);
      g_autofree char *first = pdl_timeline_day_words (earliest);
      g_autofree char *last = pdl_timeline_day_words (latest);
      g_autofree char *window = g_strdup_printf ("%s – %s", first, last);
      GtkWidget *date = pdl_part_label (day, "pdl-body");

      gtk_widget_add_css_class (date, "recorded");
      gtk_widget_add_css_class (date, "num");
      gtk_box_append (GTK_BOX (when), date);
      gtk_box_append (GTK_BOX (when), pdl_part_label (window, "pdl-caption"));
    }
  else
    gtk_box_append (GTK_BOX (when), pdl_part_label (_ ("no date"), "pdl-caption"));
  return when;
}

static void
end_row (GtkWidget *list, GtkWidget *row)
{
  gtk_widget_set_margin_top (row, 6);
  gtk_widget_set_margin_bottom (row, 6);
  gtk_box_append (GTK_BOX (list), row);
  gtk_box_append (GTK_BOX (list), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
}

static char *
source_words (const PdlBasis *basis)
{
  g_autofree char *sources = pdl_words_sources (basis, 3);
  g_autofree char *tag = pdl_words_tag (basis);

  return tag != NULL ? g_strdup_printf ("%s · %s", sources, tag) : g_steal_pointer (&sources);
}

/* What goes with an item, with the rule and the source of its own. */
static void
add_rider (GtkWidget *texts, const PdlRider *rider)
{
  g_autofree char *title = g_strdup_printf (_ ("With it: %s"), pdl_dictionary_translate (rider->label));
  g_autofree char *sources = source_words (&rider->basis);
  g_autofree char *under = g_strdup_printf ("%s · %s", rider->why, sources);
  GtkWidget *label = pdl_part_label (title, "pdl-note");

  gtk_widget_add_css_class (label, "recorded");
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), pdl_part_label (under, "pdl-src"));
}

static void
add_row (GtkWidget *list, const PdlDueItem *due)
{
  gboolean late = pdl_due_state_is_overdue (due->state);
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *when = make_when (due->earliest, due->due, due->latest);
  GtkWidget *state = pdl_part_label (state_words (due->state), late ? "pdl-matter" : "pdl-note");
  g_autofree char *levels = due->levels != 0 ? pdl_level_set_to_text (due->levels) : NULL;
  g_autofree char *title = levels != NULL ? g_strdup_printf ("%s, %s", pdl_dictionary_translate (due->label), levels)
                                          : g_strdup (pdl_dictionary_translate (due->label));
  g_autofree char *under = source_words (&due->basis);
  GtkWidget *label = pdl_part_label (title, "pdl-body");

  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_add_css_class (label, "recorded");
  gtk_box_append (GTK_BOX (texts), label);
  if (due->why != NULL)
    gtk_box_append (GTK_BOX (texts), pdl_part_label (due->why, "pdl-note"));
  gtk_box_append (GTK_BOX (texts), pdl_part_label (under, "pdl-src"));
  for (guint i = 0; i < due->n_riders; i++)
    add_rider (texts, &due->riders[i]);
  gtk_widget_set_size_request (state, 130, -1);
  gtk_widget_set_valign (state, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row), when);
  gtk_box_append (GTK_BOX (row), pdl_part_glyph_line (late ? PDL_GLYPH_CLOCK : due->state == PDL_DUE_SATISFIED ? PDL_GLYPH_TRUE : PDL_GLYPH_RING,
                                                      late ? PDL_ROLE_MATTERS : PDL_ROLE_DIM, texts));
  gtk_box_append (GTK_BOX (row), state);
  if (due->visit >= 0)
    gtk_widget_set_margin_start (row, 24);
  end_row (list, row);
}

/* One journey to the hospital: its days, then what is done there. */
static void
add_visit (GtkWidget *list, PdlPlan *plan, int index)
{
  const PdlPlanVisit *visit = &plan->visits[index];
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  g_autofree char *title = g_strdup_printf (ngettext ("One visit for %u item", "One visit for %u items", visit->n_items), visit->n_items);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *label = pdl_part_label (title, "pdl-body");

  gtk_widget_add_css_class (label, "recorded");
  gtk_box_append (GTK_BOX (texts), label);
  gtk_box_append (GTK_BOX (texts), pdl_part_label (_ ("The days that suit every one of them; no window is widened for it."), "pdl-caption"));
  gtk_box_append (GTK_BOX (row), make_when (visit->earliest, visit->due, visit->latest));
  gtk_box_append (GTK_BOX (row), texts);
  end_row (list, row);
  for (guint i = 0; i < plan->n_items; i++)
    if (plan->items[i].visit == index)
      add_row (list, &plan->items[i]);
}

static void
refresh (gpointer view)
{
  Page *page = g_object_get_data (view, "pdl-page");
  PdlPlan *plan = pdl_session_get_plan (page->session);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (page->list)) != NULL)
    gtk_box_remove (GTK_BOX (page->list), child);
  if (plan == NULL || plan->n_items == 0)
    gtk_box_append (GTK_BOX (page->list),
                    pdl_part_label (_ ("Nothing is due. Follow-up starts with a metastasis found, a recorded or planned treatment, or a new symptom."), "pdl-note"));
  for (guint i = 0, shown = 0; plan != NULL && i < plan->n_items; i++)
    if (plan->items[i].visit < 0)
      add_row (page->list, &plan->items[i]);
    else if (plan->items[i].visit >= (int) shown)
      {
        /* Visits are numbered by the item that leads; a member of a later visit may be due before the lead of an earlier one. */
        while ((int) shown <= plan->items[i].visit)
          add_visit (page->list, plan, (int) shown++);
      }
}

static void
page_free (gpointer data)
{
  g_free (data);
}

GtkWidget *
pdl_follow_up_page_new (PdlSession *session)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GSignalGroup *group = g_signal_group_new (PDL_TYPE_SESSION);
  Page *page = g_new0 (Page, 1);

  page->session = session;
  page->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_margin_start (page->list, 14);
  gtk_widget_set_margin_end (page->list, 14);
  gtk_widget_set_margin_bottom (page->list, 14);
  gtk_box_append (GTK_BOX (box), pdl_timeline_view_new (session, TRUE));
  gtk_box_append (GTK_BOX (box), page->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), box);
  g_signal_group_connect_swapped (group, "evaluated", G_CALLBACK (pdl_refresh_queue), scrolled);
  g_signal_group_connect_swapped (group, "case-changed", G_CALLBACK (pdl_refresh_queue), scrolled);
  g_signal_group_set_target (group, session);
  g_object_set_data_full (G_OBJECT (scrolled), "pdl-page", page, page_free);
  g_object_set_data_full (G_OBJECT (scrolled), "pdl-signals", group, g_object_unref);
  gtk_accessible_update_property (GTK_ACCESSIBLE (scrolled), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Follow-up"), -1);
  pdl_refresh_init (scrolled, refresh);
  pdl_refresh_queue (scrolled);
  return scrolled;
}
