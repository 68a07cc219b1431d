/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-knowledge-browser.h"

#include <glib/gi18n-lib.h>

#include "pdl-basis-view.h"
#include "pdl-knowledge-item.h"
#include "pdl-pane-parts.h"
#include "pdl-refresh.h"

struct _PdlKnowledgeBrowser
{
  GtkWidget parent_instance;

  PdlSession *session;      /* (owned) */
  GSignalGroup *signals;    /* (owned) */
  GListStore *all;          /* (owned): in the order of the program */
  GListStore *items;        /* (owned): the same, what applies first */
  GtkFilter *filter;        /* (owned) */
  GtkSorter *sorter;        /* (owned): what is nearest to the search first */
  GtkSingleSelection *selection; /* (owned) */
  GStrv words;              /* (owned): what is searched, case folded */
  int wanted;               /* a PdlItemState, -1 = all */
  GtkWidget *outer, *search, *count, *basis, *list;
};

enum { GO_TO_FINDING, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PdlKnowledgeBrowser, pdl_knowledge_browser, GTK_TYPE_WIDGET)

#define LIST_WIDTH 440

static PdlItemState
judge (PdlKnowledgeBrowser *self, PdlKnowledgeItem *item)
{
  return pdl_knowledge_item_judge (item, pdl_session_get_evaluation (self->session), MAX (pdl_session_get_target (self->session), 0));
}

static gboolean
is_wanted (gpointer item, gpointer user_data)
{
  PdlKnowledgeBrowser *self = user_data;

  if (pdl_knowledge_item_rank (item, self->words) == PDL_RANK_NOT_FOUND)
    return FALSE;
  return self->wanted < 0 || (int) judge (self, item) == self->wanted;
}

/* Equally near: what applies first, as the items stand. */
static int
compare (gconstpointer a, gconstpointer b, gpointer user_data)
{
  PdlKnowledgeBrowser *self = user_data;

  return (int) pdl_knowledge_item_rank ((gpointer) a, self->words) - (int) pdl_knowledge_item_rank ((gpointer) b, self->words);
}

static const char *
state_words (PdlItemState state)
{
  switch (state)
    {
    case PDL_ITEM_HOLDS: return _ ("applies");
    case PDL_ITEM_HOLDS_NOT: return _ ("does not apply");
    case PDL_ITEM_CANNOT_TELL: return _ ("cannot tell yet");
    default: return "";
    }
}

/* ---- a line ------------------------------------------------------------------------------------------------------ */

static void
setup_cb (GtkListItemFactory *factory, GtkListItem *line, gpointer user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), *text = pdl_part_label ("", "pdl-note");

  gtk_label_set_wrap (GTK_LABEL (text), FALSE);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), pdl_part_label ("", "pdl-src"));
  gtk_list_item_set_child (line, pdl_part_glyph_line (PDL_GLYPH_RING, PDL_ROLE_DIM, box));
  gtk_widget_set_margin_start (gtk_list_item_get_child (line), 8);
}

static void
bind_cb (GtkListItemFactory *factory, GtkListItem *line, gpointer user_data)
{
  PdlKnowledgeBrowser *self = user_data;
  PdlKnowledgeItem *item = gtk_list_item_get_item (line);
  PdlItemState state = judge (self, item);
  GtkWidget *icon = gtk_widget_get_first_child (gtk_list_item_get_child (line));
  GtkWidget *text = gtk_widget_get_first_child (gtk_widget_get_next_sibling (icon));
  g_autofree char *under = g_strdup_printf ("%s %s%s%s", pdl_knowledge_item_get_kind (item), pdl_knowledge_item_get_designation (item),
                                            state == PDL_ITEM_NO_CASE ? "" : " · ", state_words (state));

  pdl_glyph_icon_set_glyph (PDL_GLYPH_ICON (icon), state == PDL_ITEM_HOLDS ? PDL_GLYPH_TRUE : state == PDL_ITEM_CANNOT_TELL ? PDL_GLYPH_UNKNOWN
                                                   : state == PDL_ITEM_HOLDS_NOT ? PDL_GLYPH_FALSE : PDL_GLYPH_RING,
                            state == PDL_ITEM_HOLDS ? PDL_ROLE_INK : PDL_ROLE_DIM);
  gtk_label_set_text (GTK_LABEL (text), pdl_knowledge_item_get_text (item));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_next_sibling (text)), under);
}

/* ---- what is shown ----------------------------------------------------------------------------------------------- */

static void
show_count (PdlKnowledgeBrowser *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  g_autofree char *words = g_strdup_printf (_ ("%u of %u"), n, g_list_model_get_n_items (G_LIST_MODEL (self->items)));

  gtk_label_set_text (GTK_LABEL (self->count), words);
}

static void
selected_cb (PdlKnowledgeBrowser *self)
{
  PdlKnowledgeItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item != NULL)
    pdl_basis_view_show (PDL_BASIS_VIEW (self->basis), pdl_knowledge_item_get_reference (item), MAX (pdl_session_get_target (self->session), 0));
}

/* Enter or a double click; the arrow that comes from the search puts the keyboard on a line without choosing it. */
static void
activate_cb (PdlKnowledgeBrowser *self, guint position)
{
  gtk_single_selection_set_selected (self->selection, position);
}

static void
refilter (gpointer user_data)
{
  PdlKnowledgeBrowser *self = user_data;

  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  gtk_sorter_changed (self->sorter, GTK_SORTER_CHANGE_DIFFERENT);
  show_count (self);
}

/* The case is another: what applies to it stands first, then what cannot be told, then the rest, each in the order of the program. */
static void
refresh (gpointer user_data)
{
  static const PdlItemState order[] = { PDL_ITEM_HOLDS, PDL_ITEM_CANNOT_TELL, PDL_ITEM_HOLDS_NOT, PDL_ITEM_NO_CASE };
  PdlKnowledgeBrowser *self = user_data;
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->all)), n_sorted = 0;
  g_autofree gpointer *sorted = g_new (gpointer, n);
  g_autofree PdlItemState *states = g_new (PdlItemState, n);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (items, g_list_model_get_item (G_LIST_MODEL (self->all), i));
      states[i] = judge (self, items->pdata[i]);
    }
  for (guint o = 0; o < G_N_ELEMENTS (order); o++)
    for (guint i = 0; i < n; i++)
      if (states[i] == order[o])
        sorted[n_sorted++] = items->pdata[i];
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)), sorted, n_sorted);
  show_count (self);
}

static void
select_first (PdlKnowledgeBrowser *self)
{
  gtk_single_selection_set_selected (self->selection, 0);
}

/* Escape empties the search first and then closes. */
static void
stop_search_cb (PdlKnowledgeBrowser *self)
{
  if (gtk_editable_get_text (GTK_EDITABLE (self->search))[0] != '\0')
    gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
}

static void
search_changed_cb (PdlKnowledgeBrowser *self)
{
  g_strfreev (self->words);
  self->words = pdl_knowledge_item_split (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  refilter (self);
}

static void
wanted_activated_cb (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  PdlKnowledgeBrowser *self = user_data;

  self->wanted = g_variant_get_int32 (state);
  g_simple_action_set_state (action, state);
  refilter (self);
}

static void
go_to_finding_cb (PdlKnowledgeBrowser *self, const char *id)
{
  g_signal_emit (self, signals[GO_TO_FINDING], 0, id);
}

/* ---- the widget -------------------------------------------------------------------------------------------------- */

static GtkWidget *
make_choice (PdlKnowledgeBrowser *self)
{
  static const struct { int state; const char *label; } choices[] = {
    { -1, N_("All") }, { PDL_ITEM_HOLDS, N_("Applies") }, { PDL_ITEM_HOLDS_NOT, N_("Does not") }, { PDL_ITEM_CANNOT_TELL, N_("Cannot tell") },
  };
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) wanted = g_simple_action_new_stateful ("wanted", G_VARIANT_TYPE_INT32, g_variant_new_int32 (-1));
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  g_signal_connect_object (wanted, "change-state", G_CALLBACK (wanted_activated_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (wanted));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "knowledge", G_ACTION_GROUP (actions));
  gtk_widget_add_css_class (row, "linked");
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    {
      GtkWidget *button = gtk_toggle_button_new_with_label (_ (choices[i].label));

      gtk_widget_add_css_class (button, "pdl-value");
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "knowledge.wanted");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", choices[i].state);
      gtk_box_append (GTK_BOX (row), button);
    }
  return row;
}

static GtkWidget *
make_head (PdlKnowledgeBrowser *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (head, "pdl-head");
  self->search = gtk_search_entry_new ();
  g_object_set (self->search, "placeholder-text", _ ("Word, id, author or year"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Search the knowledge"), -1);
  gtk_widget_set_size_request (self->search, 280, -1);
  g_signal_connect_object (self->search, "search-changed", G_CALLBACK (search_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (select_first), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "stop-search", G_CALLBACK (stop_search_cb), self, G_CONNECT_SWAPPED);
  self->count = pdl_part_label ("", "pdl-caption");
  gtk_label_set_wrap (GTK_LABEL (self->count), FALSE);
  gtk_box_append (GTK_BOX (head), self->search);
  gtk_box_append (GTK_BOX (head), make_choice (self));
  gtk_box_append (GTK_BOX (head), self->count);
  return head;
}

static void
pdl_knowledge_browser_dispose (GObject *object)
{
  PdlKnowledgeBrowser *self = PDL_KNOWLEDGE_BROWSER (object);

  g_clear_object (&self->signals);
  g_clear_pointer (&self->outer, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->filter);
  g_clear_object (&self->sorter);
  g_clear_object (&self->items);
  g_clear_object (&self->all);
  g_clear_object (&self->session);
  g_clear_pointer (&self->words, g_strfreev);
  G_OBJECT_CLASS (pdl_knowledge_browser_parent_class)->dispose (object);
}

static void
pdl_knowledge_browser_class_init (PdlKnowledgeBrowserClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pdl_knowledge_browser_dispose;
  signals[GO_TO_FINDING] = g_signal_new ("go-to-finding", PDL_TYPE_KNOWLEDGE_BROWSER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "knowledgebrowser");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_REGION);
}

static void
pdl_knowledge_browser_init (PdlKnowledgeBrowser *self)
{
  self->wanted = -1;
  self->words = pdl_knowledge_item_split ("");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Knowledge"), -1);
}

GtkWidget *
pdl_knowledge_browser_new (PdlSession *session)
{
  PdlKnowledgeBrowser *self = g_object_new (PDL_TYPE_KNOWLEDGE_BROWSER, NULL);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new (), *columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkFilterListModel *found;

  self->session = g_object_ref (session);
  self->all = pdl_knowledge_items_new (pdl_session_get_knowledge (session));
  self->items = g_list_store_new (PDL_TYPE_KNOWLEDGE_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_wanted, self, NULL));
  self->sorter = GTK_SORTER (gtk_custom_sorter_new (compare, self, NULL));
  found = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->items)), g_object_ref (self->filter));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (gtk_sort_list_model_new (G_LIST_MODEL (found), g_object_ref (self->sorter))));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activate_cb), self, G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("What the program knows"), -1);
  self->basis = pdl_basis_view_new (session);
  pdl_basis_view_set_is_root (PDL_BASIS_VIEW (self->basis), TRUE);
  g_signal_connect_object (self->basis, "go-to-finding", G_CALLBACK (go_to_finding_cb), self, G_CONNECT_SWAPPED);

  self->outer = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->outer, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->outer), make_head (self));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scrolled, LIST_WIDTH, -1);
  gtk_widget_set_hexpand (self->basis, TRUE);
  gtk_widget_set_vexpand (columns, TRUE);
  gtk_box_append (GTK_BOX (columns), scrolled);
  gtk_box_append (GTK_BOX (columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (columns), self->basis);
  gtk_box_append (GTK_BOX (self->outer), columns);

  pdl_refresh_init (GTK_WIDGET (self), refresh);
  self->signals = g_signal_group_new (PDL_TYPE_SESSION);
  g_signal_group_connect_swapped (self->signals, "evaluated", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_connect_swapped (self->signals, "notify::level", G_CALLBACK (pdl_refresh_queue), self);
  g_signal_group_set_target (self->signals, session);
  refresh (self);
  return GTK_WIDGET (self);
}

void
pdl_knowledge_browser_start (PdlKnowledgeBrowser *self)
{
  gtk_widget_grab_focus (self->search);
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
  if (gtk_single_selection_get_selected_item (self->selection) == NULL)
    select_first (self);
}
