/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window of pdl-rereading-window.h. It shows a run of session/pdl-rereading and judges nothing. Main thread; the run answers
 * here, and is stopped when the window goes. */
#include "pdl-rereading-window.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"
#include "pdl-rereading.h"
#include "pdl-theme.h"

/* ——— a line of the list ——— */

#define LINE_TYPE_ITEM (line_item_get_type ())
G_DECLARE_FINAL_TYPE (LineItem, line_item, LINE, ITEM, GObject)

struct _LineItem
{
  GObject parent_instance;

  char *uid, *patient, *number, *changes, *why; /* (owned) number nullable */
};

G_DEFINE_FINAL_TYPE (LineItem, line_item, G_TYPE_OBJECT)

static void
line_item_finalize (GObject *object)
{
  LineItem *self = LINE_ITEM (object);

  g_free (self->uid);
  g_free (self->patient);
  g_free (self->number);
  g_free (self->changes);
  g_free (self->why);
  G_OBJECT_CLASS (line_item_parent_class)->finalize (object);
}

static void
line_item_class_init (LineItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = line_item_finalize;
}

static void
line_item_init (LineItem *self)
{
}

/* "T8, time limit: within 7 days → within 24 h"; of options and alerts what went and what came. */
static void
append_change (GString *text, const PdlReadingChange *change)
{
  static const char *const parts[] = { N_("Emergency"), N_("Levels"), N_("Reading"), N_("State"), N_("Time limit"), N_("Options"), N_("Alerts") };
  g_autofree char *levels = change->levels != 0 ? pdl_words_levels (change->levels) : NULL;
  gboolean list = change->part == PDL_READING_OPTIONS || change->part == PDL_READING_ALERTS;

  g_string_append_printf (text, "%s%s%s%s: ", text->len > 0 ? "\n" : "", levels != NULL ? levels : "", levels != NULL ? " · " : "", _(parts[change->part]));
  if (!list)
    g_string_append_printf (text, _("%s → %s"), change->before_words, change->now_words);
  else if (*change->before_words == '\0' && *change->now_words == '\0')
    g_string_append (text, _("the same in another order"));
  else if (*change->before_words == '\0')
    g_string_append_printf (text, _("now also %s"), change->now_words);
  else if (*change->now_words == '\0')
    g_string_append_printf (text, _("no longer %s"), change->before_words);
  else
    g_string_append_printf (text, _("no longer %s; now %s"), change->before_words, change->now_words);
}

static LineItem *
line_item_new (const PdlReread *reread)
{
  LineItem *self = g_object_new (LINE_TYPE_ITEM, NULL);
  g_autoptr (GString) changes = g_string_new (NULL);
  g_autoptr (GString) why = g_string_new (NULL);

  for (guint i = 0; i < reread->difference->changes->len; i++)
    append_change (changes, reread->difference->changes->pdata[i]);
  for (guint i = 0; i < reread->difference->why->len; i++)
    g_string_append_printf (why, "%s%s", i > 0 ? "\n" : "", (const char *) reread->difference->why->pdata[i]);
  g_string_append_printf (why, _("%sLast read with knowledge %s"), why->len > 0 ? "\n" : "", reread->version != NULL ? reread->version : "?");
  self->uid = g_strdup (reread->uid);
  self->patient = g_strdup (reread->name != NULL ? reread->name : reread->identifier != NULL ? reread->identifier : _("No name recorded"));
  self->number = reread->name != NULL ? g_strdup (reread->identifier) : NULL;
  self->changes = g_string_free (g_steal_pointer (&changes), FALSE);
  self->why = g_string_free (g_steal_pointer (&why), FALSE);
  return self;
}

/* ——— the window ——— */

typedef struct
{
  PdlMainWindow *main_window;  /* (unowned) outlives this one */
  GtkWidget *window, *stack, *progress, *count, *list, *state, *stop, *again, *empty;
  GListStore *lines;           /* (owned) of LineItem */
  GCancellable *cancellable;   /* (owned) (nullable) of the run under way */
  gboolean gone;               /* the widgets are: the run keeps only the window */
} Rereading;

static void
rereading_free (gpointer data)
{
  Rereading *self = data;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->lines);
  g_free (self);
}

static void
show_running (Rereading *self, gboolean running)
{
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (self->again, !running);
}

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  GtkWidget *window = user_data;
  Rereading *self = g_object_get_data (G_OBJECT (window), "pdl-rereading");
  g_autofree char *text = NULL;

  /* The window went while the last lots were under way. */
  if (self->gone)
    return;
  text = g_strdup_printf (ngettext ("%u of %u case", "%u of %u cases", all), done, all);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), all > 0 ? (double) done / all : 0);
  gtk_label_set_text (GTK_LABEL (self->count), text);
}

static void
append_gaps (GString *text, const PdlRereading *rereading)
{
  for (guint i = 0; i < rereading->gaps->len; i++)
    {
      const PdlRereadGap *gap = rereading->gaps->pdata[i];

      g_string_append_c (text, '\n');
      g_string_append_printf (text, ngettext ("%u case was not compared: %s", "%u cases were not compared: %s", gap->n_cases), gap->n_cases, gap->reason);
    }
}

static void
show_result (Rereading *self, const PdlRereading *rereading)
{
  guint n = rereading->differing->len;
  guint looked_at = rereading->n_same + rereading->n_compared;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LineItem) line = line_item_new (rereading->differing->pdata[i]);

      g_list_store_append (self->lines, line);
    }
  if (n == 0)
    g_string_append_printf (text, ngettext ("%u patient read again: none reads differently.", "%u patients read again: none reads differently.", looked_at),
                            looked_at);
  else
    g_string_append_printf (text, ngettext ("%u of %u patients reads differently.", "%u of %u patients read differently.", n), n, looked_at);
  append_gaps (text, rereading);
  gtk_label_set_text (GTK_LABEL (self->state), n > 0 ? text->str : "");
  gtk_label_set_text (GTK_LABEL (self->empty), text->str);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "list" : "empty");
  gtk_widget_grab_focus (n > 0 ? self->list : self->again);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) window = user_data;
  Rereading *self = g_object_get_data (G_OBJECT (window), "pdl-rereading");
  g_autoptr (GError) error = NULL;
  g_autoptr (PdlRereading) rereading = pdl_rereading_run_finish (result, &error);

  g_clear_object (&self->cancellable);
  if (self->gone)
    return;
  show_running (self, FALSE);
  if (rereading != NULL)
    show_result (self, rereading);
  else
    {
      gboolean stopped = g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

      gtk_label_set_text (GTK_LABEL (self->empty), stopped ? _("Stopped. What was read until then is not shown: it would not be all of it.") : error->message);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
      gtk_widget_grab_focus (self->again);
    }
}

static void
start (Rereading *self)
{
  PdlSession *session = pdl_main_window_get_session (self->main_window);
  PdlStore *store = pdl_session_get_store (session);

  if (self->cancellable != NULL)
    return;
  g_list_store_remove_all (self->lines);
  gtk_label_set_text (GTK_LABEL (self->state), "");
  if (store == NULL)
    {
      gtk_label_set_text (GTK_LABEL (self->empty), _("No store is open: there are no stored patients to read again."));
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "empty");
      show_running (self, FALSE);
      return;
    }
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_label_set_text (GTK_LABEL (self->count), "");
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "progress");
  show_running (self, TRUE);
  gtk_widget_grab_focus (self->stop);
  self->cancellable = g_cancellable_new ();
  pdl_rereading_run_async (store, pdl_session_get_knowledge (session), pdl_session_get_now (session), progress_cb,
                           self->window, self->cancellable, done_cb, g_object_ref (self->window));
}

static void
again_cb (Rereading *self)
{
  start (self);
}

static void
stop_cb (Rereading *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
}

static void
activate_cb (GtkColumnView *view, guint position, gpointer user_data)
{
  Rereading *self = user_data;
  g_autoptr (LineItem) line = g_list_model_get_item (G_LIST_MODEL (self->lines), position);

  if (line == NULL)
    return;
  pdl_main_window_open_case (self->main_window, line->uid);
  gtk_window_present (GTK_WINDOW (self->main_window));
}

/* The run has nobody to answer to. */
static void
destroy_cb (Rereading *self)
{
  self->gone = TRUE;
  stop_cb (self);
}

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = pdl_part_label ("", "pdl-body");

  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_item_set_child (item, label);
}

static void
bind_patient_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  LineItem *line = gtk_list_item_get_item (item);
  g_autofree char *text = line->number != NULL ? g_strdup_printf ("%s\n%s", line->patient, line->number) : g_strdup (line->patient);

  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static void
bind_changes_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), LINE_ITEM (gtk_list_item_get_item (item))->changes);
}

static void
bind_why_cb (GtkListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  gtk_label_set_text (GTK_LABEL (gtk_list_item_get_child (item)), LINE_ITEM (gtk_list_item_get_item (item))->why);
}

static void
add_column (GtkWidget *view, const char *title, GCallback bind, int width)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", bind, NULL);
  column = gtk_column_view_column_new (title, factory);
  gtk_column_view_column_set_resizable (column, TRUE);
  if (width > 0)
    gtk_column_view_column_set_fixed_width (column, (int) (width * pdl_theme_get_text_scale ()));
  else
    gtk_column_view_column_set_expand (column, TRUE);
  gtk_column_view_append_column (GTK_COLUMN_VIEW (view), column);
}

static GtkWidget *
make_list (Rereading *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkSelectionModel *selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->lines))));

  self->list = gtk_column_view_new (selection);
  gtk_widget_add_css_class (self->list, "pdl-table");
  gtk_column_view_set_show_row_separators (GTK_COLUMN_VIEW (self->list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Patients who read differently"), -1);
  add_column (self->list, _("Patient"), G_CALLBACK (bind_patient_cb), 170);
  add_column (self->list, _("Before → now"), G_CALLBACK (bind_changes_cb), 0);
  add_column (self->list, _("Why"), G_CALLBACK (bind_why_cb), 300);
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_widget_add_css_class (scrolled, "pdl-paper");
  return scrolled;
}

static GtkWidget *
make_progress (Rereading *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);

  self->progress = gtk_progress_bar_new ();
  self->count = pdl_part_label ("", "pdl-body");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Cases read again"), -1);
  gtk_box_append (GTK_BOX (box), pdl_part_label (_("Reading every stored case again…"), "pdl-h3"));
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), self->count);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 80);
  gtk_widget_set_margin_end (box, 80);
  return box;
}

static GtkWidget *
make_stack (Rereading *self)
{
  self->stack = gtk_stack_new ();
  self->empty = pdl_part_label ("", "pdl-body");
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0.5);
  gtk_widget_set_valign (self->empty, GTK_ALIGN_CENTER);
  gtk_stack_add_named (GTK_STACK (self->stack), make_progress (self), "progress");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_widget_add_css_class (self->stack, "pdl-paper");
  return self->stack;
}

static GtkWidget *
make_foot (Rereading *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->state = pdl_part_label ("", "pdl-body");
  gtk_widget_set_hexpand (self->state, TRUE);
  gtk_widget_set_valign (self->state, GTK_ALIGN_CENTER);
  self->stop = gtk_button_new_with_mnemonic (_("_Stop"));
  self->again = gtk_button_new_with_mnemonic (_("_Read again"));
  gtk_widget_add_css_class (self->stop, "pdl-button");
  gtk_widget_add_css_class (self->again, "pdl-button");
  g_signal_connect_swapped (self->stop, "clicked", G_CALLBACK (stop_cb), self);
  g_signal_connect_swapped (self->again, "clicked", G_CALLBACK (again_cb), self);
  gtk_widget_add_css_class (foot, "pdl-foot");
  gtk_box_append (GTK_BOX (foot), self->state);
  gtk_box_append (GTK_BOX (foot), self->stop);
  gtk_box_append (GTK_BOX (foot), self->again);
  return foot;
}

static gboolean
escape_cb (GtkWidget *window, GVariant *args, gpointer user_data)
{
  gtk_window_close (GTK_WINDOW (window));
  return TRUE;
}

static GtkWidget *
make_head (PdlKnowledge *knowledge)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text
    = g_strdup_printf (_("Each stored case is read twice as of now: with the knowledge it was last saved with, and with the present one (%s). Row, "
                         "time limit, options and alerts are compared. Nothing is changed."), pdl_knowledge_get_version (knowledge));

  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), pdl_part_label (text, "pdl-body"));
  return head;
}

static void
show_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlMainWindow *main_window = user_data;
  Rereading *self = g_new0 (Rereading, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->main_window = main_window;
  self->lines = g_list_store_new (LINE_TYPE_ITEM);
  self->window = adw_window_new ();
  g_object_set_data_full (G_OBJECT (self->window), "pdl-rereading", self, rereading_free);
  gtk_window_set_title (GTK_WINDOW (self->window), _("Which patients read differently"));
  pdl_theme_set_default_size (GTK_WINDOW (self->window), 980, 620);
  gtk_window_set_transient_for (GTK_WINDOW (self->window), GTK_WINDOW (main_window));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (self->window), TRUE);
  gtk_widget_add_css_class (self->window, "pedicle");
  gtk_box_append (GTK_BOX (box), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (box), make_head (pdl_session_get_knowledge (pdl_main_window_get_session (main_window))));
  gtk_box_append (GTK_BOX (box), make_stack (self));
  gtk_box_append (GTK_BOX (box), make_foot (self));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0), gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (self->window, shortcuts);
  g_signal_connect_swapped (self->window, "destroy", G_CALLBACK (destroy_cb), self);
  gtk_window_present (GTK_WINDOW (self->window));
  start (self);
}

void
pdl_rereading_window_install (PdlMainWindow *window)
{
  g_autoptr (GSimpleAction) action = g_simple_action_new ("reread", NULL);

  g_signal_connect_object (action, "activate", G_CALLBACK (show_cb), window, 0);
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (action));
}
