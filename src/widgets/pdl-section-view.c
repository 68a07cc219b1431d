/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One section of the editor. First-screen findings are always there, the others stand under "More" when their condition holds
 * or a value is recorded; what is not relevant is absent. Main thread.
 */
#include "pdl-section-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-glyph-icon.h"
#include "pdl-level-head.h"
#include "pdl-record-list.h"
#include "pdl-section-words.h"

struct _PdlSectionView
{
  GtkWidget parent_instance;

  PdlSession *session;        /* (owned) */
  const PdlSection *section;
  GActionGroup *groups[3];    /* (owned) case, level, target */
  GPtrArray *rows;            /* (owned) of PdlFindingRow, empty until first opened */
  gboolean built;
  gboolean more;              /* the rows that are not on the first screen are shown */

  GtkWidget *box;
  GtkWidget *button;          /* opens and closes */
  GtkWidget *title, *key, *chevron, *sentence;
  GtkWidget *open_line, *open_label;
  GtkWidget *confirm;
  GtkWidget *revealer;
  PdlLevelHead level_head;    /* of a section with levels; its line is NULL elsewhere */
  GtkWidget *first_rows, *more_rows, *more_button, *pick_level;
  GtkWidget *records;         /* (nullable) */
};

enum { SIGNAL_OPENED, SIGNAL_LEAVE, SIGNAL_KEYS_CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlSectionView, pdl_section_view, GTK_TYPE_WIDGET)

static PdlDictionary *
get_dictionary (PdlSectionView *self)
{
  return pdl_knowledge_get_dictionary (pdl_session_get_knowledge (self->session));
}

static gboolean
has_levels (PdlSectionView *self)
{
  PdlDictionary *dictionary = get_dictionary (self);

  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    if (pdl_dictionary_get (dictionary, i)->scope == PDL_SCOPE_LEVEL
        && g_strcmp0 (pdl_dictionary_get (dictionary, i)->section, self->section->id) == 0)
      return TRUE;
  return FALSE;
}

/* Identity and patient findings are of the case, target and plan findings of the target in hand. */
static guint
get_group (const PdlFinding *finding, const char **ret_prefix)
{
  switch (finding->scope)
    {
    case PDL_SCOPE_LEVEL:
      *ret_prefix = "level";
      return 1;
    case PDL_SCOPE_TARGET:
    case PDL_SCOPE_PLAN:
      *ret_prefix = "target";
      return 2;
    default:
      *ret_prefix = "case";
      return 0;
    }
}

static gboolean
is_relevant (PdlSectionView *self, const PdlFinding *finding)
{
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlLevel level = pdl_session_get_level (self->session);
  const char *prefix;
  guint group = get_group (finding, &prefix);
  g_autoptr (GVariant) state = NULL;

  if (finding->scope == PDL_SCOPE_LEVEL && level == PDL_LEVEL_NONE)
    return FALSE;
  state = g_action_group_get_action_state (self->groups[group], finding->id);
  if (state != NULL && *g_variant_get_string (state, NULL) != '\0')
    return TRUE;
  if (finding->shown_when == NULL)
    return TRUE;
  if (evaluation == NULL)
    return FALSE;
  return pdl_evaluation_is_shown (evaluation, finding, finding->scope == PDL_SCOPE_TARGET || finding->scope == PDL_SCOPE_PLAN
                                  ? pdl_session_get_target (self->session) : -1,
                                  finding->scope == PDL_SCOPE_LEVEL ? level : PDL_LEVEL_NONE);
}

static void
advance_cb (PdlSectionView *self, int step, PdlFindingRow *row)
{
  guint at;

  if (!g_ptr_array_find (self->rows, row, &at))
    return;
  for (int next = (int) at + step; next >= 0 && next < (int) self->rows->len; next += step)
    {
      GtkWidget *other = g_ptr_array_index (self->rows, next);

      if (gtk_widget_get_visible (other) && (gtk_widget_get_parent (other) == self->first_rows || self->more))
        {
          pdl_finding_row_focus (PDL_FINDING_ROW (other));
          return;
        }
    }
  g_signal_emit (self, signals[SIGNAL_LEAVE], 0, step);
}

static void
row_keys_changed_cb (PdlSectionView *self, PdlFindingRow *row)
{
  g_signal_emit (self, signals[SIGNAL_KEYS_CHANGED], 0, row);
}

static void
add_row (PdlSectionView *self, const PdlFinding *finding)
{
  const char *prefix;
  guint group = get_group (finding, &prefix);
  GtkWidget *row = pdl_finding_row_new (self->session, finding, self->groups[group], prefix);

  g_signal_connect_swapped (row, "advance", G_CALLBACK (advance_cb), self);
  g_signal_connect_swapped (row, "keys-changed", G_CALLBACK (row_keys_changed_cb), self);
  g_ptr_array_add (self->rows, row);
  gtk_box_append (GTK_BOX (finding->first_screen > 0 ? self->first_rows : self->more_rows), row);
}

static int
compare_rank (gconstpointer a, gconstpointer b)
{
  return (*(const PdlFinding *const *) a)->first_screen - (*(const PdlFinding *const *) b)->first_screen;
}

static void
build_rows (PdlSectionView *self)
{
  PdlDictionary *dictionary = get_dictionary (self);
  g_autoptr (GPtrArray) first = g_ptr_array_new ();
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();
  PdlGroup group;

  self->built = TRUE;
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (g_strcmp0 (finding->section, self->section->id) == 0 && finding->scope != PDL_SCOPE_FIELD)
        g_ptr_array_add (finding->first_screen > 0 ? first : rest, (gpointer) finding);
    }
  g_ptr_array_sort (first, compare_rank);
  for (guint i = 0; i < first->len; i++)
    add_row (self, g_ptr_array_index (first, i));
  for (guint i = 0; i < rest->len; i++)
    add_row (self, g_ptr_array_index (rest, i));
  if (first->len == 0)
    self->more = TRUE; /* nothing of it is on the first screen: open means open */
  if (pdl_section_get_group (self->section, &group))
    {
      self->records = pdl_record_list_new (self->session, group, g_str_equal (self->section->id, "plan") ? "planned" : NULL);
      g_signal_connect_swapped (self->records, "keys-changed", G_CALLBACK (row_keys_changed_cb), self);
      gtk_box_append (GTK_BOX (gtk_widget_get_parent (self->first_rows)), self->records);
    }
}

static void
update_level_head (PdlSectionView *self)
{
  PdlLevel level = pdl_session_get_level (self->session);

  if (self->level_head.line == NULL)
    return;
  gtk_widget_set_visible (self->level_head.line, level != PDL_LEVEL_NONE && self->built);
  gtk_widget_set_visible (self->pick_level, level == PDL_LEVEL_NONE);
  if (level != PDL_LEVEL_NONE)
    pdl_level_head_refresh (&self->level_head, self->session, self->groups[1], self->rows);
}

/* Findings of this section that are carried forward and not confirmed, added to @change when given. */
static guint
collect_unconfirmed (PdlSectionView *self, PdlChange *change)
{
  const PdlAssessment *assessment = pdl_session_get_assessment (self->session);
  PdlCase *kase = pdl_session_get_case (self->session);
  PdlDictionary *dictionary = get_dictionary (self);
  guint n = 0;

  if (assessment == NULL)
    return 0;
  for (guint i = 0; i < pdl_dictionary_get_n_findings (dictionary); i++)
    {
      const PdlFinding *finding = pdl_dictionary_get (dictionary, i);

      if (g_strcmp0 (finding->section, self->section->id) != 0)
        continue;
      for (PdlLevel level = PDL_LEVEL_NONE; level < PDL_N_LEVELS; level++)
        {
          const PdlFields *fields = level == PDL_LEVEL_NONE ? pdl_assessment_get_fields (assessment) : pdl_assessment_get_level (assessment, level);

          if (!pdl_fields_is_unconfirmed (fields, finding->id))
            continue;
          n++;
          if (change != NULL)
            pdl_change_confirm (change, kase, pdl_assessment_get_uid (assessment), level, finding->id);
        }
    }
  return n;
}

static void
confirm_cb (PdlSectionView *self)
{
  g_autofree char *label = g_strdup_printf (_("confirm %s"), pdl_dictionary_translate (self->section->label));
  g_autoptr (PdlChange) change = pdl_change_new (label);
  g_autoptr (GError) error = NULL;

  if (collect_unconfirmed (self, change) > 0 && !pdl_session_apply (self->session, change, &error))
    g_message ("The values could not be confirmed: %s", error->message);
}

static void
update_more (PdlSectionView *self)
{

  guint hidden = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      const PdlFinding *finding = pdl_finding_row_get_finding (PDL_FINDING_ROW (row));
      gboolean relevant = is_relevant (self, finding);

      gtk_widget_set_visible (row, relevant);
      if (relevant && finding->first_screen == 0)
        hidden++;
    }
  gtk_widget_set_visible (self->more_rows, self->more);
  gtk_widget_set_visible (self->more_button, hidden > 0 && gtk_widget_get_first_child (self->first_rows) != NULL);
  {
    g_autofree char *text = self->more ? g_strdup (_("Fewer")) : g_strdup_printf (_("More (%u)"), hidden);

    gtk_button_set_label (GTK_BUTTON (self->more_button), text);
  }
}

static void
more_cb (PdlSectionView *self)
{
  self->more = !self->more;
  update_more (self);
}

static void
button_cb (PdlSectionView *self)
{
  pdl_section_view_set_open (self, !pdl_section_view_is_open (self));
  if (pdl_section_view_is_open (self))
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
pdl_section_view_dispose (GObject *object)
{
  PdlSectionView *self = PDL_SECTION_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  for (guint i = 0; i < 3; i++)
    g_clear_object (&self->groups[i]);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (pdl_section_view_parent_class)->dispose (object);
}

static void
pdl_section_view_class_init (PdlSectionViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pdl_section_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sectionview");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEAVE] = g_signal_new ("leave", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[SIGNAL_KEYS_CHANGED] = g_signal_new ("keys-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 1, PDL_TYPE_FINDING_ROW);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
build_head (PdlSectionView *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 1);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->title = make_label ("pdl-sect");
  gtk_widget_set_hexpand (self->title, TRUE);
  gtk_box_append (GTK_BOX (line), self->title);
  self->key = make_label ("pdl-key");
  gtk_box_append (GTK_BOX (line), self->key);
  self->chevron = gtk_image_new_from_icon_name ("pan-end-symbolic");
  gtk_widget_add_css_class (self->chevron, "dim");
  gtk_box_append (GTK_BOX (line), self->chevron);
  gtk_box_append (GTK_BOX (content), line);

  self->sentence = make_label ("pdl-body");
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->sentence), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (content), self->sentence);
  self->open_line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  {
    GtkWidget *glyph = pdl_glyph_icon_new (PDL_GLYPH_MATTERS, PDL_ROLE_MATTERS);

    pdl_glyph_icon_set_size (PDL_GLYPH_ICON (glyph), 0.6);
    gtk_box_append (GTK_BOX (self->open_line), glyph);
  }
  self->open_label = make_label ("pdl-matter");
  gtk_label_set_wrap (GTK_LABEL (self->open_label), TRUE);
  gtk_box_append (GTK_BOX (self->open_line), self->open_label);
  gtk_box_append (GTK_BOX (content), self->open_line);

  self->button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), content);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "pdl-section");
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (button_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->button);
}

static void
pdl_section_view_init (PdlSectionView *self)
{
  GtkWidget *body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->rows = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  build_head (self);

  self->confirm = gtk_button_new_with_label (_("Confirm what was carried forward"));
  gtk_widget_add_css_class (self->confirm, "pdl-link");
  gtk_widget_set_halign (self->confirm, GTK_ALIGN_START);
  gtk_widget_set_margin_start (self->confirm, 10);
  gtk_widget_set_visible (self->confirm, FALSE);
  g_signal_connect_swapped (self->confirm, "clicked", G_CALLBACK (confirm_cb), self);
  gtk_box_append (GTK_BOX (self->box), self->confirm);

  self->revealer = gtk_revealer_new ();
  gtk_revealer_set_transition_duration (GTK_REVEALER (self->revealer), 150);
  gtk_revealer_set_child (GTK_REVEALER (self->revealer), body);
  gtk_box_append (GTK_BOX (self->box), self->revealer);
  gtk_widget_add_css_class (body, "pdl-section-body");

  self->pick_level = make_label ("pdl-caption");
  gtk_label_set_text (GTK_LABEL (self->pick_level), _("Choose a vertebra on the drawing, or press Ctrl+G and type its name."));
  gtk_label_set_wrap (GTK_LABEL (self->pick_level), TRUE);
  gtk_widget_set_visible (self->pick_level, FALSE);
  gtk_box_append (GTK_BOX (body), self->pick_level);
  self->first_rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (body), self->first_rows);
  self->more_button = gtk_button_new ();
  gtk_widget_add_css_class (self->more_button, "pdl-link");
  gtk_widget_set_halign (self->more_button, GTK_ALIGN_START);
  g_signal_connect_swapped (self->more_button, "clicked", G_CALLBACK (more_cb), self);
  gtk_box_append (GTK_BOX (body), self->more_button);
  self->more_rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_append (GTK_BOX (body), self->more_rows);
}

GtkWidget *
pdl_section_view_new (PdlSession *session, const PdlSection *section, GActionGroup *const *groups, const char *key)
{
  PdlSectionView *self = g_object_new (PDL_TYPE_SECTION_VIEW, NULL);

  self->session = g_object_ref (session);
  self->section = section;
  for (guint i = 0; i < 3; i++)
    self->groups[i] = g_object_ref (groups[i]);
  gtk_label_set_text (GTK_LABEL (self->title), pdl_dictionary_translate (section->label));
  gtk_label_set_text (GTK_LABEL (self->key), key != NULL ? key : "");
  gtk_widget_set_visible (self->key, key != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, pdl_dictionary_translate (section->label), -1);
  if (has_levels (self))
    gtk_box_prepend (GTK_BOX (gtk_widget_get_parent (self->first_rows)), pdl_level_head_init (&self->level_head));
  pdl_section_view_refresh (self, NULL);
  return GTK_WIDGET (self);
}

const PdlSection *
pdl_section_view_get_section (PdlSectionView *self)
{
  g_return_val_if_fail (PDL_IS_SECTION_VIEW (self), NULL);

  return self->section;
}

gboolean
pdl_section_view_is_open (PdlSectionView *self)
{
  g_return_val_if_fail (PDL_IS_SECTION_VIEW (self), FALSE);

  return gtk_revealer_get_reveal_child (GTK_REVEALER (self->revealer));
}

void
pdl_section_view_set_open (PdlSectionView *self, gboolean open)
{
  g_return_if_fail (PDL_IS_SECTION_VIEW (self));

  if (open && !self->built)
    build_rows (self);
  if (!open && self->records != NULL)
    pdl_record_list_close (PDL_RECORD_LIST (self->records));
  gtk_revealer_set_reveal_child (GTK_REVEALER (self->revealer), open);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->chevron), open ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_STATE_EXPANDED, open, -1);
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  pdl_section_view_refresh (self, NULL);
}

void
pdl_section_view_refresh (PdlSectionView *self, const char *const *open)
{
  g_autofree char *sentence = NULL;
  g_autofree char *matters = NULL;
  g_autofree char *plain = NULL;
  g_autofree char *name = NULL;
  gboolean is_open;

  g_return_if_fail (PDL_IS_SECTION_VIEW (self));

  is_open = pdl_section_view_is_open (self);
  if (!is_open)
    {
      sentence = pdl_section_describe (self->session, self->section);
      gtk_label_set_markup (GTK_LABEL (self->sentence), sentence != NULL ? sentence : "");
    }
  gtk_widget_set_visible (self->sentence, sentence != NULL);
  matters = open != NULL ? pdl_section_describe_open (self->session, self->section, open) : NULL;
  if (open != NULL)
    gtk_label_set_text (GTK_LABEL (self->open_label), matters != NULL ? matters : "");
  gtk_widget_set_visible (self->open_line, !is_open && *gtk_label_get_text (GTK_LABEL (self->open_label)) != '\0');
  gtk_widget_set_visible (self->confirm, collect_unconfirmed (self, NULL) > 0);

  plain = sentence != NULL ? g_strdup (gtk_label_get_text (GTK_LABEL (self->sentence))) : NULL;
  name = g_strdup_printf ("%s%s%s", pdl_dictionary_translate (self->section->label), plain != NULL ? ": " : "", plain != NULL ? plain : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  update_level_head (self);
  if (!self->built)
    return;
  update_more (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      PdlFindingRow *row = g_ptr_array_index (self->rows, i);

      if (open != NULL)
        pdl_finding_row_set_matters (row, g_strv_contains (open, pdl_finding_row_get_finding (row)->id));
      if (is_open && gtk_widget_get_visible (GTK_WIDGET (row)))
        pdl_finding_row_refresh (row);
    }
  if (self->records != NULL && is_open)
    pdl_record_list_refresh (PDL_RECORD_LIST (self->records));
}

gboolean
pdl_section_view_has_finding (PdlSectionView *self, const char *id)
{
  const PdlFinding *finding = pdl_dictionary_lookup (get_dictionary (self), id);

  return finding != NULL && g_strcmp0 (finding->section, self->section->id) == 0;
}

PdlFindingRow *
pdl_section_view_get_row (PdlSectionView *self, const char *id)
{
  g_return_val_if_fail (PDL_IS_SECTION_VIEW (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_str_equal (pdl_finding_row_get_finding (g_ptr_array_index (self->rows, i))->id, id))
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

gboolean
pdl_section_view_go_to (PdlSectionView *self, const char *id)
{
  PdlFindingRow *row;

  g_return_val_if_fail (PDL_IS_SECTION_VIEW (self), FALSE);

  if (!pdl_section_view_is_open (self))
    {
      pdl_section_view_set_open (self, TRUE);
      g_signal_emit (self, signals[SIGNAL_OPENED], 0);
    }
  row = pdl_section_view_get_row (self, id);
  if (row == NULL)
    return FALSE;
  if (pdl_finding_row_get_finding (row)->first_screen == 0 && !self->more)
    more_cb (self);
  gtk_widget_set_visible (GTK_WIDGET (row), TRUE); /* asked for by name: shown even when its condition does not hold */
  pdl_finding_row_focus (row);
  return TRUE;
}

gboolean
pdl_section_view_focus_edge (PdlSectionView *self, gboolean first)
{
  g_return_val_if_fail (PDL_IS_SECTION_VIEW (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, first ? i : self->rows->len - 1 - i);

      if (gtk_widget_get_visible (row) && (gtk_widget_get_parent (row) == self->first_rows || self->more))
        {
          pdl_finding_row_focus (PDL_FINDING_ROW (row));
          return TRUE;
        }
    }
  return gtk_widget_grab_focus (self->button);
}
