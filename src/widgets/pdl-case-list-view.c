/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The case list. Rows show the stored summary; nothing is evaluated here. Main thread; owns its selection model. */
#include "pdl-case-list-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-glyph-icon.h"

struct _PdlCaseListView
{
  GtkWidget parent_instance;

  PdlSession *session;           /* (owned) */
  PdlCaseList *list;             /* (owned) */
  GtkSingleSelection *selection; /* (owned) */
  gboolean following;            /* we move the selection, nobody chose */

  GtkWidget *box;
  GtkWidget *search;
  GtkWidget *stack;
  GtkWidget *view;
  GtkWidget *no_hit;
  GtkWidget *foot;
};

enum { SIGNAL_OPEN_CASE, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlCaseListView, pdl_case_list_view, GTK_TYPE_WIDGET)

/* One row: heading or case. The widgets stand once, the bind fills them. */
#define PDL_TYPE_CASE_ROW_WIDGET (pdl_case_row_widget_get_type ())
G_DECLARE_FINAL_TYPE (PdlCaseRowWidget, pdl_case_row_widget, PDL, CASE_ROW_WIDGET, GtkWidget)

struct _PdlCaseRowWidget
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *glyph, *name, *due_glyph, *due, *facts;
};

G_DEFINE_FINAL_TYPE (PdlCaseRowWidget, pdl_case_row_widget, GTK_TYPE_WIDGET)

static void
pdl_case_row_widget_dispose (GObject *object)
{
  g_clear_pointer (&PDL_CASE_ROW_WIDGET (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (pdl_case_row_widget_parent_class)->dispose (object);
}

static void
pdl_case_row_widget_class_init (PdlCaseRowWidgetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_case_row_widget_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pdl_case_row_widget_init (PdlCaseRowWidget *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->glyph = pdl_glyph_icon_new (PDL_GLYPH_OCTAGON, PDL_ROLE_URGENT);
  pdl_glyph_icon_set_size (PDL_GLYPH_ICON (self->glyph), 0.7);
  self->name = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->name, TRUE);
  self->due_glyph = pdl_glyph_icon_new (PDL_GLYPH_CLOCK, PDL_ROLE_MATTERS);
  pdl_glyph_icon_set_size (PDL_GLYPH_ICON (self->due_glyph), 0.75);
  self->due = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->due, "num");
  gtk_box_append (GTK_BOX (line), self->glyph);
  gtk_box_append (GTK_BOX (line), self->name);
  gtk_box_append (GTK_BOX (line), self->due_glyph);
  gtk_box_append (GTK_BOX (line), self->due);
  gtk_box_append (GTK_BOX (self->box), line);
  self->facts = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->facts), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->facts), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->facts, "pdl-caption");
  gtk_box_append (GTK_BOX (self->box), self->facts);
}

static const char *
get_worklist_title (const char *worklist)
{
  if (g_strcmp0 (worklist, "urgent") == 0)
    return _("Urgent");
  if (g_strcmp0 (worklist, "overdue") == 0)
    return _("Overdue");
  if (g_strcmp0 (worklist, "discuss") == 0)
    return _("To discuss");
  return _("Followed");
}

/* Label of a code of any finding that has it: the summary holds codes only. */
static const char *
label_code (PdlDictionary *dictionary, const char *const *ids, const char *code)
{
  for (guint i = 0; code != NULL && ids[i] != NULL; i++)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, ids[i]);
      const PdlCode *found = finding != NULL ? pdl_finding_lookup_code (finding, code, NULL) : NULL;

      if (found != NULL)
        return pdl_dictionary_translate (found->label);
    }
  return code;
}

static char *
describe_facts (PdlDictionary *dictionary, const PdlCaseSummary *summary)
{
  static const char *const primary[] = { "primary_site", "primary_tumour", NULL };
  static const char *const band[] = { "sins_band", NULL };
  static const char *const grade[] = { "escc_grade", NULL };
  GString *text = g_string_new (NULL);

  if (summary->primary != NULL)
    g_string_append (text, label_code (dictionary, primary, summary->primary));
  if (summary->levels != NULL && *summary->levels != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", summary->levels);
  if (summary->worst_escc != NULL)
    {
      const PdlFinding *finding = pdl_dictionary_lookup (dictionary, grade[0]);
      g_auto (GStrv) words = finding != NULL ? g_strsplit (pdl_dictionary_translate (finding->label), " ", 2) : NULL;

      g_string_append_printf (text, "%s%s %s", text->len > 0 ? " · " : "", words != NULL ? words[0] : "", label_code (dictionary, grade, summary->worst_escc));
    }
  if (summary->sins_band != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", label_code (dictionary, band, summary->sins_band));
  if (text->len == 0)
    g_string_append (text, _("nothing marked yet"));
  return g_string_free (text, FALSE);
}

static char *
describe_due (PdlCaseListView *self, const PdlCaseSummary *summary, gboolean *ret_late)
{
  PdlMinute now = pdl_session_get_now (self->session);
  PdlDay today = pdl_minute_day (now);
  int year, month, day;
  g_autoptr (GDateTime) when = NULL;

  *ret_late = FALSE;
  if (summary->urgent_until != PDL_MINUTE_NONE)
    {
      gint64 minutes = summary->urgent_until - now;

      if (minutes < 0)
        return g_strdup (_("passed"));
      return minutes < 60 ? g_strdup_printf (_("%d min"), (int) minutes) : g_strdup_printf (_("%d h"), (int) (minutes / 60));
    }
  if (g_strcmp0 (summary->worklist, "urgent") == 0)
    return g_strdup (_("≤ 24 h"));
  if (summary->next_due == PDL_DAY_NONE)
    return g_strdup ("");
  if (g_strcmp0 (summary->worklist, "overdue") == 0 && summary->next_due < today)
    {
      *ret_late = TRUE;
      return g_strdup_printf (_("%d d late"), (int) (today - summary->next_due));
    }
  pdl_day_to_ymd (summary->next_due, &year, &month, &day);
  when = g_date_time_new_local (year, month, day, 0, 0, 0);
  {
    int this_year, ignored;

    pdl_day_to_ymd (today, &this_year, &ignored, &ignored);
    return g_date_time_format (when, year == this_year ? "%-e %b" : "%-e %b %Y");
  }
}

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

static void
bind_cb (PdlCaseListView *self, GtkListItem *item)
{
  PdlCaseRowWidget *widget = PDL_CASE_ROW_WIDGET (gtk_list_item_get_child (item));
  PdlCaseRow *row = PDL_CASE_ROW (gtk_list_item_get_item (item));
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
  gboolean heading = pdl_case_row_is_heading (row);
  gboolean urgent = g_strcmp0 (pdl_case_row_get_worklist (row), "urgent") == 0;
  gboolean overdue = g_strcmp0 (pdl_case_row_get_worklist (row), "overdue") == 0;
  g_autofree char *due = NULL;
  g_autofree char *name = NULL;
  gboolean late = FALSE;

  gtk_list_item_set_selectable (item, !heading);
  gtk_list_item_set_activatable (item, !heading);
  set_class (GTK_WIDGET (widget), "heading", heading);
  set_class (GTK_WIDGET (widget), "pdl-case-row", !heading);
  gtk_widget_set_visible (widget->facts, !heading);
  gtk_widget_set_visible (widget->glyph, heading && (urgent || overdue));
  set_class (widget->name, "pdl-sect", heading);
  set_class (widget->name, "pdl-body", !heading);
  set_class (widget->due, "pdl-caption", heading || (!urgent && !overdue));
  set_class (widget->due, "pdl-urgent", !heading && urgent);
  set_class (widget->due, "pdl-matter", !heading && overdue);
  if (heading)
    {
      const char *title = get_worklist_title (pdl_case_row_get_worklist (row));

      pdl_glyph_icon_set_glyph (PDL_GLYPH_ICON (widget->glyph), urgent ? PDL_GLYPH_OCTAGON : PDL_GLYPH_CLOCK, urgent ? PDL_ROLE_URGENT : PDL_ROLE_MATTERS);
      gtk_label_set_text (GTK_LABEL (widget->name), title);
      due = g_strdup_printf ("%u", pdl_case_row_get_count (row));
      name = g_strdup_printf ("%s, %s", title, due);
    }
  else
    {
      const PdlCaseSummary *summary = pdl_case_row_get_summary (row);
      g_autofree char *facts = describe_facts (dictionary, summary);

      due = describe_due (self, summary, &late);
      gtk_label_set_text (GTK_LABEL (widget->name), summary->name != NULL && *summary->name != '\0' ? summary->name : _("No name yet"));
      gtk_label_set_text (GTK_LABEL (widget->facts), facts);
      name = g_strdup_printf ("%s, %s%s%s", gtk_label_get_text (GTK_LABEL (widget->name)), facts, *due != '\0' ? ", " : "", due);
    }
  gtk_widget_set_visible (widget->due_glyph, late);
  gtk_label_set_text (GTK_LABEL (widget->due), due);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* The list's own item widget has no name in GTK 4.8, and it is what the keyboard stands on. */
  if (gtk_widget_get_parent (GTK_WIDGET (widget)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (widget))), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
setup_cb (PdlCaseListView *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, g_object_new (PDL_TYPE_CASE_ROW_WIDGET, NULL));
}

static void
choose (PdlCaseListView *self, guint position)
{
  g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  const PdlCaseSummary *summary = row != NULL ? pdl_case_row_get_summary (row) : NULL;
  PdlCase *open = pdl_session_get_case (self->session);

  if (summary != NULL && (open == NULL || g_strcmp0 (pdl_case_get_uid (open), summary->uid) != 0))
    g_signal_emit (self, signals[SIGNAL_OPEN_CASE], 0, summary->uid);
}

static void
activate_cb (PdlCaseListView *self, guint position)
{
  choose (self, position);
}

static void
follow_session (PdlCaseListView *self)
{
  PdlCase *open = pdl_session_get_case (self->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint found = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; open != NULL && i < n && found == GTK_INVALID_LIST_POSITION; i++)
    {
      g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);
      const PdlCaseSummary *summary = pdl_case_row_get_summary (row);

      if (summary != NULL && g_strcmp0 (summary->uid, pdl_case_get_uid (open)) == 0)
        found = i;
    }
  self->following = TRUE;
  gtk_single_selection_set_selected (self->selection, found);
  self->following = FALSE;
}

static void
update_page (PdlCaseListView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  gboolean any = FALSE;

  for (guint i = 0; i < n && !any; i++)
    {
      g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      any = !pdl_case_row_is_heading (row);
    }
  if (!any && *typed != '\0')
    {
      g_autofree char *text = g_strdup_printf (_("No case matches “%s”"), typed);

      gtk_label_set_text (GTK_LABEL (self->no_hit), text);
    }
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), any ? "list" : *typed != '\0' ? "no-hit" : "empty");
  follow_session (self);
}

static void
search_changed_cb (PdlCaseListView *self)
{
  pdl_case_list_set_search (self->list, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
search_activated_cb (PdlCaseListView *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (PdlCaseRow) row = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (!pdl_case_row_is_heading (row))
        {
          choose (self, i);
          return;
        }
    }
}

static void
clear_cb (PdlCaseListView *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (self->search);
}

static void
pdl_case_list_view_dispose (GObject *object)
{
  PdlCaseListView *self = PDL_CASE_LIST_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_case_list_view_parent_class)->dispose (object);
}

static void
pdl_case_list_view_class_init (PdlCaseListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_case_list_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/org/pedicle/Pedicle/ui/pdl-case-list-view.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, box);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, search);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, stack);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, view);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, no_hit);
  gtk_widget_class_bind_template_child (widget_class, PdlCaseListView, foot);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_set_css_name (widget_class, "caselist");
  signals[SIGNAL_OPEN_CASE] = g_signal_new ("open-case", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                            G_TYPE_STRING);
}

static void
pdl_case_list_view_init (PdlCaseListView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cases"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Search cases"), -1);
}

GtkWidget *
pdl_case_list_view_new (PdlSession *session, PdlCaseList *list)
{
  PdlCaseListView *self = g_object_new (PDL_TYPE_CASE_LIST_VIEW, NULL);
  PdlKnowledge *knowledge = pdl_session_get_knowledge (session);
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autofree char *foot = NULL;

  self->session = g_object_ref (session);
  self->list = g_object_ref (list);
  g_signal_connect_swapped (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect_swapped (factory, "bind", G_CALLBACK (bind_cb), self);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (list)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->view), factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->view), GTK_SELECTION_MODEL (self->selection));
  foot = g_strdup_printf (_("Knowledge %s of %s"), pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge));
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
  if (pdl_knowledge_get_local_hash (knowledge) != NULL)
    {
      gtk_label_set_ellipsize (GTK_LABEL (self->foot), PANGO_ELLIPSIZE_NONE);
      gtk_label_set_wrap (GTK_LABEL (self->foot), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (self->foot), PANGO_WRAP_WORD_CHAR);
    }
  g_signal_connect_object (list, "items-changed", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  g_signal_connect_object (session, "case-changed", G_CALLBACK (follow_session), self, G_CONNECT_SWAPPED);
  update_page (self);
  return GTK_WIDGET (self);
}

void
pdl_case_list_view_focus_search (PdlCaseListView *self)
{
  g_return_if_fail (PDL_IS_CASE_LIST_VIEW (self));

  gtk_widget_grab_focus (self->search);
  /* What was searched before is replaced by what is typed now. */
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
pdl_case_list_view_focus_list (PdlCaseListView *self)
{
  g_return_if_fail (PDL_IS_CASE_LIST_VIEW (self));

  if (g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->stack)), "list") != 0 || !gtk_widget_child_focus (self->view, GTK_DIR_TAB_FORWARD))
    gtk_widget_grab_focus (self->search);
}
