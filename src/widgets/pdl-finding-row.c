/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One finding as label and control: its value, its absence, what the rule or the default says beside it, and the reason
 * when a text is refused. No clinical word: label, values and unit come from the dictionary. Main thread.
 */
#include "pdl-finding-row.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "pdl-finding-actions.h"
#include "pdl-finding-row-private.h"
#include "pdl-glyph-icon.h"
#include "pdl-row-line.h"
#include "pdl-tooltip.h"

enum { SIGNAL_ADVANCE, SIGNAL_KEYS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlFindingRow, pdl_finding_row, GTK_TYPE_WIDGET)

static void
set_class (GtkWidget *widget, const char *name, gboolean on)
{
  if (on)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}

/* What the evaluation reads here; @ret_rule: what the rule says beside an entry. */
static const PdlValue *
get_effective (PdlFindingRow *self, gboolean *ret_entered, const PdlValue **ret_rule)
{
  PdlEvaluation *evaluation = self->session != NULL ? pdl_session_get_evaluation (self->session) : NULL;
  PdlLevel level = PDL_LEVEL_NONE;
  int target = -1;

  *ret_entered = FALSE;
  *ret_rule = NULL;
  if (evaluation == NULL || self->finding->scope == PDL_SCOPE_IDENTITY || self->finding->scope == PDL_SCOPE_FIELD)
    return NULL;
  if (self->finding->scope == PDL_SCOPE_LEVEL)
    {
      level = pdl_session_get_level (self->session);
      if (level == PDL_LEVEL_NONE)
        return NULL;
    }
  else if (self->finding->scope != PDL_SCOPE_PATIENT)
    {
      target = pdl_session_get_target (self->session);
      if (target < 0)
        return NULL;
    }
  return pdl_evaluation_get_value (evaluation, self->finding, target, level, ret_entered, ret_rule);
}

static void
update_points (PdlFindingRow *self)
{
  PdlEvaluation *evaluation = self->session != NULL ? pdl_session_get_evaluation (self->session) : NULL;
  PdlLevel level = self->session != NULL ? pdl_session_get_level (self->session) : PDL_LEVEL_NONE;

  gtk_label_set_text (GTK_LABEL (self->points), "");
  if (evaluation == NULL || self->finding->scope != PDL_SCOPE_LEVEL)
    return;
  for (guint t = 0; t < evaluation->n_targets; t++)
    for (guint s = 0; s < evaluation->targets[t].n_scores; s++)
      {
        const PdlScoreResult *result = &evaluation->targets[t].scores[s];

        if (result->level != level || level == PDL_LEVEL_NONE)
          continue;
        for (guint i = 0; i < result->n_items; i++)
          if (result->items[i].item->finding == self->finding && result->items[i].known)
            {
              g_autofree char *text = g_strdup_printf ("%g", result->items[i].min);

              gtk_label_set_text (GTK_LABEL (self->points), text);
              return;
            }
      }
}

static void
update_note (PdlFindingRow *self)
{
  const PdlValue *rule = NULL;
  gboolean entered = FALSE;
  const PdlValue *value = get_effective (self, &entered, &rule);
  g_autofree char *text = NULL;

  if (self->kind == PDL_CONTROL_READ)
    {
      g_autofree char *described = value != NULL && pdl_value_is_known (value) ? pdl_finding_describe (self->finding, value) : NULL;

      gtk_label_set_text (GTK_LABEL (self->read), described != NULL ? described : _("not known yet"));
    }
  else if (*self->state == '\0' && value != NULL && pdl_value_is_known (value))
    {
      g_autofree char *described = pdl_finding_describe (self->finding, value);

      text = g_strdup_printf (self->finding->default_value != NULL ? _("read as %s") : _("by rule: %s"), described);
    }
  else if (*self->state == '\0' && self->finding->default_value != NULL)
    {
      g_autoptr (PdlValue) standard = NULL;

      if (pdl_finding_parse (self->finding, self->finding->default_value, &standard, NULL) && standard != NULL)
        {
          g_autofree char *described = pdl_finding_describe (self->finding, standard);

          text = g_strdup_printf (_("read as %s"), described);
        }
    }
  else if (entered && rule != NULL && pdl_value_is_known (rule) && !pdl_value_equal (rule, value))
    {
      g_autofree char *described = pdl_finding_describe (self->finding, rule);

      text = g_strdup_printf (_("the rule says: %s"), described);
    }
  gtk_label_set_text (GTK_LABEL (self->note), text != NULL ? text : "");
  gtk_widget_set_visible (self->note, text != NULL);
}

static gboolean
is_unconfirmed (PdlFindingRow *self)
{
  const PdlAssessment *assessment = self->session != NULL ? pdl_session_get_assessment (self->session) : NULL;

  if (assessment == NULL || self->finding->scope == PDL_SCOPE_FIELD || self->finding->scope == PDL_SCOPE_IDENTITY)
    return FALSE;
  if (self->finding->scope == PDL_SCOPE_LEVEL)
    {
      PdlLevel level = pdl_session_get_level (self->session);

      return level != PDL_LEVEL_NONE && pdl_fields_is_unconfirmed (pdl_assessment_get_level (assessment, level), self->finding->id);
    }
  return pdl_fields_is_unconfirmed (pdl_assessment_get_fields (assessment), self->finding->id);
}

/* "Bone in canal, not asked": what assistive technology says of the row. */
static void
update_accessible (PdlFindingRow *self)
{
  const char *label = pdl_dictionary_translate (self->finding->label);
  g_autoptr (PdlValue) value = NULL;
  g_autofree char *described = NULL;
  g_autofree char *name = NULL;
  GtkWidget *target = self->kind == PDL_CONTROL_ENTRY ? self->entry : GTK_WIDGET (self);

  if (*self->state == '\0')
    described = g_strdup (_("not asked"));
  else if (g_str_equal (self->state, "?"))
    described = g_strdup (_("asked, unknown"));
  else if (g_str_equal (self->state, "n/a"))
    described = g_strdup (_("not applicable"));
  else if (pdl_finding_parse (self->finding, self->state, &value, NULL) && value != NULL)
    described = pdl_finding_describe (self->finding, value);
  if (self->kind == PDL_CONTROL_READ)
    {
      g_free (described);
      described = g_strdup (gtk_label_get_text (GTK_LABEL (self->read)));
    }
  name = g_strdup_printf ("%s, %s%s", label, described != NULL ? described : self->state, is_unconfirmed (self) ? _(", not confirmed") : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (target != GTK_WIDGET (self))
    gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_look (PdlFindingRow *self)
{
  gboolean open = *self->state == '\0' && self->kind != PDL_CONTROL_READ;

  set_class (self->label, "dim", open);
  set_class (GTK_WIDGET (self), "carried", is_unconfirmed (self));
  set_class (GTK_WIDGET (self), "matters", self->matters && open);
  pdl_glyph_icon_set_glyph (PDL_GLYPH_ICON (self->mark), self->matters && open ? PDL_GLYPH_MATTERS : PDL_GLYPH_RING,
                            self->matters && open ? PDL_ROLE_MATTERS : PDL_ROLE_DIM);
  gtk_widget_set_opacity (self->mark, open ? 1 : 0);
}

static void
read_state (PdlFindingRow *self)
{
  g_autoptr (GVariant) state = g_action_group_get_action_state (self->group, self->finding->id);

  g_free (self->state);
  self->state = state != NULL && g_variant_is_of_type (state, G_VARIANT_TYPE_STRING) ? g_variant_dup_string (state, NULL) : g_strdup ("");
}

static void
state_changed_cb (PdlFindingRow *self)
{
  read_state (self);
  pdl_finding_row_refuse (self, NULL);
  pdl_finding_row_refresh (self);
}

static void
refused_cb (PdlFindingRow *self, const char *id, const char *message)
{
  if (g_strcmp0 (id, self->finding->id) == 0)
    pdl_finding_row_refuse (self, message);
}

static void
focus_cb (PdlFindingRow *self)
{
  g_signal_emit (self, signals[SIGNAL_KEYS_CHANGED], 0);
}

static void
label_clicked_cb (PdlFindingRow *self)
{
  pdl_finding_row_focus (self);
}

static void
pdl_finding_row_dispose (GObject *object)
{
  PdlFindingRow *self = PDL_FINDING_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->buttons, g_ptr_array_unref);
  g_clear_object (&self->session);
  g_clear_object (&self->group);
  g_clear_pointer (&self->action, g_free);
  g_clear_pointer (&self->state, g_free);
  G_OBJECT_CLASS (pdl_finding_row_parent_class)->dispose (object);
}

static void
pdl_finding_row_class_init (PdlFindingRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_finding_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "findingrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_ADVANCE] = g_signal_new ("advance", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                          G_TYPE_INT);
  signals[SIGNAL_KEYS_CHANGED] = g_signal_new ("keys-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 0);
}

static gboolean
key_cb (PdlFindingRow *self, guint keyval, guint keycode, GdkModifierType state)
{
  return pdl_finding_row_key (self, keyval, state);
}

static void
pdl_finding_row_init (PdlFindingRow *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_swapped (focus, "enter", G_CALLBACK (focus_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  self->state = g_strdup ("");
  self->cursor = -1;
}

static void
build (PdlFindingRow *self)
{
  GtkWidget *both = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkGesture *click = gtk_gesture_click_new ();
  g_autofree char *clear = g_strdup_printf ("%s::", self->action);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->mark = pdl_glyph_icon_new (PDL_GLYPH_RING, PDL_ROLE_DIM);
  pdl_glyph_icon_set_size (PDL_GLYPH_ICON (self->mark), 0.6);
  self->label = gtk_label_new (pdl_dictionary_translate (self->finding->label));
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (self->label, "pdl-body");
  gtk_widget_add_css_class (self->label, "pdl-row-label");
  pdl_tooltip_set (self->label, self->finding->help != NULL ? pdl_dictionary_translate (self->finding->help) : NULL);
  g_signal_connect_swapped (click, "released", G_CALLBACK (label_clicked_cb), self);
  gtk_widget_add_controller (self->label, GTK_EVENT_CONTROLLER (click));

  self->control = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_hexpand (self->control, TRUE);
  gtk_widget_set_valign (self->control, GTK_ALIGN_CENTER);
  pdl_finding_row_build_control (self, GTK_BOX (self->control));
  gtk_box_append (GTK_BOX (both), self->control);
  self->na = gtk_button_new_with_label (_("n/a"));
  gtk_widget_set_halign (self->na, GTK_ALIGN_START);
  gtk_widget_set_valign (self->na, GTK_ALIGN_CENTER);
  gtk_widget_set_focusable (self->na, FALSE);
  gtk_widget_set_visible (self->na, FALSE);
  pdl_tooltip_set (self->na, _("Not applicable; press to ask again"));
  gtk_widget_add_css_class (self->na, "pdl-na");
  gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (self->na), clear);
  gtk_box_append (GTK_BOX (both), self->na);

  self->points = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->points), 1);
  gtk_widget_add_css_class (self->points, "pdl-points");
  gtk_widget_add_css_class (self->points, "num");
  gtk_widget_set_visible (self->points, self->finding->scope == PDL_SCOPE_LEVEL);
  gtk_box_append (GTK_BOX (self->box), pdl_row_line_new (self->mark, self->label, both, self->points));

  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 1);
  gtk_label_set_wrap (GTK_LABEL (self->note), TRUE);
  gtk_widget_add_css_class (self->note, "pdl-caption");
  gtk_widget_set_visible (self->note, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->note);
  self->refusal = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->refusal), 0);
  gtk_label_set_wrap (GTK_LABEL (self->refusal), TRUE);
  gtk_widget_add_css_class (self->refusal, "pdl-refusal");
  gtk_widget_set_visible (self->refusal, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->refusal);

  gtk_widget_set_focusable (GTK_WIDGET (self), self->kind != PDL_CONTROL_ENTRY);
}

GtkWidget *
pdl_finding_row_new (PdlSession *session, const PdlFinding *finding, GActionGroup *group, const char *prefix)
{
  PdlFindingRow *self = g_object_new (PDL_TYPE_FINDING_ROW, NULL);
  g_autofree char *detailed = g_strdup_printf ("action-state-changed::%s", finding->id);

  self->session = session != NULL ? g_object_ref (session) : NULL;
  self->finding = finding;
  self->group = g_object_ref (group);
  self->action = g_strdup_printf ("%s.%s", prefix, finding->id);
  build (self);
  g_signal_connect_object (group, detailed, G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  if (PDL_IS_FINDING_ACTIONS (group))
    g_signal_connect_object (group, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  read_state (self);
  pdl_finding_row_refresh (self);
  return GTK_WIDGET (self);
}

const PdlFinding *
pdl_finding_row_get_finding (PdlFindingRow *self)
{
  g_return_val_if_fail (PDL_IS_FINDING_ROW (self), NULL);

  return self->finding;
}

void
pdl_finding_row_refresh (PdlFindingRow *self)
{
  g_return_if_fail (PDL_IS_FINDING_ROW (self));

  self->updating = TRUE;
  gtk_widget_set_visible (self->na, g_str_equal (self->state, "n/a"));
  gtk_widget_set_visible (self->control, !g_str_equal (self->state, "n/a"));
  pdl_finding_row_show_state (self);
  update_note (self);
  update_points (self);
  update_look (self);
  update_accessible (self);
  self->updating = FALSE;
}

void
pdl_finding_row_set_matters (PdlFindingRow *self, gboolean matters)
{
  g_return_if_fail (PDL_IS_FINDING_ROW (self));

  if (self->matters == matters)
    return;
  self->matters = matters;
  update_look (self);
}

gboolean
pdl_finding_row_set_text (PdlFindingRow *self, const char *text)
{
  g_autoptr (PdlValue) value = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (PDL_IS_FINDING_ROW (self), FALSE);

  if (self->kind == PDL_CONTROL_READ)
    return FALSE;
  if (!pdl_finding_parse (self->finding, text, &value, &error))
    {
      pdl_finding_row_refuse (self, error->message);
      return FALSE;
    }
  pdl_finding_row_refuse (self, NULL);
  g_action_group_activate_action (self->group, self->finding->id, g_variant_new_string (text));
  return !gtk_widget_get_visible (self->refusal); /* the group may have refused what the dictionary accepts */
}

void
pdl_finding_row_refuse (PdlFindingRow *self, const char *reason)
{
  GtkWidget *target;

  g_return_if_fail (PDL_IS_FINDING_ROW (self));

  target = self->entry != NULL ? self->entry : GTK_WIDGET (self);
  gtk_label_set_text (GTK_LABEL (self->refusal), reason != NULL ? reason : "");
  gtk_widget_set_visible (self->refusal, reason != NULL);
  set_class (GTK_WIDGET (self), "refused", reason != NULL);
  gtk_accessible_update_state (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_STATE_INVALID,
                               reason != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  if (reason != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, reason, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}

const char *
pdl_finding_row_get_refusal (PdlFindingRow *self)
{
  g_return_val_if_fail (PDL_IS_FINDING_ROW (self), NULL);

  return gtk_widget_get_visible (self->refusal) ? gtk_label_get_text (GTK_LABEL (self->refusal)) : NULL;
}

void
pdl_finding_row_focus (PdlFindingRow *self)
{
  g_return_if_fail (PDL_IS_FINDING_ROW (self));

  if (self->kind == PDL_CONTROL_ENTRY)
    gtk_widget_grab_focus (self->entry);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

void
pdl_finding_row_advance (PdlFindingRow *self, int step)
{
  g_signal_emit (self, signals[SIGNAL_ADVANCE], 0, step);
}
