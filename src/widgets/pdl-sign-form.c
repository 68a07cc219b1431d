/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pdl-sign-form.h"

#include <glib/gi18n-lib.h>

#include "pdl-pane-parts.h"

/* Belongs to the form's box; a signature under way keeps the box. */
typedef struct
{
  PdlSignatureBook *book;  /* (owned) */
  PdlKnowledge *knowledge; /* (owned) */
  char *reference, *hash;  /* (owned) */
  PdlDay today;
  gboolean busy;           /* a signature is on its way to the disk */
  GtkWidget *revealer, *name, *role, *whole, *message; /* (unowned) in the box */
} Form;

static void
form_free (gpointer data)
{
  Form *form = data;

  g_object_unref (form->book);
  pdl_knowledge_unref (form->knowledge);
  g_free (form->reference);
  g_free (form->hash);
  g_free (form);
}

static Form *
get_form (gpointer box)
{
  return g_object_get_data (G_OBJECT (box), "form");
}

static void
say (Form *form, const char *message)
{
  gtk_label_set_text (GTK_LABEL (form->message), message);
  gtk_widget_set_visible (form->message, *message != '\0');
}

static void
signed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GtkWidget) box = user_data;
  g_autoptr (GError) error = NULL;
  Form *form = get_form (box);

  form->busy = FALSE;
  if (!pdl_signature_book_sign_finish (PDL_SIGNATURE_BOOK (source), result, &error))
    say (form, error->message);
}

static void
sign_cb (GtkWidget *box)
{
  Form *form = get_form (box);
  gboolean whole = gtk_check_button_get_active (GTK_CHECK_BUTTON (form->whole));

  if (form->busy)
    return;
  say (form, "");
  /* A button that cannot be pressed would lose the keyboard, and the page that is built anew would not know where it was. */
  form->busy = TRUE;
  pdl_signature_book_sign_async (form->book, form->knowledge, whole ? PDL_SIGNATURE_SET : form->reference,
                                 whole ? pdl_knowledge_get_hash (form->knowledge) : form->hash, gtk_editable_get_text (GTK_EDITABLE (form->name)),
                                 gtk_editable_get_text (GTK_EDITABLE (form->role)), form->today, signed_cb, g_object_ref (box));
}

static void
open_cb (GtkWidget *box)
{
  Form *form = get_form (box);

  gtk_revealer_set_reveal_child (GTK_REVEALER (form->revealer), !gtk_revealer_get_reveal_child (GTK_REVEALER (form->revealer)));
  if (gtk_revealer_get_reveal_child (GTK_REVEALER (form->revealer)))
    gtk_widget_grab_focus (form->name);
}

static GtkWidget *
make_entry (GtkWidget *grid, int row, const char *label)
{
  GtkWidget *words = gtk_label_new_with_mnemonic (label), *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (words), 0);
  gtk_label_set_mnemonic_widget (GTK_LABEL (words), entry);
  gtk_widget_add_css_class (words, "pdl-body");
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 28);
  gtk_grid_attach (GTK_GRID (grid), words, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), entry, 1, row, 1, 1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_RELATION_LABELLED_BY, words, NULL, -1);
  return entry;
}

GtkWidget *
pdl_sign_form_new (PdlSignatureBook *book, PdlKnowledge *knowledge, const char *reference, const char *hash, PdlDay today)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4), *grid = gtk_grid_new ();
  GtkWidget *open = pdl_part_link (_ ("Sign in this clinic …"), NULL), *rule = gtk_check_button_new_with_mnemonic (_ ("_This text"));
  g_autofree char *day = pdl_day_to_iso (today, PDL_PRECISION_DAY);
  g_autofree char *dated = g_strdup_printf (_ ("Dated %s. It covers the text as it stands now; a text that is changed later shows that it was signed before the change."), day);
  GtkWidget *note = pdl_part_label (dated, "pdl-note"), *sign;
  Form *form = g_new0 (Form, 1);

  *form = (Form) { .book = g_object_ref (book), .knowledge = pdl_knowledge_ref (knowledge), .reference = g_strdup (reference), .hash = g_strdup (hash), .today = today };
  g_object_set_data_full (G_OBJECT (box), "form", form, form_free);
  form->revealer = gtk_revealer_new ();
  form->name = make_entry (grid, 0, _ ("_Name"));
  form->role = make_entry (grid, 1, _ ("_Role"));
  g_object_set (form->role, "placeholder-text", _ ("for example spine surgeon"), NULL);
  form->whole = gtk_check_button_new_with_mnemonic (_ ("The _whole knowledge set"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (form->whole), GTK_CHECK_BUTTON (rule));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (rule), TRUE);
  sign = gtk_button_new_with_mnemonic (_ ("_Sign"));
  form->message = pdl_part_label ("", "pdl-matter");
  gtk_widget_set_visible (form->message, FALSE);
  gtk_widget_set_halign (open, GTK_ALIGN_START);
  gtk_widget_set_halign (sign, GTK_ALIGN_START);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_widget_set_margin_start (grid, 6);
  gtk_grid_attach (GTK_GRID (grid), rule, 0, 2, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), form->whole, 0, 3, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), note, 0, 4, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), sign, 0, 5, 2, 1);
  gtk_grid_attach (GTK_GRID (grid), form->message, 0, 6, 2, 1);
  gtk_revealer_set_child (GTK_REVEALER (form->revealer), grid);
  gtk_box_append (GTK_BOX (box), open);
  gtk_box_append (GTK_BOX (box), form->revealer);
  g_signal_connect_object (open, "clicked", G_CALLBACK (open_cb), box, G_CONNECT_SWAPPED);
  g_signal_connect_object (sign, "clicked", G_CALLBACK (sign_cb), box, G_CONNECT_SWAPPED);
  g_signal_connect_object (form->name, "activate", G_CALLBACK (sign_cb), box, G_CONNECT_SWAPPED);
  g_signal_connect_object (form->role, "activate", G_CALLBACK (sign_cb), box, G_CONNECT_SWAPPED);
  return box;
}
