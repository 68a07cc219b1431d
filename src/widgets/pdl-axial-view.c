/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The axial page of the editor column: head, ring of parts, words for them, pictures of the grades, foot. Main thread. */
#include "pdl-axial-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-axial-ring.h"
#include "pdl-spine-state.h"
#include "pdl-theme.h"

#define MAX_GRADES 6

struct _PdlAxialView
{
  GtkWidget parent_instance;

  PdlSession *session;   /* (owned) */
  GSignalGroup *signals; /* (owned) */
  gboolean prefixed;     /* "e" was pressed, a grade follows */
  PdlLevel level;        /* of the pictures */

  GtkWidget *box;
  GtkWidget *title;
  GtkWidget *ring;
  GtkWidget *involved, *free;
  GtkWidget *grade_title;
  GtkWidget *grades[MAX_GRADES];
  GtkWidget *pictures[MAX_GRADES];
  GtkWidget *captions[MAX_GRADES];
  guint n_grades;
};

G_DEFINE_FINAL_TYPE (PdlAxialView, pdl_axial_view, GTK_TYPE_WIDGET)

static void
refresh (PdlAxialView *self)
{
  PdlLevel level = pdl_session_get_level (self->session);
  PdlAnatomy *anatomy = pdl_theme_get_anatomy ();
  const PdlFinding *finding = pdl_spine_finding (self->session, PDL_SPINE_ESCC);
  g_autofree char *involved = NULL;
  g_autofree char *free_parts = NULL;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  gtk_label_set_text (GTK_LABEL (self->title), level != PDL_LEVEL_NONE ? pdl_level_name (level) : "–");
  pdl_axial_ring_refresh (PDL_AXIAL_RING (self->ring));
  involved = pdl_axial_ring_describe (PDL_AXIAL_RING (self->ring), TRUE);
  free_parts = pdl_axial_ring_describe (PDL_AXIAL_RING (self->ring), FALSE);
  gtk_label_set_text (GTK_LABEL (self->involved), involved);
  gtk_label_set_text (GTK_LABEL (self->free), free_parts);
  for (guint i = 0; finding != NULL && i < self->n_grades; i++)
    gtk_widget_set_visible (self->grades[i], anatomy != NULL && level != PDL_LEVEL_NONE
                                               && pdl_axial_grade_exists (anatomy, level, finding->codes[i].code));
  if (level != self->level)
    {
      self->level = level;
      for (guint i = 0; i < self->n_grades; i++)
        gtk_widget_queue_draw (self->pictures[i]);
    }
}

static void
draw_grade_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  PdlAxialView *self = user_data;
  PdlAnatomy *anatomy = pdl_theme_get_anatomy ();
  const PdlFinding *finding = pdl_spine_finding (self->session, PDL_SPINE_ESCC);
  PdlLevel level = pdl_session_get_level (self->session);

  if (anatomy == NULL || finding == NULL || level == PDL_LEVEL_NONE)
    return;
  for (guint i = 0; i < self->n_grades; i++)
    if (self->pictures[i] == GTK_WIDGET (area) && pdl_axial_grade_exists (anatomy, level, finding->codes[i].code))
      pdl_axial_paint_grade (anatomy, cr, pdl_theme_get_palette (), level, finding->codes[i].code, 0, 0, width, height);
}

static void
close_cb (PdlAxialView *self)
{
  g_signal_emit_by_name (self, "close");
}

static void
refused_cb (PdlAxialView *self, const char *sentence)
{
  g_signal_emit_by_name (self, "refused", sentence);
}

static void
set_finding (PdlAxialView *self, const PdlFinding *finding, const char *text)
{
  g_autoptr (GError) error = NULL;

  if (!pdl_session_set_levels_text (self->session, finding->id, pdl_session_get_selected (self->session), text, &error))
    g_signal_emit_by_name (self, "refused", error->message);
}

static gboolean
key_cb (PdlAxialView *self, guint keyval, guint keycode, GdkModifierType state)
{
  gunichar key = gdk_keyval_to_unicode (gdk_keyval_to_lower (keyval));
  PdlLevel level = pdl_session_get_level (self->session);
  const PdlFinding *finding = NULL;

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return FALSE;
  if (self->prefixed && key != 0)
    {
      const char *text = key == '?' ? "?" : pdl_spine_key_lookup (self->session, key, TRUE, &finding);

      self->prefixed = FALSE;
      if (finding == NULL)
        finding = pdl_spine_finding (self->session, PDL_SPINE_ESCC);
      if (text != NULL && finding != NULL)
        set_finding (self, finding, text);
      return TRUE;
    }
  if (pdl_spine_key_is_prefix (key))
    {
      self->prefixed = TRUE;
      return TRUE;
    }
  if (keyval == GDK_KEY_Escape)
    {
      close_cb (self);
      return TRUE;
    }
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_Down) && level != PDL_LEVEL_NONE)
    {
      PdlLevel next = CLAMP (level + (keyval == GDK_KEY_Up ? -1 : 1), 0, PDL_N_LEVELS - 1);

      pdl_session_select (self->session, next, PDL_LEVEL_BIT (next));
      return TRUE;
    }
  return FALSE;
}

static gboolean
pdl_axial_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (PDL_AXIAL_VIEW (widget)->ring);
}

static void
pdl_axial_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (pdl_axial_view_parent_class)->map (widget);
  refresh (PDL_AXIAL_VIEW (widget));
}

static void
pdl_axial_view_dispose (GObject *object)
{
  PdlAxialView *self = PDL_AXIAL_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_axial_view_parent_class)->dispose (object);
}

static void
pdl_axial_view_class_init (PdlAxialViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_axial_view_dispose;
  widget_class->grab_focus = pdl_axial_view_grab_focus;
  widget_class->map = pdl_axial_view_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "axialview");
  g_signal_new ("close", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static GtkWidget *
make_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
build_head (PdlAxialView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_tooltip_text (back, _("Back to the editor (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (back), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Back to the editor"), -1);
  gtk_widget_add_css_class (back, "flat");
  gtk_widget_set_valign (back, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (back, "clicked", G_CALLBACK (close_cb), self);
  self->title = make_label ("", "pdl-h1");
  gtk_box_append (GTK_BOX (texts), make_label (_("Axial, seen from below"), "pdl-sect"));
  gtk_box_append (GTK_BOX (texts), make_label (_("Left and right sides as on CT and MRI"), "pdl-caption"));
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (head), back);
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), texts);
  gtk_widget_add_css_class (head, "pdl-head");
  return head;
}

static void
build_grades (PdlAxialView *self, GtkBox *into)
{
  const PdlFinding *finding = pdl_spine_finding (self->session, PDL_SPINE_ESCC);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *unknown;
  g_autofree char *action = NULL;

  if (finding == NULL)
    return;
  action = g_strdup_printf ("level.%s", finding->id);
  self->grade_title = make_label (pdl_dictionary_translate (finding->label), "pdl-sect");
  gtk_widget_set_hexpand (self->grade_title, TRUE);
  gtk_box_append (GTK_BOX (head), self->grade_title);
  unknown = gtk_toggle_button_new_with_label (_("? not gradable"));
  gtk_widget_add_css_class (unknown, "pdl-value");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (unknown), action);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (unknown), g_variant_new_string ("?"));
  gtk_box_append (GTK_BOX (head), unknown);
  gtk_box_append (into, head);

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  self->n_grades = MIN (finding->n_codes, MAX_GRADES);
  for (guint i = 0; i < self->n_grades; i++)
    {
      const PdlCode *code = &finding->codes[i];
      GtkWidget *button = gtk_toggle_button_new ();
      GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
      g_autofree char *name = g_strdup_printf ("%s %s%s%s", pdl_dictionary_translate (finding->label), pdl_dictionary_translate (code->label),
                                               code->help != NULL ? ": " : "", code->help != NULL ? pdl_dictionary_translate (code->help) : "");

      self->pictures[i] = gtk_drawing_area_new ();
      gtk_widget_set_size_request (self->pictures[i], 84, 66);
      gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->pictures[i]), draw_grade_cb, self, NULL);
      self->captions[i] = make_label (code->help != NULL ? pdl_dictionary_translate (code->help) : "", "pdl-caption");
      gtk_label_set_max_width_chars (GTK_LABEL (self->captions[i]), 14);
      gtk_label_set_lines (GTK_LABEL (self->captions[i]), 3);
      gtk_label_set_ellipsize (GTK_LABEL (self->captions[i]), PANGO_ELLIPSIZE_END);
      gtk_box_append (GTK_BOX (content), make_label (pdl_dictionary_translate (code->label), "pdl-h3"));
      gtk_box_append (GTK_BOX (content), self->pictures[i]);
      gtk_box_append (GTK_BOX (content), self->captions[i]);
      gtk_button_set_child (GTK_BUTTON (button), content);
      gtk_widget_add_css_class (button, "pdl-grade");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
      gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), g_variant_new_string (code->code));
      gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
      self->grades[i] = button;
      gtk_grid_attach (GTK_GRID (grid), button, (int) (i % 3), (int) (i / 3), 1, 1);
    }
  gtk_box_append (into, grid);
}

static void
pdl_axial_view_init (PdlAxialView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->level = PDL_LEVEL_NONE;
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
}

GtkWidget *
pdl_axial_view_new (PdlSession *session)
{
  PdlAxialView *self = g_object_new (PDL_TYPE_AXIAL_VIEW, NULL);
  GtkWidget *words = gtk_grid_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *foot;

  self->session = g_object_ref (session);
  gtk_box_append (GTK_BOX (self->box), build_head (self));
  self->ring = pdl_axial_ring_new (session);
  gtk_widget_set_vexpand (self->ring, TRUE);
  g_signal_connect_swapped (self->ring, "refused", G_CALLBACK (refused_cb), self);
  gtk_box_append (GTK_BOX (body), self->ring);

  self->involved = make_label ("", "pdl-body");
  self->free = make_label ("", "pdl-body");
  gtk_widget_add_css_class (self->free, "dim");
  gtk_widget_set_hexpand (self->involved, TRUE);
  gtk_grid_set_column_spacing (GTK_GRID (words), 12);
  gtk_grid_attach (GTK_GRID (words), make_label (_("Tumour in"), "pdl-sect"), 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (words), self->involved, 1, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (words), make_label (_("Free"), "pdl-sect"), 0, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (words), self->free, 1, 1, 1, 1);
  gtk_box_append (GTK_BOX (body), words);
  gtk_box_append (GTK_BOX (body), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  build_grades (self, GTK_BOX (body));
  gtk_widget_add_css_class (body, "pdl-section-body");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), body);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->box), scrolled);
  foot = make_label (_("← → sector · Space toggle · e grade · ↑ ↓ level · Esc back"), "pdl-caption");
  gtk_widget_add_css_class (foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->box), foot);

  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "case-changed", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (refresh), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (refresh), self);
  g_signal_group_set_target (self->signals, session);
  return GTK_WIDGET (self);
}
