/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The basis of one output: the head, the page that pdl-basis-pages.c writes, and the way back. Main thread.
 */

#include "pdl-basis-view.h"

#include <glib/gi18n-lib.h>

#include "pdl-basis-page.h"
#include "pdl-card-page.h"
#include "pdl-model-card.h"
#include "pdl-pane-parts.h"
#include "pdl-refresh.h"

struct _PdlBasisView
{
  GtkWidget parent_instance;

  PdlSession *session;   /* (owned) */
  GSignalGroup *signals; /* (owned) */
  GSignalGroup *book_signals; /* (owned) */
  PdlReasoning *reasoning; /* (unowned) of the session */
  char *reference;       /* (owned) (nullable) */
  GPtrArray *before;     /* (owned) of char: the pages that led here */
  int target;
  gboolean is_root;
  GtkWidget *outer, *title, *subtitle, *box, *foot, *back, *card;
  GString *text;         /* the page as text while it is built */
};

enum { CLOSED, GO_TO_FINDING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlBasisView, pdl_basis_view, GTK_TYPE_WIDGET)

static gboolean
is_card (PdlBasisView *self)
{
  return self->reference != NULL && g_str_has_prefix (self->reference, "card/");
}

/* The page is of a rule that a model card can be asked for. */
static gboolean
has_card (PdlBasisView *self)
{
  g_autofree char *found = NULL;

  if (self->reference == NULL || is_card (self))
    return FALSE;
  found = pdl_model_card_find (pdl_session_get_knowledge (self->session), self->reference);
  return found != NULL;
}

/* Which part has the focus: it is built anew, and the one in its place takes it. */
static int
find_focus (PdlBasisView *self)
{
  GtkWidget *child = gtk_widget_get_first_child (self->box);

  for (int i = 0; child != NULL; i++, child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_focus_child (self->box) == child)
      return i;
  return -1;
}

static void
put_focus (PdlBasisView *self, int place)
{
  GtkWidget *child = place >= 0 ? gtk_widget_get_first_child (self->box) : NULL;

  for (int i = 0; child != NULL && i < place; i++)
    child = gtk_widget_get_next_sibling (child);
  if (child != NULL)
    gtk_widget_child_focus (child, GTK_DIR_TAB_FORWARD);
}

static void
build (gpointer user_data)
{
  PdlBasisView *self = user_data;
  PdlEvaluation *evaluation = pdl_session_get_evaluation (self->session);
  PdlKnowledge *knowledge = pdl_session_get_knowledge (self->session);
  PdlSignatureBook *book = pdl_session_get_signature_book (self->session);
  PdlBasisPage page = { .box = self->box, .text = self->text, .knowledge = knowledge, .book = book,
                        .today = pdl_minute_day (pdl_session_get_now (self->session)), .national = pdl_session_get_national (self->session) };
  g_autofree char *foot = NULL, *signed_off = pdl_words_sign_off (knowledge, book);
  GtkWidget *child;
  int focus = find_focus (self);

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  g_string_truncate (self->text, 0);
  g_signal_group_set_target (self->book_signals, book);
  gtk_widget_set_visible (self->card, has_card (self));
  if (self->reference == NULL)
    return;
  if (evaluation != NULL && evaluation->n_targets > 0)
    {
      page.evaluation = evaluation;
      page.target = CLAMP (self->target, 0, (int) evaluation->n_targets - 1);
      if (pdl_basis_reasons (&page, self->reference))
        page.reasoned = pdl_reasoning_get (self->reasoning, evaluation, page.target);
    }
  if (pdl_basis_write (&page, self->reference))
    {
      gtk_label_set_text (GTK_LABEL (self->title), page.title);
      gtk_label_set_text (GTK_LABEL (self->subtitle), page.subtitle);
    }
  g_free (page.title);
  g_free (page.subtitle);
  foot = g_strdup_printf (_ ("Knowledge %s of %s, hash %.12s. %s"), pdl_knowledge_get_version (knowledge), pdl_knowledge_get_date (knowledge),
                          pdl_knowledge_get_hash (knowledge), signed_off);
  gtk_label_set_text (GTK_LABEL (self->foot), foot);
  g_string_append_printf (self->text, "%s\n", foot);
  put_focus (self, focus);
}

/* What would change a reading comes after it, to the page that says so. */
static void
ready_cb (PdlBasisView *self)
{
  if (self->reference != NULL && (g_str_has_prefix (self->reference, "row/") || g_str_equal (self->reference, "asking/")))
    pdl_refresh_queue (GTK_WIDGET (self));
}

static void
go_to_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  g_signal_emit (user_data, signals[GO_TO_FINDING], 0, g_variant_get_string (parameter, NULL));
}

static void
show_page (PdlBasisView *self, char *reference)
{
  g_free (self->reference);
  self->reference = reference;
  build (self);
  gtk_widget_set_visible (self->back, !self->is_root || self->before->len > 0);
}

static void
open_activated_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PdlBasisView *self = user_data;

  if (self->reference != NULL)
    g_ptr_array_add (self->before, g_steal_pointer (&self->reference));
  show_page (self, g_variant_dup_string (parameter, NULL));
  gtk_widget_grab_focus (self->back);
}

static void
back_clicked_cb (GtkButton *button, gpointer user_data)
{
  PdlBasisView *self = user_data;

  if (self->before->len > 0)
    show_page (self, g_ptr_array_steal_index (self->before, self->before->len - 1));
  else
    g_signal_emit (self, signals[CLOSED], 0);
}

/* To the card and, from the card, back. */
static gboolean
card_cb (GtkWidget *widget, GVariant *args, gpointer user_data)
{
  PdlBasisView *self = PDL_BASIS_VIEW (widget);
  g_autofree char *card = NULL;

  if (!gtk_widget_get_mapped (widget))
    return FALSE;
  if (is_card (self))
    {
      back_clicked_cb (NULL, self);
      return TRUE;
    }
  if (!has_card (self))
    return FALSE;
  card = g_strconcat ("card/", self->reference, NULL);
  gtk_widget_activate_action (widget, "basis.open", "s", card);
  return TRUE;
}

static void
card_clicked_cb (PdlBasisView *self)
{
  card_cb (GTK_WIDGET (self), NULL, NULL);
}

/* Anywhere in its window, also while the keyboard is in a list beside it. */
static void
add_card_key (PdlBasisView *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller), GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (controller),
                                        gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_i, GDK_CONTROL_MASK), gtk_callback_action_new (card_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

void
pdl_basis_view_show (PdlBasisView *self, const char *reference, int target)
{
  g_ptr_array_set_size (self->before, 0);
  self->target = target;
  show_page (self, g_strdup (reference));
}

void
pdl_basis_view_open (PdlBasisView *self, const char *reference, int target)
{
  pdl_basis_view_show (self, reference, target);
  gtk_widget_grab_focus (self->back);
}

void
pdl_basis_view_set_is_root (PdlBasisView *self, gboolean is_root)
{
  self->is_root = is_root;
  gtk_widget_set_visible (self->back, !is_root || self->before->len > 0);
}

char *
pdl_basis_view_to_text (PdlBasisView *self)
{
  return g_strdup (self->text->str);
}

static void
pdl_basis_view_dispose (GObject *object)
{
  PdlBasisView *self = PDL_BASIS_VIEW (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->book_signals);
  g_clear_object (&self->session);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->before, g_ptr_array_unref);
  if (self->text != NULL)
    g_string_free (g_steal_pointer (&self->text), TRUE);
  G_OBJECT_CLASS (pdl_basis_view_parent_class)->dispose (object);
}

static void
pdl_basis_view_class_init (PdlBasisViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_basis_view_dispose;
  signals[CLOSED] = g_signal_new ("closed", PDL_TYPE_BASIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_BASIS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "basisview");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_basis_view_init (PdlBasisView *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *titles = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  static const GActionEntry entries[] = { { "go-to", go_to_activated_cb, "s" }, { "open", open_activated_cb, "s" } };

  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "basis", G_ACTION_GROUP (actions));
  self->text = g_string_new (NULL);
  self->before = g_ptr_array_new_with_free_func (g_free);
  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_widget_add_css_class (self->back, "flat");
  gtk_widget_set_tooltip_text (self->back, _ ("Back (Esc)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->back), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Back"), -1);
  g_signal_connect_object (self->back, "clicked", G_CALLBACK (back_clicked_cb), self, 0);
  self->title = pdl_part_label ("", "pdl-h2");
  self->subtitle = pdl_part_label ("", "pdl-note");
  gtk_widget_set_hexpand (titles, TRUE);
  gtk_box_append (GTK_BOX (titles), self->title);
  gtk_box_append (GTK_BOX (titles), self->subtitle);
  gtk_widget_add_css_class (head, "pdl-head");
  gtk_box_append (GTK_BOX (head), self->back);
  gtk_box_append (GTK_BOX (head), titles);
  self->card = pdl_part_link (_ ("Model card"), NULL);
  gtk_widget_set_tooltip_text (self->card, _ ("Sources, use and misuse, what it reads, who signed it (Ctrl+I)"));
  gtk_widget_set_valign (self->card, GTK_ALIGN_START);
  gtk_widget_set_visible (self->card, FALSE);
  g_signal_connect_object (self->card, "clicked", G_CALLBACK (card_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (head), self->card);
  add_card_key (self);
  gtk_box_append (GTK_BOX (self->outer), head);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_margin_start (self->box, 14);
  gtk_widget_set_margin_end (self->box, 14);
  gtk_widget_set_margin_top (self->box, 8);
  gtk_widget_set_margin_bottom (self->box, 14);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->box);
  gtk_widget_set_vexpand (scrolled, TRUE);
  gtk_box_append (GTK_BOX (self->outer), scrolled);
  self->foot = pdl_part_label ("", "pdl-caption");
  gtk_widget_add_css_class (self->foot, "pdl-foot");
  gtk_box_append (GTK_BOX (self->outer), self->foot);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Basis"), -1);
}

GtkWidget *
pdl_basis_view_new (PdlSession *session)
{
  PdlBasisView *self = g_object_new (PDL_TYPE_BASIS_VIEW, NULL);

  self->session = g_object_ref (session);
  self->reasoning = pdl_reasoning_of (session);
  g_signal_connect_object (self->reasoning, "ready", G_CALLBACK (ready_cb), self, G_CONNECT_SWAPPED);
  pdl_refresh_init (GTK_WIDGET (self), build);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::national", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  self->book_signals = g_signal_group_new (PDL_TYPE_SIGNATURE_BOOK);
  g_signal_group_connect_swapped (self->book_signals, "changed", G_CALLBACK (pdl_refresh_queue), self);
  return GTK_WIDGET (self);
}
