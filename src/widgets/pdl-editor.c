/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The editor column: the visit's head, the sections, the foot line with the keys of the row in hand. Main thread. */
#include "pdl-editor.h"

#include <glib/gi18n-lib.h>

#include "pdl-section-words.h"
#include "pdl-visit-day.h"

struct _PdlEditor
{
  GtkWidget parent_instance;

  PdlSession *session;  /* (owned) */
  GSignalGroup *signals; /* (owned) */
  GPtrArray *sections;  /* (owned) of PdlSectionView */
  guint scroll_id;      /* waits to scroll to the open section */
  char *last_open;      /* (owned) (nullable) finding visited last by pdl_editor_next_open () */

  GtkWidget *box;
  GtkWidget *head;
  GtkWidget *visit, *visit_note, *visit_day;
  GtkWidget *scrolled;
  GtkWidget *list;
  GtkWidget *foot;
};

G_DEFINE_FINAL_TYPE (PdlEditor, pdl_editor, GTK_TYPE_WIDGET)

static void
update_visit (PdlEditor *self)
{
  PdlCase *kase = pdl_session_get_case (self->session);
  const PdlAssessment *assessment = pdl_session_get_assessment (self->session);
  guint n = kase != NULL ? pdl_case_get_n_assessments (kase) : 0;
  g_autofree char *title = NULL;
  g_autofree char *note = NULL;
  g_autofree char *date = NULL;
  int year, month, day;

  if (assessment == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->visit), _("No visit"));
      gtk_widget_set_visible (self->visit_day, FALSE);
      gtk_label_set_text (GTK_LABEL (self->visit_note), "");
      return;
    }
  gtk_widget_set_visible (self->visit_day, TRUE);
  pdl_day_to_ymd (pdl_assessment_get_day (assessment), &year, &month, &day);
  {
    g_autoptr (GDateTime) when = g_date_time_new_local (year, month, day, 0, 0, 0);

    /* Translators: date of a visit, "Mon 2 Mar 2026" */
    date = g_date_time_format (when, _("%a %-e %b %Y"));
  }
  title = g_strdup_printf (n == 1 ? _("First visit, %s") : _("Visit of %s"), date);
  gtk_label_set_text (GTK_LABEL (self->visit), title);
  if (n > 1)
    note = g_strdup_printf (ngettext ("%u visit before", "%u visits before", n - 1), n - 1);
  gtk_label_set_text (GTK_LABEL (self->visit_note), note != NULL ? note : "");
  gtk_widget_set_visible (self->visit_note, note != NULL);
}

void
pdl_editor_open_visit_day (PdlEditor *self)
{
  g_return_if_fail (PDL_IS_EDITOR (self));

  pdl_visit_day_open (PDL_VISIT_DAY (self->visit_day));
}

static void
refresh (PdlEditor *self)
{
  g_auto (GStrv) open = pdl_session_list_open (self->session);

  update_visit (self);
  for (guint i = 0; i < self->sections->len; i++)
    pdl_section_view_refresh (g_ptr_array_index (self->sections, i), (const char *const *) open);
}

static void
case_changed_cb (PdlEditor *self)
{
  g_clear_pointer (&self->last_open, g_free);
  for (guint i = 0; i < self->sections->len; i++)
    pdl_section_view_set_open (g_ptr_array_index (self->sections, i), FALSE);
  refresh (self);
}

static void
close_others (PdlEditor *self, PdlSectionView *open)
{
  for (guint i = 0; i < self->sections->len; i++)
    {
      PdlSectionView *section = g_ptr_array_index (self->sections, i);

      if (section != open && pdl_section_view_is_open (section))
        pdl_section_view_set_open (section, FALSE);
    }
}

/* The section that was opened comes to the top when it is longer than the page, else just into view. */
static gboolean
scroll_cb (gpointer user_data)
{
  PdlEditor *self = user_data;
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (self->scrolled));
  double value = gtk_adjustment_get_value (adjustment);
  double page = gtk_adjustment_get_page_size (adjustment);

  self->scroll_id = 0;
  for (guint i = 0; i < self->sections->len; i++)
    {
      GtkWidget *section = g_ptr_array_index (self->sections, i);
      graphene_rect_t bounds;

      if (!pdl_section_view_is_open (PDL_SECTION_VIEW (section)) || !gtk_widget_compute_bounds (section, self->list, &bounds))
        continue;
      if (bounds.origin.y + bounds.size.height > value + page)
        value = MIN (bounds.origin.y, bounds.origin.y + bounds.size.height - page + 8);
      if (bounds.size.height > page || bounds.origin.y < value)
        value = bounds.origin.y;
      gtk_adjustment_set_value (adjustment, value);
      break;
    }
  return G_SOURCE_REMOVE;
}

static void
section_opened_cb (PdlEditor *self, PdlSectionView *section)
{
  close_others (self, section);
  refresh (self);
  /* After the layout that gives the rows their heights. */
  if (self->scroll_id == 0)
    self->scroll_id = g_timeout_add (60, scroll_cb, self);
}

static void
section_leave_cb (PdlEditor *self, int step, PdlSectionView *section)
{
  guint at;

  if (!g_ptr_array_find (self->sections, section, &at))
    return;
  if (step > 0 && at + 1 < self->sections->len)
    pdl_editor_open_section (self, at + 1);
  else if (step < 0 && at > 0)
    {
      PdlSectionView *before = g_ptr_array_index (self->sections, at - 1);

      pdl_section_view_set_open (before, TRUE);
      section_opened_cb (self, before);
      pdl_section_view_focus_edge (before, FALSE);
    }
}

static void
keys_changed_cb (PdlEditor *self, PdlFindingRow *row)
{
  g_autofree char *keys = pdl_finding_row_describe_keys (row);

  gtk_label_set_text (GTK_LABEL (self->foot), keys);
}

static void
pdl_editor_dispose (GObject *object)
{
  PdlEditor *self = PDL_EDITOR (object);

  g_clear_handle_id (&self->scroll_id, g_source_remove);
  g_clear_object (&self->signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->last_open, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_editor_parent_class)->dispose (object);
}

static void
pdl_editor_class_init (PdlEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_editor_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "editor");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
pdl_editor_init (PdlEditor *self)
{
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *new_visit = gtk_button_new_with_label (_("New visit"));

  self->sections = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->visit = gtk_label_new (NULL);
  self->visit_note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->visit), 0);
  gtk_label_set_xalign (GTK_LABEL (self->visit_note), 0);
  gtk_label_set_wrap (GTK_LABEL (self->visit), TRUE);
  gtk_widget_add_css_class (self->visit, "pdl-h3");
  gtk_widget_add_css_class (self->visit_note, "pdl-caption");
  gtk_box_append (GTK_BOX (texts), self->visit);
  gtk_box_append (GTK_BOX (texts), self->visit_note);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (self->head), texts);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (new_visit), "win.new-visit");
  gtk_widget_set_valign (new_visit, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (new_visit, "pdl-button");
  gtk_box_append (GTK_BOX (self->head), new_visit);
  gtk_widget_add_css_class (self->head, "pdl-head");
  gtk_box_append (GTK_BOX (self->box), self->head);

  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), self->list);
  gtk_widget_set_vexpand (self->scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->scrolled);

  self->foot = gtk_label_new (_("F1 help"));
  gtk_label_set_xalign (GTK_LABEL (self->foot), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->foot), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->foot, "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->box), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Editor"), -1);
}

GtkWidget *
pdl_editor_new (PdlSession *session, GActionGroup *const *groups)
{
  PdlEditor *self = g_object_new (PDL_TYPE_EDITOR, NULL);
  PdlDictionary *dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (session));
  static const char *const keys[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "0" };

  self->session = g_object_ref (session);
  self->visit_day = pdl_visit_day_new (session);
  gtk_widget_set_valign (self->visit_day, GTK_ALIGN_CENTER);
  gtk_box_insert_child_after (GTK_BOX (self->head), self->visit_day, gtk_widget_get_first_child (self->head));
  for (guint i = 0; i < pdl_dictionary_get_n_sections (dictionary); i++)
    {
      const PdlSection *section = pdl_dictionary_get_section (dictionary, i);
      GtkWidget *view = pdl_section_view_new (session, section, groups, i < G_N_ELEMENTS (keys) ? keys[i] : NULL);

      g_signal_connect_swapped (view, "opened", G_CALLBACK (section_opened_cb), self);
      g_signal_connect_swapped (view, "leave", G_CALLBACK (section_leave_cb), self);
      g_signal_connect_swapped (view, "keys-changed", G_CALLBACK (keys_changed_cb), self);
      g_ptr_array_add (self->sections, view);
      gtk_box_append (GTK_BOX (self->list), view);
    }
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (case_changed_cb), self);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::levels", G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, session);
  refresh (self);
  return GTK_WIDGET (self);
}

void
pdl_editor_open_section (PdlEditor *self, guint index)
{
  PdlSectionView *section;

  g_return_if_fail (PDL_IS_EDITOR (self));

  if (index >= self->sections->len)
    return;
  section = g_ptr_array_index (self->sections, index);
  pdl_section_view_set_open (section, TRUE);
  section_opened_cb (self, section);
  pdl_section_view_focus_edge (section, TRUE);
}

void
pdl_editor_show_levels (PdlEditor *self, gboolean focus)
{
  PdlDictionary *dictionary;

  g_return_if_fail (PDL_IS_EDITOR (self));

  dictionary = pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);
      PdlSectionView *section;

      if (finding->scope != PDL_SCOPE_LEVEL)
        continue;
      section = pdl_editor_get_section (self, finding->section);
      if (section == NULL)
        return;
      if (!pdl_section_view_is_open (section))
        {
          pdl_section_view_set_open (section, TRUE);
          section_opened_cb (self, section);
        }
      if (focus)
        pdl_section_view_focus_edge (section, TRUE);
      return;
    }
}

gboolean
pdl_editor_go_to (PdlEditor *self, const char *id)
{
  g_return_val_if_fail (PDL_IS_EDITOR (self), FALSE);

  for (guint i = 0; i < self->sections->len; i++)
    if (pdl_section_view_has_finding (g_ptr_array_index (self->sections, i), id))
      return pdl_section_view_go_to (g_ptr_array_index (self->sections, i), id);
  return FALSE;
}

gboolean
pdl_editor_next_open (PdlEditor *self)
{
  g_auto (GStrv) open = pdl_session_list_open (self->session);
  guint n = g_strv_length (open);
  guint start = 0;

  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (open[i], self->last_open) == 0)
      start = i + 1;
  for (guint i = 0; i < n; i++)
    {
      const char *id = open[(start + i) % n];

      if (pdl_editor_go_to (self, id))
        {
          g_free (self->last_open);
          self->last_open = g_strdup (id);
          return TRUE;
        }
    }
  return FALSE;
}

PdlSectionView *
pdl_editor_get_section (PdlEditor *self, const char *id)
{
  g_return_val_if_fail (PDL_IS_EDITOR (self), NULL);

  for (guint i = 0; i < self->sections->len; i++)
    if (g_strcmp0 (pdl_section_view_get_section (g_ptr_array_index (self->sections, i))->id, id) == 0)
      return g_ptr_array_index (self->sections, i);
  return NULL;
}

PdlFindingRow *
pdl_editor_get_focused_row (PdlEditor *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (PDL_IS_EDITOR (self), NULL);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    return NULL;
  if (PDL_IS_FINDING_ROW (focus))
    return PDL_FINDING_ROW (focus);
  return (PdlFindingRow *) gtk_widget_get_ancestor (focus, PDL_TYPE_FINDING_ROW);
}
